/** Leaves as JSON text; undefined for a value its type does not allow. */
import { type GraphQLLeafType, isEnumType } from 'graphql';

export type WriteLeaf = (value: unknown) => string | undefined;

/** Nothing in it that JSON has another way to write: most texts, and cheaper found so than written character by character. */
const plain = /^[ !#-[\]-~]*$/;
const longestPlain = 200;

const quoted = (value: string): string =>
  value.length < longestPlain && plain.test(value) ? `"${value}"` : JSON.stringify(value);
const text: WriteLeaf = (value) => (typeof value === 'string' ? quoted(value) : undefined);
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
