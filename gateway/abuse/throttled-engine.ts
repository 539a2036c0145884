/**
 * An engine that looks nobody up for who has failed to find somebody too often: each field that does so and answers null or an empty list
 * counts, by caller and by the key it looks for. Such a request is refused as a whole and asks no subgraph.
 */
import { HeaderMap } from '@apollo/server';
import type { GatewayExecutionResult, GatewayExecutor } from '@apollo/server-gateway-interface';
import { type DocumentNode, GraphQLError } from 'graphql';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { Engine } from '../engine/engine.ts';
import { FinishedData } from '../engine/finished-data.ts';
import type { Variables } from '../engine/shape/conditions.ts';
import { type RequestContext, requestOf } from '../request-context.ts';
import type { Counters } from './counters.ts';
import type { LookUp, LookUps } from './look-up-fields.ts';
import { type Budget, lookUpLimits } from './look-up-limits.ts';
import type { RateLimit } from './rate-limit.ts';
import type { LookUpFailures } from './settings.ts';

export interface ThrottleOptions {
  readonly limits: LookUpFailures;
  readonly counters: Counters;
  /** Of the supergraph served now. */
  readonly lookUps: () => LookUps;
  readonly onRefused: (graph: RequestContext) => void;
}

interface Asked {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Variables;
  readonly graph: RequestContext;
}

/** The engine itself where nobody counts. */
export function throttledEngine(engine: Engine, options: ThrottleOptions): Engine {
  if (options.limits.ofCaller === null && options.limits.ofKey === null) return engine;
  const limits = lookUpLimits(options.counters);
  const throttled = async (asked: Asked, run: () => Promise<GatewayExecutionResult>) => {
    const { document, operationName, variables, graph } = asked;
    const found = options.lookUps().of(document, operationName);
    if (found.length === 0) return run();
    const budgetsOf = budgetNames(options.limits, graph, variables);
    const begun = await limits.begin(summed(found.flatMap(budgetsOf)), graph.signal);
    if (begun.kind === 'refused') {
      options.onRefused(graph);
      return { errors: [tooManyFailures(begun.wait)] };
    }
    // Nobody sees by the order in which parts come whether there is somebody.
    if (found.some(({ deferred }) => deferred)) graph.takesParts = false;
    // By a key that is guarded he may have learnt of it already when he does not wait for the answer: what is found is answered sooner.
    const left = ({ guarded }: LookUp) => graph.signal.aborted && guarded(variables) !== null;
    const failed = new Map<string, number>();
    try {
      const result = await run();
      const data = dataOf(result);
      for (const lookUp of found) {
        if (!foundNobody(lookUp, data, result) && !left(lookUp)) continue;
        for (const { name } of budgetsOf(lookUp)) failed.set(name, (failed.get(name) ?? 0) + 1);
      }
      return result;
    } finally {
      await begun.end(failed);
    }
  };
  const { execute } = engine;
  return {
    ...engine,
    ...(execute && { execute: (asked) => throttled(asked, () => execute(asked)) }),
    load: async (given) => {
      const { executor } = await engine.load(given);
      if (executor === null) return { executor };
      const own: GatewayExecutor = (request) => {
        const graph = requestOf(request.context);
        const asked = {
          document: request.document,
          operationName: request.operationName ?? undefined,
          variables: request.request.variables ?? {},
          graph,
        };
        // What has been answered is only told.
        return graph.answered ? executor(request) : throttled(asked, () => executor(request));
      };
      return { executor: own };
    },
  };
}

type OneLookUp = Omit<Budget, 'times'>;

function budgetNames({ ofCaller: usual, ofKey }: LookUpFailures, graph: RequestContext, variables: Variables) {
  const named = (limit: RateLimit | null, name: string | null): OneLookUp[] =>
    limit === null || name === null ? [] : [{ limit, name }];
  // Who counts nobody counts none of his either.
  const ofCaller = usual && (graph.principal?.failedLookUps ?? usual);
  const caller = ofCaller && `look-ups of ${graph.countedAs()}`;
  return ({ guarded }: LookUp): OneLookUp[] => {
    const key = guarded(variables);
    return [...named(ofCaller, caller), ...named(ofKey, key && `look-ups for ${key}`)];
  };
}

/** In one order for all, so that none of two waits for the other. */
function summed(each: readonly OneLookUp[]): Budget[] {
  const byName = Map.groupBy(each, ({ name }) => name);
  return [...byName.values()]
    .flatMap(([first, ...more]) => (first ? { ...first, times: 1 + more.length } : []))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

function dataOf({ data }: GatewayExecutionResult): unknown {
  return data instanceof FinishedData ? data.toJSON() : data;
}

/** Not so where it could not be asked, or was left out. */
function foundNobody({ name }: LookUp, data: unknown, { errors }: GatewayExecutionResult): boolean {
  if (!isRecord(data) || !Object.hasOwn(data, name)) return false;
  const value = data[name];
  if (value !== null && !(Array.isArray(value) && value.length === 0)) return false;
  return !(errors ?? []).some(({ path }) => path?.[0] === name);
}

function tooManyFailures(wait: number): GraphQLError {
  const headers = new HeaderMap([['retry-after', String(Math.max(1, Math.ceil(wait / 1_000)))]]);
  return new GraphQLError('Too many look-ups have found nothing; try again later.', {
    extensions: { code: 'RATE_LIMITED', http: { status: 429, headers } },
  });
}
