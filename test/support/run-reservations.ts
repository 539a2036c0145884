/** Runs an operation on the reservations subgraph over a source in memory, and tells what it cost. */
import { execute, parse, validate } from 'graphql';
import { reservationsOver } from '../../subgraphs/reservations/subgraph.ts';
import { everybody } from './everybody.ts';
import { type Held, memoryReservations } from './memory-reservations.ts';

/** The tests' present. */
export const now = new Date('2026-11-24T12:00:00Z');

export interface Outcome {
  readonly data: unknown;
  /** `path: code`. */
  readonly errors: string[];
  readonly messages: string[];
  /** One entry a key the source was asked for. */
  readonly asked: string[];
}

export async function runReservations(
  held: Held,
  query: string,
  variableValues: Record<string, unknown> = {},
): Promise<Outcome> {
  const { source, asked } = memoryReservations(held);
  const subgraph = reservationsOver(source, '1A', () => now);
  const document = parse(query);
  const wrong = validate(subgraph.schema, document);
  if (wrong[0] !== undefined) throw wrong[0];
  const contextValue = subgraph.context(everybody());
  const result = await execute({ schema: subgraph.schema, document, variableValues, contextValue });
  const errors = result.errors ?? [];
  return {
    data: JSON.parse(JSON.stringify(result.data ?? null)),
    errors: errors.map((error) => `${error.path?.join('.')}: ${error.extensions.code}`),
    messages: errors.map((error) => error.message),
    asked,
  };
}

const entities = (selection: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`;
/** The same for references from other subgraphs. */
export const askEntities = (held: Held, selection: string, ...representations: Record<string, unknown>[]) =>
  runReservations(held, entities(selection), { representations });
