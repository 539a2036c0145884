/** What of a field is kept from the caller, where an object of a known type has it. */
import { type GraphQLInterfaceType, type GraphQLObjectType, isNonNullType, isObjectType } from 'graphql';
import { type DataMask, masked } from '../../../subgraphs/shared/privacy/masks.ts';
import { interfaceLimit } from '../access/interface-limits.ts';
import { differs, type Limit, stricter } from '../access/judge.ts';
import type { CollectedField, Operation } from './collect.ts';
import { type Condition, holds, type Variables } from './conditions.ts';
import type { WriteLeaf } from './leaf.ts';
import type { Write } from './writing.ts';

export interface FieldLimits {
  /** Whatever the variables. */
  readonly always: Limit | null;
  /** Null when nothing depends on them. */
  readonly of: ((variables: Variables) => Limit | null) | null;
}

const unlimited: FieldLimits = { always: null, of: null };

/** By the object's own type, and by each interface it is asked through. */
export function limitsOf(
  { schema, judge }: Operation,
  parent: GraphQLObjectType | GraphQLInterfaceType,
  { node, asked }: CollectedField,
): FieldLimits {
  if (judge === null) return unlimited;
  // Of an object of which only the interface is known all types are alike in this: see `unjudged`.
  const type = isObjectType(parent) ? parent : schema.getPossibleTypes(parent)[0];
  let always = type ? judge(type.name, node.name.value) : null;
  const sometimes: { readonly condition: Condition; readonly limit: Limit }[] = [];
  for (const each of asked) {
    const limit = interfaceLimit(judge, each.node);
    if (limit === null || each.condition === null) continue;
    if (each.condition.length === 0) always = stricter(always, limit);
    else sometimes.push({ condition: each.condition, limit });
  }
  if (sometimes.length === 0) return { always, of: null };
  const of = (variables: Variables) =>
    sometimes.reduce((limit, each) => (holds(each.condition, variables) ? stricter(limit, each.limit) : limit), always);
  return { always, of };
}

/** When an object of which only the interface is known has fields that are seen otherwise of some of its types. */
export function unjudged(
  { schema, judge }: Operation,
  type: GraphQLInterfaceType,
  fields: readonly CollectedField[],
): Condition[] {
  if (judge === null) return [];
  const types = schema.getPossibleTypes(type).map(({ name }) => name);
  return fields
    .filter(({ node }) => differs(judge, types, node.name.value))
    .flatMap(({ asked }) => asked.map(({ condition }) => condition));
}

export function hiddenWriter(limit: Limit, type: unknown): Write {
  const promised = isNonNullType(type);
  return (_, writing) => {
    writing.noted.push({ way: [], limit });
    return promised ? undefined : 'null';
  };
}

/** A value of which nothing may be shown is hidden. */
export function maskedWriter(write: WriteLeaf, limit: Limit, mask: DataMask): Write {
  const hidden: Limit = { ...limit, mask: null };
  return (value, writing) => {
    const part = masked(mask, value);
    const text = part === null ? undefined : write(part);
    writing.noted.push({ way: [], limit: text === undefined ? hidden : limit });
    return text;
  };
}
