/**
 * Requests that ask a subgraph the same at the same time share one call.
 *
 * The first to ask makes the call in its own name, with its own loaders; others wait for it and get copies, as each merges more
 * into its own. The call ends early only when everyone who waits has left. A call that ran out of its maker's time is made again
 * by those who have some left, and joined by nobody any more: one that hangs would never end while the same is asked again and again.
 * After a mutation nobody joins a call that began before it.
 */
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { noCalls } from '../../subgraphs/shared/hosting/call-cost.ts';
import { copyOf } from '../../subgraphs/shared/hosting/json.ts';
import type { SubgraphReply } from '../../subgraphs/shared/hosting/reply.ts';
import { placeOf, setPlace } from '../../subgraphs/shared/policies/client-class.ts';
import { whenEnded } from '../../subgraphs/shared/policies/when-ended.ts';
import { currentSpan } from '../../subgraphs/shared/tracing.ts';
import type { DataSource } from '../data-sources/data-source.ts';
import type { RequestContext } from '../request-context.ts';
import { identityOf } from './identity.ts';
import { inFlight } from './in-flight.ts';
import type { FetchOperation, Reach } from './subgraph-call.ts';

export interface SharedFetches {
  /** As the source's own fetch. Only for operations that change nothing. */
  readonly fetch: Reach;
  /** From now on earlier calls are not joined. */
  forget(): void;
}

/** A request's calls as its subgraphs see them: they end when it has left, and all who joined its calls too. */
export interface Maker {
  readonly context: RequestContext;
  readonly leave: () => void;
  joined: number;
}

interface Call {
  readonly maker: Maker;
  /** Milliseconds since 1970. */
  readonly begunAt: number;
  readonly takers: Set<Taker>;
}

interface Taker {
  readonly take: (result: SubgraphReply | Error) => void;
}

/** `reach`: how the calls are made that others may join. */
export function shareFetches(reach: Reach, onShared: (subgraph: string) => void): SharedFetches {
  const calls = inFlight<Call>();

  const makerOf = (context: RequestContext): Maker => {
    const known = context.maker;
    if (known) return known;
    const controller = new AbortController();
    setPlace(controller.signal, placeOf(context.signal));
    const maker: Maker = {
      context: { ...context, signal: controller.signal },
      joined: 0,
      leave: () => {
        if (context.signal.aborted && maker.joined === 0) controller.abort(context.signal.reason);
      },
    };
    if (context.signal.aborted) maker.leave();
    else whenEnded(context.signal, maker.leave);
    context.maker = maker;
    return maker;
  };

  const make = async (key: string, source: DataSource, operation: FetchOperation, context: RequestContext) => {
    const maker = makerOf(context);
    const call: Call = { maker, begunAt: context.now().getTime(), takers: new Set() };
    calls.add(key, call);
    const finish = (result: SubgraphReply | Error): void => {
      calls.remove(key, call);
      // Copies are made before the maker can have merged anything into its own.
      for (const { take } of call.takers) take(result);
    };
    try {
      const reply = await reach(source, operation, maker.context);
      finish(reply);
      return reply;
    } catch (error) {
      finish(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };

  const join = (call: Call, again: () => Promise<SubgraphReply>, context: RequestContext): Promise<SubgraphReply> =>
    new Promise((resolve, reject) => {
      const { maker, begunAt, takers } = call;
      const leave = (): void => {
        if (!takers.delete(taker)) return;
        maker.joined -= 1;
        maker.leave();
      };
      const taker: Taker = {
        take: (result) => {
          release();
          leave();
          if (ranOutOfTime(result, maker) && !context.signal.aborted) resolve(again());
          else if (result instanceof Error) reject(result);
          else resolve({ ...shared(result, begunAt), data: copyOf(result.data) });
        },
      };
      takers.add(taker);
      maker.joined += 1;
      const release = whenEnded(context.signal, leave);
    });

  const fetch: SharedFetches['fetch'] = (source, operation, context) => {
    const key = `${source.name} ${identityOf(context)} ${operation.body ?? JSON.stringify(operation)}`;
    const call = calls.find(key);
    if (call === undefined || isOver(call.maker) || isBehind(call.maker, context))
      return make(key, source, operation, context);
    onShared(source.name);
    const { span } = call.maker.context;
    // Where the legacy calls are to be found.
    if (span) currentSpan()?.note({ 'graph.fetch.joined_trace': span.traceId });
    return join(call, () => fetch(source, operation, context), context);
  };

  return { fetch, forget: () => calls.clear() };
}

/** Who joins costs the systems nothing more, and is told what they said when the call began. */
function shared({ origins, ...result }: SubgraphReply, begunAt: number): SubgraphReply {
  return { ...result, origins: origins ?? [{ from: 'live', asOf: begunAt }], callCost: noCalls };
}

/** It may wait behind others whom this request goes before. */
const isBehind = (maker: Maker, { signal }: RequestContext): boolean => placeOf(maker.context.signal) > placeOf(signal);

const isOver = ({ context }: Maker): boolean => context.signal.aborted || performance.now() >= context.deadline;

function ranOutOfTime(result: SubgraphReply | Error, { context }: Maker): boolean {
  if (performance.now() < context.deadline) return false;
  if (result instanceof Error) return result instanceof SourceError && result.code === 'LEGACY_TIMEOUT';
  return result.errors.some(({ extensions }) => extensions.code === 'LEGACY_TIMEOUT');
}
