/** Puts the rows of an `_entities` reply where their keys say. */
import { SourceError } from '../../../subgraphs/shared/errors.ts';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import type { ReplyError, SubgraphReply } from '../../../subgraphs/shared/hosting/reply.ts';
import type { SystemName } from '../../../subgraphs/shared/subgraph.ts';
import type { EntityQuery } from '../plan/entity-query.ts';
import type { Representation } from '../plan/representation.ts';
import { matchRows } from './match-rows.ts';

export interface Answers {
  /** By question; null where there is none. */
  readonly rows: readonly (Record<string, unknown> | null)[];
  /** `question` is null for an error that concerns the whole fetch. */
  readonly errors: readonly { readonly error: ReplyError; readonly question: number | null }[];
}

export function answersByIdentity(
  subgraph: string,
  reply: SubgraphReply,
  questions: readonly Representation[],
  query: EntityQuery,
): Answers {
  const whole = (error: ReplyError) => ({ error, question: null });
  if (reply.data === null) return { rows: [], errors: reply.errors.map(whole) };
  const { _entities: rows } = reply.data;
  if (!Array.isArray(rows)) return { rows: [], errors: [whole(malformed(subgraph))] };
  const inOrder = answersInOrder(rows, questions, query);
  if (inOrder !== null) {
    return { rows: inOrder, errors: reply.errors.map((error) => ({ error, question: rowOf(error, rows.length) })) };
  }
  const matched = matchRows(
    questions.map((question) => query.identityOfRepresentation(question)),
    rows.map((row) => (isRecord(row) ? query.identityOfRow(row) : null)),
  );
  const errors = reply.errors.map((error) => {
    const row = rowOf(error, rows.length);
    return { error, question: row === null ? null : matched.placeOf(row) };
  });
  return {
    rows: matched.rowOf.map((row) => {
      const found: unknown = row === null ? null : rows[row];
      return isRecord(found) ? found : null;
    }),
    errors: [...errors, ...matched.missing.map((question) => ({ error: malformed(subgraph), question }))],
  };
}

/** The rows as they came, which is what most subgraphs send; null for a reply that has to be looked at more closely. */
function answersInOrder(
  rows: readonly unknown[],
  questions: readonly Representation[],
  query: EntityQuery,
): (Record<string, unknown> | null)[] | null {
  if (rows.length !== questions.length) return null;
  const found: (Record<string, unknown> | null)[] = [];
  for (const [index, question] of questions.entries()) {
    const row = rows[index];
    if (row !== null && !(isRecord(row) && query.answers(row, question))) return null;
    found.push(row);
  }
  return found;
}

/** The row an error is about; null when it concerns the whole fetch. */
function rowOf({ path }: ReplyError, count: number): number | null {
  const row = path?.[0] === '_entities' ? path[1] : undefined;
  return typeof row === 'number' && row < count ? row : null;
}

function malformed(system: string): ReplyError {
  const { message, code } = new SourceError(system as SystemName, 'LEGACY_MALFORMED', 'an entity did not come back');
  return { message, extensions: { code, system, retryable: false } };
}
