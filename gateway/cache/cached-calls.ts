/** Between the engine and its sources: fetches whose answer may be kept go through the cache, mutations invalidate what they change. */
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { PathSegment, ReplyError } from '../../subgraphs/shared/hosting/reply.ts';
import { answersByIdentity } from '../engine/entities/answers.ts';
import type { Call } from '../engine/execute.ts';
import { identityOf } from '../engine/identity.ts';
import type { Representation } from '../engine/plan/representation.ts';
import { type EntityFetch, type Fetch, isEntityFetch } from '../engine/plan/steps.ts';
import { requestBody } from '../engine/request-body.ts';
import type { Variables } from '../engine/shape/conditions.ts';
import type { RequestContext } from '../request-context.ts';
import type { EntityCache } from './cache.ts';
import { type CachedFetch, type CachedSupergraph, cachedFetches, valuesText } from './cached-fetch.ts';
import type { Keeping } from './lifetime.ts';
import { type Noting, noting } from './noting.ts';
import type { Answered } from './read-through.ts';

/** How requests reach the sources. */
export type CallFor = (context: RequestContext) => Call;

export interface CachedCalls {
  /** For a query. */
  reading(context: RequestContext, live: CallFor): Call;
  /** For a mutation: what it changes is invalidated before anything else is asked for. */
  writing(live: Call): Call;
}

/** A row of more cannot be kept. */
const mostTags = 128;

export function cachedCalls(cache: EntityCache, supergraph: CachedSupergraph): CachedCalls {
  const cachedOf = cachedFetches(supergraph);
  const named = (tags: readonly string[], subgraph: string): string[] | null =>
    tags.length > mostTags ? null : [cache.subgraphName(subgraph), ...tags.map(cache.tagName)];
  const nameOf = ({ selection, keeping }: CachedFetch, context: RequestContext, question: string) =>
    cache.keyring.name(`${selection}\n${keeping?.lifetime.shared ? '' : identityOf(context)}\n${question}`);

  /** Rows of entities, each a question of its own. */
  const entities = async (own: CachedFetch<EntityFetch>, keeping: Keeping, asked: Asked, { context, live }: Noting) => {
    const { representations, texts, variables } = asked;
    const { fetch } = own;
    const rest = valuesText(own, variables);
    const outcomes = await cache.reads.answer(
      {
        subgraph: fetch.subgraph,
        keeping,
        names: texts.map((text) => nameOf(own, context, `${rest}\n${text}`)),
        ask: async (places, by) => {
          const some = pick(representations, places);
          const someTexts = pick(texts, places);
          const body = requestBody(fetch, variables, someTexts);
          const reply = await live(by)(fetch, { ...variables, representations: some }, body, someTexts);
          const answers = answersByIdentity(fetch.subgraph, reply, some, fetch.entities.query);
          return some.map((representation, question): Answered => {
            const errors = answers.errors
              .filter((each) => each.question === null || each.question === question)
              .map(({ error }) => ({ ...error, path: error.path?.slice(2) ?? [] }));
            const row = answers.rows[question] ?? null;
            const tags = [...new Set([...own.tagging.ofRepresentation(representation), ...own.tagging.ofData(row)])];
            return {
              row,
              errors,
              // Whose row it is must be certain.
              tags:
                errors.length > 0 || fetch.entities.query.identityOfRepresentation(representation) === null
                  ? null
                  : named(tags, fetch.subgraph),
              negative: row === null,
            };
          });
        },
      },
      context,
    );
    return {
      outcomes,
      data: { _entities: outcomes.map(({ row }) => row) },
      errors: outcomes.flatMap(({ errors }, place) => errors.map((error) => at(error, ['_entities', place]))),
    };
  };

  /** The data of a root fetch, as one question. */
  const root = async (own: CachedFetch, keeping: Keeping, { variables, body }: Asked, { context, live }: Noting) => {
    const { fetch } = own;
    const outcomes = await cache.reads.answer(
      {
        subgraph: fetch.subgraph,
        keeping,
        names: [nameOf(own, context, valuesText(own, variables))],
        ask: async (_, by) => {
          const { data, errors } = await live(by)(fetch, variables, body(fetch), null);
          const tags = [...new Set([...own.tagging.ofArguments(variables), ...own.tagging.ofData(data)])];
          return [
            {
              row: data,
              errors,
              tags: errors.length > 0 || data === null ? null : named(tags, fetch.subgraph),
              negative: data !== null && Object.values(data).every((value) => value === null),
            },
          ];
        },
      },
      context,
    );
    const [outcome] = outcomes;
    return { outcomes, data: outcome?.row ?? null, errors: outcome?.errors ?? [] };
  };

  return {
    reading: (context, live) => {
      const straight = live(context);
      return async (fetch, variables, body, texts) => {
        const own = cachedOf(fetch);
        const { keeping } = own;
        if (keeping === null) return straight(fetch, variables, body, texts);
        const noted = noting(context, fetch, variables, live);
        const { representations: given, ...rest } = variables;
        const asked: Asked = {
          variables: rest,
          representations: Array.isArray(given) ? given.filter(isRecord) : [],
          texts: texts ?? [],
          body: (tagged) => requestBody(tagged, rest, null),
        };
        const { outcomes, ...reply } = isEntity(own)
          ? await entities(own, keeping, asked, noted)
          : await root(own, keeping, asked, noted);
        return noted.done(outcomes, reply);
      };
    },
    writing: (live) => async (fetch, variables, body, texts) => {
      if (isEntityFetch(fetch)) return live(fetch, variables, body, texts);
      const { tagging: tags, fetch: own } = cachedOf(fetch);
      const reply = await live(own, variables, requestBody(own, variables, null), texts);
      const found = [...tags.ofArguments(variables), ...tags.ofData(reply.data)];
      // What nobody says a word about may have changed anything.
      await cache.invalidate(found.length > 0 ? { tags: found } : { subgraphs: [fetch.subgraph] });
      return reply;
    },
  };
}

interface Asked {
  /** Those of the fetch, without the representations. */
  readonly variables: Variables;
  readonly representations: readonly Representation[];
  readonly texts: readonly string[];
  readonly body: (fetch: Fetch) => string;
}

/** Those at the places, in the order of the places. */
function pick<T>(all: readonly T[], places: readonly number[]): T[] {
  return places.flatMap((place) => all.slice(place, place + 1));
}

function isEntity(cached: CachedFetch): cached is CachedFetch<EntityFetch> {
  return isEntityFetch(cached.fetch);
}

function at(error: ReplyError, start: readonly PathSegment[]): ReplyError {
  return { ...error, path: [...start, ...(error.path ?? [])] };
}
