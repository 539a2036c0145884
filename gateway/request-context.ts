/** What the gateway keeps about one client request, from its arrival to its answer. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { QueryPlan } from '@apollo/query-planner';
import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import type { GraphQLError } from 'graphql';
import type { Origin } from '../subgraphs/shared/hosting/reply.ts';
import type { Access } from '../subgraphs/shared/privacy/access.ts';
import type { RequestScope, SourceCall } from '../subgraphs/shared/subgraph.ts';
import type { TraceSpan } from '../subgraphs/shared/tracing.ts';
import type { AccessesWanted } from './audit/accesses.ts';
import type { Later } from './engine/defer/deliver.ts';
import type { Maker } from './engine/shared-fetches.ts';
import type { Refusal } from './identity/outcome.ts';
import type { Principal } from './identity/principal.ts';
import type { Provenance } from './provenance/record.ts';

/** One operation sent to a subgraph, as it ended. */
export interface FetchRecord {
  readonly subgraph: string;
  readonly milliseconds: number;
  /** `ok`, `partial` for data with errors, or a code. */
  readonly outcome: string;
  /** Of several the one that says most: `stale` before `live` before `cached`. */
  readonly from: Origin['from'];
  /** Of the oldest part. Milliseconds since 1970. */
  readonly asOf: number;
}

/** What log and metrics tell of an operation. */
export interface OperationFacts {
  readonly name: string | null;
  readonly type: string;
  readonly hash: string;
}

export interface RequestContext extends Pick<RequestScope, 'signal'> {
  readonly id: string;
  /** When the answer is due, on the clock of `performance.now()`. */
  readonly deadline: number;
  readonly startedAt: number;
  /** The product's clock. */
  readonly now: () => Date;
  /** Who asks; null where nobody is asked who he is. */
  principal: Principal | null;
  /** What he asks for, one of his own purposes; null when he has none. */
  purpose: string | null;
  /** What he sees for it; null where nobody is asked who he is, and everything is shown. */
  access: Access | null;
  /** He is shown the schema, plans, costs and where answers come from. */
  explores: boolean;
  /** Under which name it is counted what he does. */
  countedAs: () => string;
  /** Why he was not let in. For the log. */
  refusal: Refusal | 'purpose' | null;
  /** Of whose part of the graph something is asked; null for the whole. */
  contract: string | null;
  /** Whether the operation is a registered one; `warned`: it is not, and the answer says so. Null where that makes no difference. */
  registration: 'registered' | 'unregistered' | 'warned' | null;
  /** It is counted among the operations that wait for their answer. */
  inFlight: boolean;
  /** Null when it is not traced. */
  span: TraceSpan | null;
  /** Filled by the engine. */
  readonly fetches: FetchRecord[];
  /** Legacy calls made in this process on behalf of the request. */
  readonly calls: SourceCall[];
  readonly errors: GraphQLError[];
  /** Answers of the root fetches, as the engine merges later ones into them: what response paths are found in. */
  readonly roots: Record<string, unknown>[];
  /** One context a subgraph, shared by the request's fetches so that its loaders are too. */
  readonly subgraphContexts: Map<string, unknown>;
  plan: QueryPlan | null;
  /** Where the answer comes from, for a client who asks; null for all others. */
  provenance: Provenance | null;
  /** What makes this request's calls, once there is one that others may join. */
  maker: Maker | null;
  /** Only the plan is wanted: no subgraph is asked. */
  planOnly: boolean;
  /** Deferred parts may be sent after the rest. */
  takesParts: boolean;
  /** What follows the answer; null when that is all. */
  later: Later | null;
  /** Who and what, for log and metrics; null until the operation is known. */
  operation: OperationFacts | null;
  /** What the engine has answered already, for Apollo Server to tell: it is not run again. */
  answered: GatewayExecutionResult | null;
  /** Whose accesses are told along with the answer; null when nobody's are. */
  accesses: AccessesWanted | null;
  /** Codes of the answer's errors, each once. */
  readonly codes: Set<string>;
  /** What stood behind the errors; for the log. */
  readonly causes: unknown[];
}

/** The request on whose behalf code deep down is running. */
export const currentRequest = new AsyncLocalStorage<RequestContext>();

declare module 'fastify' {
  interface FastifyRequest {
    /** Null outside /graphql. */
    graph: RequestContext | null;
  }
}

/** What travels through Apollo Server, which copies the outer object for every operation. */
export interface ApolloContext {
  readonly graph: RequestContext;
}

const nobody = () => '';

/** Tells contexts of ours from others. A WeakSet would keep every one of them alive from one full collection to the next. */
const brand = Symbol('request context');

export function createRequestContext(options: {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly deadline: number;
  readonly now: () => Date;
}): RequestContext {
  const context: RequestContext & { readonly [brand]: true } = {
    [brand]: true,
    ...options,
    startedAt: performance.now(),
    principal: null,
    purpose: null,
    access: null,
    explores: true,
    countedAs: nobody,
    refusal: null,
    contract: null,
    registration: null,
    inFlight: false,
    span: null,
    fetches: [],
    calls: [],
    errors: [],
    roots: [],
    subgraphContexts: new Map(),
    plan: null,
    provenance: null,
    maker: null,
    planOnly: false,
    takesParts: false,
    later: null,
    operation: null,
    answered: null,
    accesses: null,
    codes: new Set(),
    causes: [],
  };
  return context;
}

/** The request behind a context whose type has been lost on the way. Throws when it is none of ours. */
export function requestOf(context: Readonly<Record<string, unknown>> | undefined): RequestContext {
  const graph = context?.graph;
  if (isRequestContext(graph)) return graph;
  throw new Error('The operation runs without a request.');
}

function isRequestContext(value: unknown): value is RequestContext {
  return typeof value === 'object' && value !== null && brand in value;
}
