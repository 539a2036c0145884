/** Several requests' questions about entities as one operation, and its reply as an answer for each. */

import type { SubgraphOperation } from '../../../subgraphs/shared/hosting/execute.ts';
import { copyOf, isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import type { ReplyError, SubgraphReply } from '../../../subgraphs/shared/hosting/reply.ts';
import type { EntityQuery } from '../plan/entity-query.ts';
import type { Representation } from '../plan/representation.ts';
import { type EntityFetch, type Fetch, isEntityFetch } from '../plan/steps.ts';
import { requestBody } from '../request-body.ts';
import type { Variables } from '../shape/conditions.ts';

export interface EntityQuestion {
  readonly fetch: EntityFetch;
  /** Those of the fetch; its representations among them. */
  readonly variables: Variables;
  readonly representations: readonly Representation[];
  /** Of the representations, as JSON; no two alike. */
  readonly texts: readonly string[];
}

export interface AskedTogether {
  readonly fetch: EntityFetch;
  readonly operation: SubgraphOperation;
  readonly representations: readonly Representation[];
  /** For each who asks, where his representations stand. */
  readonly places: readonly (readonly number[])[];
}

/** None for a root fetch. `texts` as for requestBody. */
export function questionOf(
  fetch: Fetch,
  variables: Variables,
  texts: readonly string[] | null,
): EntityQuestion | undefined {
  const { representations } = variables;
  if (texts === null || !isEntityFetch(fetch) || !Array.isArray(representations)) return undefined;
  return { fetch, variables, representations, texts };
}

/** `all` differ in nothing but their representations. What several ask for is asked once. */
export function askedTogether(all: readonly [EntityQuestion, ...EntityQuestion[]]): AskedTogether {
  const [{ fetch, variables }] = all;
  const texts: string[] = [];
  const representations: Representation[] = [];
  const known = new Map<string, number>();
  const places = all.map((question) =>
    question.representations.map((representation, index) => {
      const text = question.texts[index] ?? JSON.stringify(representation);
      const place = known.get(text) ?? representations.push(representation) - 1;
      if (place === texts.length) {
        texts.push(text);
        known.set(text, place);
      }
      return place;
    }),
  );
  const { query, operationName, needs } = fetch;
  return {
    fetch,
    operation: {
      query,
      operationName,
      variables: { ...variables, representations },
      body: requestBody(fetch, variables, texts),
      needs,
    },
    representations,
    places,
  };
}

/**
 * What each is told, as if he had asked alone. Null when that cannot be said: there is no data, not every row is where it was asked
 * for, or an error is about none of them.
 */
export function sharesOf(
  reply: SubgraphReply,
  { fetch, representations, places }: AskedTogether,
): SubgraphReply[] | null {
  const rows = reply.data?._entities;
  if (!Array.isArray(rows) || rows.length !== representations.length) return null;
  const { query } = fetch.entities;
  const inPlace = representations.every((representation, place) => {
    const row: unknown = rows[place];
    return row === null || (isRecord(row) && isOf(query, row, representation));
  });
  if (!inPlace || !reply.errors.every((error) => isOfRow(error, rows.length))) return null;
  const given = new Set<number>();
  return places.map((own) => {
    const shown = own.map((place) => {
      const row: unknown = rows[place];
      // Each merges more into his own.
      if (given.has(place)) return copyOf(row);
      given.add(place);
      return row;
    });
    const errors = reply.errors.flatMap((error) => seenFrom(own, error));
    return { ...reply, data: { _entities: shown }, errors };
  });
}

function isOf(query: EntityQuery, row: Record<string, unknown>, representation: Representation): boolean {
  return (
    query.answers(row, representation) || query.identityOfRow(row) === query.identityOfRepresentation(representation)
  );
}

function isOfRow({ path: [field, row] = [] }: ReplyError, rows: number): boolean {
  return field === '_entities' && typeof row === 'number' && row >= 0 && row < rows;
}

/** An error about a row is told to those who asked for it. */
function seenFrom(own: readonly number[], error: ReplyError): ReplyError[] {
  const { path = [] } = error;
  const [field, row, ...rest] = path;
  if (field !== '_entities' || typeof row !== 'number') return [error];
  const index = own.indexOf(row);
  return index === -1 ? [] : [{ ...error, path: ['_entities', index, ...rest] }];
}
