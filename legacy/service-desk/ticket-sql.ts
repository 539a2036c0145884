/**
 * A reader of TicketSQL, as Request Tracker 5 reads it: tokens found one after the other, whatever lies between them skipped;
 * quotes single or double, a backslash before the next character taken away; no IN; AND and OR in any case, without one binding tighter.
 */

export type Condition = {
  readonly key: string;
  readonly operator: Operator;
  readonly value: string;
  /** False for a bare word, which RT takes for a column. */
  readonly quoted: boolean;
};

export type Query =
  | { readonly kind: 'condition'; readonly condition: Condition }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] };

const operators = ['=', '!=', '>=', '<=', '>', '<', 'IS NOT', 'IS', 'NOT LIKE', 'LIKE'] as const;
export type Operator = (typeof operators)[number];

export class TicketSqlError extends Error {}

type Token =
  | { readonly kind: 'aggregator'; readonly text: 'AND' | 'OR' }
  | { readonly kind: 'operator'; readonly text: Operator }
  | { readonly kind: 'open' | 'close' }
  | { readonly kind: 'word'; readonly text: string; readonly quoted: boolean };

const tokenShape =
  /(?<aggregator>\b(?:AND|OR)\b)|(?<operator>!=|>=|<=|=|>|<|IS\s+NOT\b|IS\b|NOT\s+LIKE\b|LIKE\b)|(?<quoted>'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|(?<field>CF\.\{.+?\})|(?<word>[+-]?[{}\w.]+)|(?<open>\()|(?<close>\))/gi;

/** Null for an empty text. TicketSqlError, in RT's words, for one that cannot be read. */
export function parseTicketSql(text: string): Query | null {
  const tokens = tokenize(text);
  if (tokens.length === 0) return null;
  const reader = { tokens, at: 0, text };
  const query = readLevel(reader, 0);
  if (reader.at < tokens.length) throw wrong('AGGREGATOR', reader);
  return query;
}

interface Reader {
  readonly tokens: readonly Token[];
  readonly text: string;
  at: number;
}

/** Deep nesting would exhaust the stack. */
const deepest = 200;

/** One level of brackets. Where it mixes AND and OR, RT takes the last of them for all. */
function readLevel(reader: Reader, depth: number): Query {
  const parts = [readOne(reader, depth)];
  let aggregator: 'AND' | 'OR' = 'AND';
  for (let token = reader.tokens[reader.at]; token?.kind === 'aggregator'; token = reader.tokens[reader.at]) {
    reader.at++;
    aggregator = token.text;
    parts.push(readOne(reader, depth));
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: aggregator === 'AND' ? 'and' : 'or', parts };
}

function readOne(reader: Reader, depth: number): Query {
  const token = reader.tokens[reader.at++];
  if (token?.kind === 'open') {
    if (depth >= deepest) throw new TicketSqlError('Query is nested too deep');
    const inner = readLevel(reader, depth + 1);
    const end = reader.tokens[reader.at++];
    if (end === undefined) throw new TicketSqlError(`Incomplete query, 1 unclosed paren in '${reader.text}'`);
    if (end.kind !== 'close') throw wrong('AGGREGATOR or CLOSE_PAREN', reader);
    return inner;
  }
  if (token === undefined) throw incomplete('AGGREGATOR', reader);
  if (token.kind !== 'word') throw wrong('OPEN_PAREN or KEYWORD', reader);
  const operator = reader.tokens[reader.at++];
  if (operator === undefined) throw incomplete('KEYWORD', reader);
  if (operator.kind !== 'operator') throw wrong('OPERATOR', reader);
  const value = reader.tokens[reader.at++];
  if (value === undefined) throw incomplete('OPERATOR', reader);
  if (value.kind !== 'word') throw wrong('VALUE', reader);
  return {
    kind: 'condition',
    condition: { key: token.text, operator: operator.text, value: value.text, quoted: value.quoted },
  };
}

function tokenize(text: string): Token[] {
  return [...text.matchAll(tokenShape)].map(({ groups = {}, 0: raw }): Token => {
    if (groups.aggregator !== undefined)
      return { kind: 'aggregator', text: raw.toUpperCase() === 'AND' ? 'AND' : 'OR' };
    if (groups.operator !== undefined) return { kind: 'operator', text: operatorOf(raw) };
    if (groups.open !== undefined) return { kind: 'open' };
    if (groups.close !== undefined) return { kind: 'close' };
    const quoted = groups.quoted !== undefined;
    const words = quoted ? raw.slice(1, -1).replace(/\\([\s\S])/g, '$1') : raw;
    return { kind: 'word', text: words, quoted: quoted && !/^CF\./i.test(words) };
  });
}

function operatorOf(raw: string): Operator {
  const text = raw.toUpperCase().replace(/\s+/g, ' ');
  const known = operators.find((operator) => operator === text);
  if (known === undefined) throw new TicketSqlError(`Unknown operator ${text}`);
  return known;
}

function wrong(expected: string, { text }: Reader): TicketSqlError {
  return new TicketSqlError(`Wrong query, expecting a ${expected} in '${text}'`);
}

function incomplete(last: string, { text }: Reader): TicketSqlError {
  return new TicketSqlError(`Incomplete query, last element (${last}) is not close paren or value in '${text}'`);
}
