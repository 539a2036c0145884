/**
 * Entity fetches of different requests that ask the same fields of a subgraph go out as one call, under load.
 *
 * A fetch that meets none of its kind under way is sent at once: alone, a request is never delayed. While one is under way, others of
 * its kind wait for it to return, at most the window, and are then sent together. A system that takes many keys a call is so asked
 * once for several requests, and the exchange with its subgraph, dearer than the rows it carries, is paid once.
 *
 * Requests that travel together do not depend on one another: a call that fails, or whose rows do not stand where they were asked
 * for, is taken apart and each asks alone, which costs one call more than never to have gathered; so is one that has taken half the time
 * of him who has least. Who leaves is not waited for; the call ends early when all have left.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { noCalls } from '../../subgraphs/shared/hosting/call-cost.ts';
import type { SubgraphReply } from '../../subgraphs/shared/hosting/reply.ts';
import { placeOf, setPlace } from '../../subgraphs/shared/policies/client-class.ts';
import { type DueTimes, dueTimes } from '../../subgraphs/shared/policies/due-times.ts';
import { DeadlinePassed } from '../../subgraphs/shared/policies/time-left.ts';
import { whenEnded } from '../../subgraphs/shared/policies/when-ended.ts';
import type { DataSource } from '../data-sources/data-source.ts';
import type { RequestContext } from '../request-context.ts';
import { askedTogether, type EntityQuestion, sharesOf } from './entities/together.ts';
import { identityOf } from './identity.ts';
import type { EntityFetch } from './plan/steps.ts';
import type { FetchOperation, Reach } from './subgraph-call.ts';

export interface Gathering {
  /** Milliseconds a fetch may wait for others of its kind; 0 gathers nothing. */
  readonly window: number;
  /** Told once for each fetch that went along in another request's call. */
  readonly onGathered: (subgraph: string) => void;
}

/** Fetches of lists are calls of many keys already, and would hold up those of one. */
const mostOfOne = 16;
/** Keys of one call. */
const mostTogether = 128;

interface Waiting extends EntityQuestion {
  readonly operation: FetchOperation;
  readonly context: RequestContext;
  readonly resolve: (reply: Promise<SubgraphReply> | SubgraphReply) => void;
}

/** Fetches that wait to be sent together: they differ in nothing but their representations. */
interface Group {
  readonly kind: string;
  readonly source: DataSource;
  readonly waiting: Waiting[];
  keys: number;
  /** Runs in the name of the first. */
  readonly within: <T>(send: () => T) => T;
}

/** All there is about one fetch of a plan: how many are under way, and who waits. */
interface Lane {
  underWay: number;
  /** Until its subgraph sends rows in another order than asked. */
  trusted: boolean;
  readonly groups: Group[];
  timer: NodeJS.Timeout | null;
}

export function gatherFetches({ window, onGathered }: Gathering): Reach {
  const lanes = new WeakMap<EntityFetch, Lane>();
  const dues = dueTimes();
  const laneOf = (fetch: EntityFetch): Lane => {
    const known = lanes.get(fetch);
    if (known) return known;
    const made: Lane = { underWay: 0, trusted: true, groups: [], timer: null };
    lanes.set(fetch, made);
    return made;
  };

  const sendAll = (lane: Lane): void => {
    for (const group of lane.groups.splice(0)) send(lane, group);
  };

  const send = (lane: Lane, { source, waiting, within }: Group): void => {
    const present = waiting.filter(({ context }) => !context.signal.aborted);
    const [first, ...others] = present;
    for (const { context, operation, resolve } of waiting) {
      if (context.signal.aborted) resolve(askUnlessEnded(source, operation, context));
    }
    if (first === undefined) return;
    if (others.length === 0) {
      first.resolve(within(() => through(lane, source, first.operation, first.context)));
      return;
    }
    for (const _ of others) onGathered(source.name);
    const together = askedTogether([first, ...others]);
    const call = companyOf([first.context, ...others.map(({ context }) => context)], dues);
    const reply = within(() => through(lane, source, together.operation, call.context));
    const shares = reply.then((whole) => {
      const split = sharesOf(whole, together);
      if (split === null && whole.data !== null && whole.errors.length === 0) lane.trusted = false;
      return split;
    }, refusal);
    for (const [index, { operation, context, resolve }] of present.entries()) {
      resolve(shares.then((split) => taken(split, index) ?? askUnlessEnded(source, operation, context)));
    }
    reply.then(call.over, call.over);
  };

  /** Sends, and when the reply is there lets those go who wait for it. */
  const through = async (lane: Lane, source: DataSource, operation: FetchOperation, context: RequestContext) => {
    lane.underWay += 1;
    try {
      return await source.fetch(operation, context);
    } finally {
      lane.underWay -= 1;
      if (lane.groups.length > 0) sendAll(lane);
    }
  };

  const wait = (lane: Lane, source: DataSource, asked: Waiting): void => {
    const kind = kindOf(asked);
    const { groups } = lane;
    let group = groups.find((each) => each.kind === kind);
    if (group === undefined) {
      group = { kind, source, waiting: [], keys: 0, within: AsyncLocalStorage.snapshot() };
      groups.push(group);
      if (groups.length === 1) arm(lane);
    }
    group.waiting.push(asked);
    group.keys += asked.texts.length;
    if (group.keys <= mostTogether - mostOfOne) return;
    groups.splice(groups.indexOf(group), 1);
    send(lane, group);
  };

  /** One timer a lane, wound up again: a new one a group would be dear. */
  const arm = (lane: Lane): void => {
    lane.timer = lane.timer?.refresh() ?? setTimeout(() => sendAll(lane), window);
  };

  return (source, operation, context) => {
    const { question } = operation;
    if (question === undefined || source.oneByOne || window === 0 || question.texts.length > mostOfOne) {
      return source.fetch(operation, context);
    }
    const lane = laneOf(question.fetch);
    if (lane.underWay === 0 || !lane.trusted || !isKnown(question)) return through(lane, source, operation, context);
    return new Promise((resolve) => wait(lane, source, { ...question, operation, context, resolve }));
  };
}

/** Can every row be told by its key? */
const isKnown = ({ fetch, representations }: EntityQuestion): boolean =>
  representations.every((each) => fetch.entities.query.identityOfRepresentation(each) !== null);

/** What must be alike for fetches to go in one call, beside the fetch itself. */
function kindOf({ fetch, variables, context }: Waiting): string {
  const whose = `${placeOf(context.signal)} ${identityOf(context)}`;
  if (fetch.variables.length === 0) return whose;
  return `${whose} ${JSON.stringify(fetch.variables.map((name) => variables[name] ?? null))}`;
}

const askUnlessEnded: Reach = (source, operation, context) =>
  context.signal.aborted
    ? Promise.reject(new SourceError(source.name, 'LEGACY_TIMEOUT', 'the request has ended'))
    : source.fetch(operation, context);

/** A source that has too much to do is not asked again; after any other failure each asks alone. */
function refusal(error: unknown): null {
  if (error instanceof SourceError && error.code === 'OVERLOADED') throw error;
  return null;
}

/** Who goes along costs the systems nothing more. Who ran out of the time that all had has some of his own left. */
function taken(shares: readonly SubgraphReply[] | null, index: number): SubgraphReply | undefined {
  const own = shares?.[index];
  if (own === undefined || own.errors.some(({ extensions }) => extensions.code === 'LEGACY_TIMEOUT')) return undefined;
  return index === 0 ? own : { ...own, callCost: noCalls };
}

/**
 * Requests on one call: as its subgraph sees them, they end when all have, and have half the time of the one who has least. Should one of
 * them hang, the others can still ask alone.
 */
function companyOf(
  contexts: readonly RequestContext[],
  dues: DueTimes,
): {
  readonly context: RequestContext;
  readonly over: () => void;
} {
  const [first] = contexts;
  if (first === undefined) throw new Error('A call is made for somebody.');
  const controller = new AbortController();
  setPlace(controller.signal, placeOf(first.signal));
  let left = contexts.length;
  const leave = (signal: AbortSignal) => () => {
    left -= 1;
    if (left === 0) controller.abort(signal.reason);
  };
  const releases = contexts.map(({ signal }) => whenEnded(signal, leave(signal)));
  const now = performance.now();
  const deadline = now + (Math.min(...contexts.map((context) => context.deadline)) - now) / 2;
  releases.push(dues.at(deadline, () => controller.abort(new DeadlinePassed())));
  return {
    // Loaders of its own: the first one's end with him.
    context: { ...first, signal: controller.signal, deadline, subgraphContexts: new Map(), maker: null },
    over: () => {
      for (const release of releases) release();
    },
  };
}
