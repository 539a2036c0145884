/**
 * What must hold of the data classes of a graph before anything is protected by them: every field has one, and no way around it is left
 * open. docs/policies.md tells the rules.
 */
import { type ConstObjectValueNode, type DocumentNode, Kind, type OperationTypeNode, parse } from 'graphql';
import { type DataClass, enumValueOf } from '../../subgraphs/shared/privacy/classes.ts';
import { type FieldClass, fieldsOf, readDataClasses } from '../../subgraphs/shared/privacy/declarations.ts';
import { textArgument } from '../engine/cures/join-directives.ts';
import { type Joined, type JoinedField, readJoined } from './joined-fields.ts';
import { maskProblems } from './mask-checks.ts';

export interface SubgraphSchema {
  readonly name: string;
  readonly document: DocumentNode;
}

const directive = '@dataClass';
const spec = 'https://specs.example.com/privacy/v1.0';
const howToCompose = `Write @link(url: "${spec}", import: ["${directive}"]) and @composeDirective(name: "${directive}") on its schema.`;

/** Whether anything is said of data classes, under whatever name. */
export const usesDataClasses = ({ document }: SubgraphSchema): boolean =>
  nameInUse(document) !== null || readDataClasses(document).size > 0;

/** A line for each: where it is, what is wrong, and what to write. None for a graph that is sound. */
export function privacyProblems(subgraphs: readonly SubgraphSchema[], supergraphSdl: string): readonly string[] {
  const supergraph = parse(supergraphSdl);
  const joined = readJoined(supergraph);
  const composed = readDataClasses(supergraph);
  const renamed = subgraphs.filter(({ document }) => ![null, directive].includes(nameInUse(document)));
  const sound = subgraphs.filter((each) => !renamed.includes(each));
  const declared = new Map(sound.map(({ name, document }) => [name, declaredBy(document)]));
  return [
    ...renamed.map(
      ({ name, document }) =>
        `${name}: it calls ${directive} ${nameInUse(document)}, and would be read by nobody. ${howToCompose}`,
    ),
    ...unclassed(joined, declared),
    ...conflicts(joined, declared),
    ...lost(joined, declared, composed),
    ...laundering(joined, composed),
    ...laxInterfaces(joined, composed),
    ...maskProblems(joined, composed, sound),
  ];
}

/** By coordinate, what one subgraph says. */
type Declared = ReadonlyMap<string, FieldClass>;

/** With root types called as in the supergraph. */
function declaredBy(document: DocumentNode): Declared {
  const roots = rootNames(document);
  return new Map(
    fieldsOf(document).flatMap(({ coordinate, type, field, declared }) => {
      if (declared === null) return [];
      const root = roots.get(type.name.value);
      return [[root === undefined ? coordinate : `${root}.${field.name.value}`, declared]];
    }),
  );
}

function rootNames(document: DocumentNode): ReadonlyMap<string, string> {
  const usual: Record<OperationTypeNode, string> = {
    query: 'Query',
    mutation: 'Mutation',
    subscription: 'Subscription',
  };
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
        ? (definition.operationTypes ?? []).map(({ operation, type }) => [type.name.value, usual[operation]] as const)
        : [],
    ),
  );
}

function unclassed({ fields }: Joined, declared: ReadonlyMap<string, Declared>): string[] {
  return fields.flatMap(({ coordinate, owners }) =>
    owners
      .filter((owner) => declared.has(owner) && !declared.get(owner)?.has(coordinate))
      .map(
        (owner) =>
          `${owner}: ${coordinate} has no ${directive}, nor has its type. Write one, as in ${directive}(is: PUBLIC) for what is no person's.`,
      ),
  );
}

function conflicts({ fields }: Joined, declared: ReadonlyMap<string, Declared>): string[] {
  return fields.flatMap(({ coordinate, owners }) => {
    const said = saidOf(coordinate, owners, declared);
    const [first] = said;
    const other = said.find((each) => first !== undefined && each.text !== first.text);
    if (first === undefined || other === undefined) return [];
    return [
      `${coordinate}: ${first.owner} says ${first.text}, ${other.owner} says ${other.text}. Write the same in all subgraphs that have it.`,
    ];
  });
}

function lost({ fields }: Joined, declared: ReadonlyMap<string, Declared>, composed: Declared): string[] {
  const places = new Map<string, string[]>();
  for (const { coordinate, owners } of fields) {
    const said = saidOf(coordinate, owners, declared);
    if (new Set(said.map(({ text }) => text)).size > 1) continue;
    const arrived = composed.get(coordinate);
    for (const { owner, text } of said)
      if (arrived === undefined || textOf(arrived) !== text)
        places.set(owner, [...(places.get(owner) ?? []), coordinate]);
  }
  return [...places].map(
    ([owner, [first, ...others]]) =>
      `${owner}: its ${directive} is not in the supergraph, at ${first}${others.length > 0 ? ` and ${others.length} more` : ''}. ${howToCompose}`,
  );
}

function laundering({ fields }: Joined, composed: Declared): string[] {
  return fields.flatMap((field) => {
    const own = composed.get(field.coordinate);
    return own === undefined ? [] : [...undeclaredNeeds(field, own, composed), ...staleCompares(field, own, composed)];
  });
}

/** Whoever sees the one could be told the other by it. */
function undeclaredNeeds({ coordinate, needs }: JoinedField, own: FieldClass, composed: Declared): string[] {
  const told = new Set<DataClass>(['public', own.dataClass, ...own.compares]);
  return needs.flatMap(({ subgraph, coordinate: needed }) => {
    const dataClass = composed.get(needed)?.dataClass;
    if (dataClass === undefined || told.has(dataClass)) return [];
    told.add(dataClass);
    const name = enumValueOf(dataClass);
    return [
      `${subgraph}: ${coordinate} is ${enumValueOf(own.dataClass)} and is made of ${needed}, which is ${name}: it could show it to those who may not see it. Where it compares it alone, and shows nothing of it, write compares: [${name}]; otherwise give it that class.`,
    ];
  });
}

function staleCompares({ coordinate, needs }: JoinedField, own: FieldClass, composed: Declared): string[] {
  const needed = new Set(needs.map((each) => composed.get(each.coordinate)?.dataClass));
  return own.compares
    .filter((each) => !needed.has(each) || each === own.dataClass)
    .map((each) => `${coordinate}: it compares nothing that is ${enumValueOf(each)}; remove that from compares.`);
}

/** Asked by the interface, a field is judged by what the interface says of it, in gateways that know no better. */
function laxInterfaces({ implementations }: Joined, composed: Declared): string[] {
  return implementations.flatMap(({ declared, implementing }) => {
    const [lax, strict] = [composed.get(declared), composed.get(implementing)];
    if (lax === undefined || strict === undefined || strict.dataClass === 'public') return [];
    const alike = lax.dataClass === strict.dataClass && (lax.mask === null || lax.mask === strict.mask);
    if (alike) return [];
    return [
      `${declared}: ${textOf(lax)} is laxer than ${textOf(strict)} of ${implementing}, which implements it. Write the same on both.`,
    ];
  });
}

function saidOf(coordinate: string, owners: readonly string[], declared: ReadonlyMap<string, Declared>) {
  return owners.flatMap((owner) => {
    const found = declared.get(owner)?.get(coordinate);
    return found === undefined ? [] : [{ owner, text: textOf(found) }];
  });
}

/** As it is written. */
function textOf({ dataClass, mask, compares }: FieldClass): string {
  const compared = compares.map(enumValueOf).toSorted();
  return [
    `is: ${enumValueOf(dataClass)}`,
    ...(mask === null ? [] : [`mask: ${mask}`]),
    ...(compared.length === 0 ? [] : [`compares: [${compared.join(', ')}]`]),
  ].join(', ');
}

/** What a subgraph calls the directive; null where it has no link to it. */
function nameInUse(document: DocumentNode): string | null {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const link of definition.directives ?? []) {
      if (!/\/privacy\/v[\d.]+$/.test(textArgument(link, 'url') ?? '')) continue;
      const imported = link.arguments?.find(({ name }) => name.value === 'import')?.value;
      const renamed = (imported?.kind === Kind.LIST ? imported.values : []).find(
        (each): each is ConstObjectValueNode => each.kind === Kind.OBJECT && textField(each, 'name') === directive,
      );
      return (renamed && textField(renamed, 'as')) ?? directive;
    }
  }
  return null;
}

function textField({ fields }: ConstObjectValueNode, name: string): string | null {
  const value = fields.find((field) => field.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}
