/** Leaves as JSON text; undefined for a value its type does not allow. */
import { type GraphQLLeafType, isEnumType } from 'graphql';

export type WriteLeaf = (value: unknown) => string | undefined;

const text: WriteLeaf = (value) => (typeof value === 'string' ? JSON.stringify(value) : undefined);
const number: WriteLeaf = (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined);
const builtIn: Readonly<Record<string, WriteLeaf>> = {
  String: text,
  ID: (value) => text(value) ?? number(value),
  Boolean: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  Float: number,
  // 32 bits, signed.
  Int: (value) => (typeof value === 'number' && (value | 0) === value ? String(value) : undefined),
};

/** A value of another scalar is the subgraph's business; of an enum only what clients may see is written. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  if (!isEnumType(type)) return builtIn[type.name] ?? ((value) => JSON.stringify(value));
  const texts = new Map<unknown, string>(type.getValues().map(({ name }) => [name, JSON.stringify(name)]));
  return (value) => texts.get(value);
}
