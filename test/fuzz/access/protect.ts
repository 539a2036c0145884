/** Random rights on fields and types of a supergraph: as its text, and as a table the reference judges by. */
import { type DocumentNode, type FieldDefinitionNode, Kind, parse, print, type TypeNode } from 'graphql';
import type { Access, Sight } from '../../../subgraphs/shared/privacy/access.ts';
import { type DataMask, dataMasks } from '../../../subgraphs/shared/privacy/masks.ts';
import type { Choices } from '../random.ts';

export interface Need {
  readonly authenticated: boolean;
  readonly scopes: readonly (readonly string[])[] | null;
  readonly policies: readonly (readonly string[])[] | null;
}

export interface Protection {
  readonly sdl: string;
  /** By type, and by `Type.field`. */
  readonly needs: ReadonlyMap<string, Need>;
  readonly masks: ReadonlyMap<string, DataMask>;
}

const scopes = ['read', 'write', 'admin'];
const policies = ['contact', 'identity', 'travel', 'loyalty'];

/** Names of their own for two of the three directives, as `@link` allows. */
const head = `
  extend schema
    @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)
    @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", import: [{ name: "@requiresScopes", as: "@needs" }], for: SECURITY)
    @link(url: "https://specs.apollo.dev/policy/v0.1", as: "rule", for: SECURITY)
    @link(url: "https://specs.example.com/privacy/v1.0", import: ["@dataClass"])
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @needs(scopes: [[requiresScopes__Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @rule(policies: [[rule__Policy!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @dataClass(is: String!, mask: String) on FIELD_DEFINITION | OBJECT | INTERFACE
  scalar requiresScopes__Scope
  scalar rule__Policy`;

export function protectedBy(supergraphSdl: string, choices: Choices): Protection {
  const needs = new Map<string, Need>();
  const masks = new Map<string, DataMask>();
  const document: DocumentNode = parse(supergraphSdl, { noLocation: true });
  const composite = compositeNames(document);
  const field = (type: string, each: FieldDefinitionNode): FieldDefinitionNode => {
    const returned = namedType(each.type);
    const isText = returned === 'String';
    if (!choices.chance(isText ? 2 : 5)) return each;
    const at = `${type}.${each.name.value}`;
    const need = randomNeed(choices);
    needs.set(at, need);
    const byField = composite.has(returned) && choices.chance(2) ? 'BY_FIELD' : null;
    const mask = isText && !choices.chance(4) ? choices.pick(dataMasks) : byField;
    if (mask) masks.set(at, mask);
    return { ...each, directives: [...(each.directives ?? []), ...directivesOf(need, mask)] };
  };
  const definitions = document.definitions.map((definition) => {
    const type = 'name' in definition ? (definition.name?.value ?? '') : '';
    // What federation has made for itself.
    if (type.includes('__')) return definition;
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_DEFINITION: {
        const need = !isRoot(type) && choices.chance(12) ? randomNeed(choices) : null;
        if (need) needs.set(type, need);
        const directives = [...(definition.directives ?? []), ...(need ? directivesOf(need, null) : [])];
        if (!('fields' in definition)) return { ...definition, directives };
        return { ...definition, directives, fields: definition.fields?.map((each) => field(type, each)) ?? [] };
      }
      default:
        return definition;
    }
  });
  const all = [...definitions, ...parse(head, { noLocation: true }).definitions];
  return { sdl: print({ kind: Kind.DOCUMENT, definitions: all }), needs, masks };
}

const compositeNames = ({ definitions }: DocumentNode): ReadonlySet<string> =>
  new Set(
    definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
      definition.kind === Kind.UNION_TYPE_DEFINITION
        ? [definition.name.value]
        : [],
    ),
  );

const isRoot = (type: string) => type === 'Query' || type === 'Mutation';

function randomNeed(choices: Choices): Need {
  const some = (names: readonly string[]) =>
    Array.from({ length: 1 + choices.below(2) }, () =>
      Array.from({ length: 1 + choices.below(2) }, () => choices.pick(names)),
    );
  const kind = choices.below(7);
  return {
    authenticated: kind === 0,
    scopes: kind === 1 || kind === 4 ? some(scopes) : null,
    policies: kind > 1 ? some(policies) : null,
  };
}

function directivesOf({ authenticated, scopes: all, policies: any }: Need, mask: DataMask | null) {
  const text = [
    ...(authenticated ? ['@authenticated'] : []),
    ...(all ? [`@needs(scopes: ${JSON.stringify(all)})`] : []),
    ...(any ? [`@rule(policies: ${JSON.stringify(any)})`] : []),
    ...(mask ? [`@dataClass(is: "X", mask: ${JSON.stringify(mask)})`] : []),
  ].join(' ');
  const [definition] = parse(`scalar X ${text}`, { noLocation: true }).definitions;
  return (definition?.kind === Kind.SCALAR_TYPE_DEFINITION && definition.directives) || [];
}

/** Mostly with some rights, now and then with all or none. */
export function randomAccess(choices: Choices): Access {
  const all = choices.below(10);
  const sights = new Map<string, Sight>(
    policies.map((name) => [name, all === 0 ? 'shown' : choices.pick(['shown', 'shown', 'masked', 'hidden'] as const)]),
  );
  const own = scopes.filter(() => all === 0 || choices.chance(2));
  const authenticated = all === 0 || !choices.chance(4);
  return {
    key: JSON.stringify([authenticated, own, [...sights]]),
    authenticated,
    scopes: new Set(own),
    sightOf: (policy) => sights.get(policy) ?? 'hidden',
    subjects: 'everyone',
    customerId: null,
  };
}

export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
