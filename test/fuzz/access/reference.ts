/**
 * What may be seen, by the plainest means: one schema in which the resolver of a field throws where its owner's type, or an interface
 * it is asked of, hides it. Nothing of the gateway is in it.
 */
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  TypeInfo,
  TypeNameMetaFieldDef,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Access, Sight } from '../../../subgraphs/shared/privacy/access.ts';
import { type DataMask, masked } from '../../../subgraphs/shared/privacy/masks.ts';
import type { Path } from '../outcome.ts';
import type { World } from '../world.ts';
import type { Need, Protection } from './protect.ts';

/** What a resolver of a restricted execution is given. */
export interface RestrictedWorld extends World {
  readonly access: Access;
  /** Filled. */
  readonly hidden: Path[];
  readonly masked: { readonly path: Path; readonly mask: DataMask }[];
}

export const isRestricted = (context: unknown): context is RestrictedWorld =>
  typeof context === 'object' && context !== null && 'access' in context;

/** `hides`: is the field hidden of objects of the type? */
export interface Reference {
  hides(access: Access, type: string, field: string): boolean;
  /** Says at each field which type it is asked of; to be executed by the schema. */
  annotated(document: DocumentNode): DocumentNode;
  /** Gives `__typename` back. */
  restore(): void;
}

interface Verdict {
  readonly sight: Sight;
  readonly mask: DataMask | null;
}

const order = ['shown', 'masked', 'hidden'] as const;
const worst = (sights: readonly Sight[]): Sight => order.findLast((each) => sights.includes(each)) ?? 'shown';
const best = (sights: readonly Sight[]): Sight => order.find((each) => sights.includes(each)) ?? 'hidden';

/** Changes the resolvers of `schema`. */
export function restrict(schema: GraphQLSchema, { needs, masks }: Protection): Reference {
  const sightOfNeed = (access: Access, need: Need | undefined): Sight => {
    if (need === undefined) return 'shown';
    if (need.authenticated && !access.authenticated) return 'hidden';
    const { scopes, policies } = need;
    if (scopes && !scopes.some((all) => all.every((each) => access.scopes.has(each)))) return 'hidden';
    return policies ? best(policies.map((all) => worst(all.map(access.sightOf)))) : 'shown';
  };
  const verdict = (access: Access, type: string, name: string): Verdict => {
    const owner = schema.getType(type);
    const field = isObjectType(owner) || isInterfaceType(owner) ? owner.getFields()[name] : undefined;
    const returned = field && getNamedType(field.type);
    const keys = [type, `${type}.${name}`, ...(returned ? [returned.name] : [])];
    const sight = worst(keys.map((key) => sightOfNeed(access, needs.get(key))));
    const written = masks.get(`${type}.${name}`) ?? null;
    if (!isLeafType(returned) && sight === 'masked' && written === 'BY_FIELD') return { sight: 'shown', mask: null };
    const mask = isLeafType(returned) && written !== 'BY_FIELD' ? written : null;
    return sight === 'masked' && mask === null ? { sight: 'hidden', mask } : { sight, mask };
  };
  const limited =
    (own: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> =>
    (owner, args, context, info) => {
      if (!isRestricted(context)) return own(owner, args, context, info);
      const { access } = context;
      const interfaces = info.fieldNodes.map(askedOf).filter((name) => isInterfaceType(schema.getType(name)));
      const verdicts = [info.parentType.name, ...interfaces].map((type) => verdict(access, type, info.fieldName));
      const sight = worst(verdicts.map((each) => each.sight));
      const path = pathOf(info);
      if (sight === 'hidden') {
        context.hidden.push(path);
        throw new Error(hiddenMessage);
      }
      const value = own(owner, args, context, info);
      const mask = verdicts.find((each) => each.sight === 'masked')?.mask ?? null;
      return mask ? maskAll(mask, value, path, context) : value;
    };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve) field.resolve = limited(field.resolve);
    }
  }
  const { resolve: usual } = TypeNameMetaFieldDef;
  if (usual) TypeNameMetaFieldDef.resolve = limited(usual);
  return {
    hides: (access, type, field) => verdict(access, type, field).sight === 'hidden',
    annotated: (document) => annotate(schema, document),
    restore: () => {
      if (usual) TypeNameMetaFieldDef.resolve = usual;
    },
  };
}

export const hiddenMessage = 'hidden';

function maskAll(mask: DataMask, value: unknown, path: Path, context: RestrictedWorld): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((each, index) => maskAll(mask, each, [...path, index], context));
  const part = masked(mask, value);
  if (part !== null) context.masked.push({ path, mask });
  else context.hidden.push(path);
  return part ?? new Error(hiddenMessage);
}

function pathOf({ path }: GraphQLResolveInfo): Path {
  const found: (string | number)[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev) found.unshift(at.key);
  return found;
}

function annotate(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field: (field) => {
        const parent = types.getParentType();
        if (!parent) return undefined;
        const value = { kind: Kind.STRING, value: parent.name } as const;
        const given = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'of' }, value } as const;
        const note = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'asked' }, arguments: [given] } as const;
        return { ...field, directives: [...(field.directives ?? []), note] };
      },
    }),
  );
}

function askedOf({ directives = [] }: FieldNode): string {
  const note = directives.find(({ name }) => name.value === 'asked')?.arguments?.[0]?.value;
  return note?.kind === Kind.STRING ? note.value : '';
}
