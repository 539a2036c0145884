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
  const matched = matchRows(
    questions.map((question) => query.identityOfRepresentation(question)),
    rows.map((row) => (isRecord(row) ? query.identityOfRow(row) : null)),
  );
  const errors = reply.errors.map((error) => {
    const row = error.path?.[0] === '_entities' ? error.path[1] : undefined;
    return { error, question: typeof row === 'number' ? matched.placeOf(row) : null };
  });
  return {
    rows: matched.rowOf.map((row) => {
      const found: unknown = row === null ? null : rows[row];
      return isRecord(found) ? found : null;
    }),
    errors: [...errors, ...matched.missing.map((question) => ({ error: malformed(subgraph), question }))],
  };
}

function malformed(system: string): ReplyError {
  const { message, code } = new SourceError(system as SystemName, 'LEGACY_MALFORMED', 'an entity did not come back');
  return { message, extensions: { code, system, retryable: false } };
}
