/** One call of a subgraph on behalf of a request: within its deadline, noted for log and metrics, and never a rejection. */
import { SourceError } from '../../subgraphs/shared/errors.ts';
import type { SubgraphOperation } from '../../subgraphs/shared/hosting/execute.ts';
import { type Origin, type SubgraphReply, toldError } from '../../subgraphs/shared/hosting/reply.ts';
import { whenEnded } from '../../subgraphs/shared/policies/when-ended.ts';
import { type Facts, withinSpan } from '../../subgraphs/shared/tracing.ts';
import type { DataSource } from '../data-sources/data-source.ts';
import { currentTally, type FetchPlace, newTally, type Tally } from '../provenance/record.ts';
import type { RequestContext } from '../request-context.ts';
import { heard } from './asked-shape.ts';
import type { EntityQuestion } from './entities/together.ts';
import type { Fetch } from './plan/steps.ts';
import type { Variables } from './shape/conditions.ts';

/** After the deadline, for subgraphs that heed the signal to hand over what they have. Milliseconds. */
const grace = 50;

export interface FetchOperation extends SubgraphOperation {
  /** What it asks of which entities; none for a root fetch. */
  readonly question?: EntityQuestion | undefined;
}

/** How an operation reaches a source: alone, or sharing calls with other requests. */
export type Reach = (source: DataSource, operation: FetchOperation, context: RequestContext) => Promise<SubgraphReply>;

export const alone: Reach = (source, operation, context) => source.fetch(operation, context);

export function ask(
  source: DataSource | undefined,
  fetch: Fetch,
  { variables, ...texts }: Pick<FetchOperation, 'body' | 'question'> & { readonly variables: Variables },
  how: { readonly context: RequestContext; readonly reach: Reach },
): Promise<SubgraphReply> {
  const { subgraph, query, operationName, needs } = fetch;
  if (source === undefined) throw new Error(`no source for ${subgraph}`);
  // What runs in this process executes the schema it was asked by.
  const hear = source.inProcess ? undefined : (reply: SubgraphReply) => heard(fetch, reply);
  return callSubgraph(source, { query, operationName, variables, needs, ...texts }, fetch, { ...how, hear });
}

/** What is made of a reply before anybody sees it. Never throws. */
export type Hear = (reply: SubgraphReply) => SubgraphReply;

const asIs: Hear = (reply) => reply;

/** The call itself, for either engine. Never rejects, and never later than the deadline and its grace. */
export function callSubgraph(
  source: DataSource,
  operation: FetchOperation,
  place: FetchPlace,
  {
    context,
    reach,
    hear = asIs,
  }: { readonly context: RequestContext; readonly reach: Reach; readonly hear?: Hear | undefined },
): Promise<SubgraphReply> {
  const start = performance.now();
  const askedAt = context.now().getTime();
  const { provenance } = context;
  const tally = provenance && source.inProcess ? newTally() : null;
  const span =
    context.span === null ? null : context.span.begin(`fetch ${source.name}`, 'client', factsOf(source, operation));
  return new Promise((resolve) => {
    let settled = false;
    const settle = (reply: SubgraphReply): void => {
      if (settled) return;
      settled = true;
      release();
      const milliseconds = performance.now() - start;
      context.fetches.push({
        subgraph: source.name,
        milliseconds,
        outcome: outcomeOf(reply),
        from: stateOf(reply.origins),
        asOf: oldestOf(reply.origins, askedAt),
      });
      provenance?.records.push({
        system: source.name,
        place,
        variables: operation.variables ?? {},
        reply,
        askedAt,
        milliseconds,
        cost: reply.callCost === undefined ? (tally?.cost ?? null) : reply.callCost,
      });
      span?.end(failureOf(reply));
      resolve(reply);
    };
    const late = () =>
      settle(failed(source.name, new SourceError(source.name, 'LEGACY_TIMEOUT', 'the request has ended')));
    const release = whenEnded(context.signal, () => void setTimeout(late, grace).unref());
    if (context.signal.aborted) return late();
    const reached =
      span === null
        ? tallied(tally, reach, source, operation, context)
        : withinSpan(span, () => tallied(tally, reach, source, operation, context));
    reached.then(
      (reply) => settle(hear(reply)),
      (error: unknown) => settle(failed(source.name, error)),
    );
  });
}

function tallied(tally: Tally | null, reach: Reach, ...asked: Parameters<Reach>): Promise<SubgraphReply> {
  return tally ? currentTally.run(tally, reach, ...asked) : reach(...asked);
}

function factsOf({ name }: DataSource, { operationName }: SubgraphOperation): Facts {
  return { 'graph.subgraph': name, ...(operationName !== undefined && { 'graphql.operation.name': operationName }) };
}

/** The first of its codes: what failed on the way is told by the spans within. */
const failureOf = ({ errors }: SubgraphReply): string | null => errors[0]?.extensions.code ?? null;

function outcomeOf(reply: SubgraphReply): string {
  if (reply.errors.length === 0) return 'ok';
  return reply.data === null ? (reply.errors[0]?.extensions.code ?? 'INTERNAL_SERVER_ERROR') : 'partial';
}

/** Of several what says most. */
function stateOf(origins: readonly Origin[] = none): Origin['from'] {
  if (origins.length === 0) return 'live';
  return states.find((state) => origins.some(({ from }) => from === state)) ?? 'live';
}

function oldestOf(origins: readonly Origin[] = none, preset: number): number {
  return origins.length === 0 ? preset : Math.min(...origins.map(({ asOf }) => asOf));
}

const states = ['stale', 'live', 'cached'] as const;
const none: readonly Origin[] = [];

const failed = (system: DataSource['name'], error: unknown): SubgraphReply => ({
  data: null,
  errors: [toldError(system, error)],
});
