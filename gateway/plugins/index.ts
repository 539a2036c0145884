/** The gateway's concerns, in the order they see a request. */
import type { Logger } from 'pino';
import type { Tracing } from '../../subgraphs/shared/hosting/tracing.ts';
import type { Counters } from '../abuse/counters.ts';
import type { Gate } from '../admission/gate.ts';
import type { ChainReader } from '../audit/reading.ts';
import type { GatewayConfig } from '../config.ts';
import type { CostModel } from '../cost/index.ts';
import type { DataSource } from '../data-sources/data-source.ts';
import type { Authenticator } from '../identity/authenticator.ts';
import type { Demo } from '../identity/demo.ts';
import type { Documents } from '../registered/documents.ts';
import { accesses } from './accesses.ts';
import { admission } from './admission.ts';
import { clientClass } from './client-class.ts';
import { contracts } from './contracts.ts';
import { cost } from './cost.ts';
import { deadline } from './deadline.ts';
import { deferredParts } from './deferred-parts.ts';
import { demo as demoPrincipals } from './demo.ts';
import { drain } from './drain.ts';
import { errors } from './errors.ts';
import { type CallersAsked, explorer } from './explorer.ts';
import { explorers } from './explorers.ts';
import { health } from './health.ts';
import { identity } from './identity.ts';
import { jsonPost } from './json-post.ts';
import { operationLog } from './log.ts';
import { limitedBy, type Metrics, metrics } from './metrics.ts';
import { operationChoice } from './operation-choice.ts';
import { operationFacts } from './operation-facts.ts';
import { operationLimits, usualLimits } from './operation-limits.ts';
import { origins } from './origins.ts';
import type { GatewayPlugin } from './plugin.ts';
import { queryPlan } from './query-plan.ts';
import { rateLimits } from './rate-limits.ts';
import { registeredOperations } from './registered-operations.ts';
import { requestId } from './request-id.ts';
import { securityHeaders } from './security-headers.ts';
import { sources } from './sources.ts';
import { tracing } from './tracing.ts';
import { untakenAnswers } from './untaken-answers.ts';

export interface PluginServices {
  readonly config: GatewayConfig;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Null when requests are not traced. */
  readonly tracing: Tracing | null;
  readonly now: () => Date;
  /** Null when everybody is let in, however many there are. */
  readonly gate: Gate | null;
  /** Null when callers are not asked who they are. */
  readonly authenticator: Authenticator | null;
  /** Null where the gateway vouches for nobody itself. */
  readonly demo: Demo | null;
  /** Of requests and look-ups in a time. */
  readonly counters: Counters;
  /** Of the supergraph served now. */
  readonly costs: () => CostModel;
  /** Which operations are registered for whom. */
  readonly documents: Documents;
  /** Milliseconds this thread has had a processor. */
  readonly threadTime: () => number;
  /** Of the supergraph served now. */
  readonly sources: () => readonly DataSource[];
  /** Of who was shown what; null where that is not kept. */
  readonly auditReader: ChainReader | null;
  /** True once the gateway has been told to stop. */
  readonly draining: () => boolean;
}

export function gatewayPlugins(services: PluginServices): readonly GatewayPlugin[] {
  const { config, log, draining, gate, authenticator, demo, auditReader } = services;
  const { abuse } = config;
  const limited = (reason: string) => limitedBy(services.metrics, reason);
  return [
    // Before all others: who is turned away is to cost next to nothing.
    ...(gate ? [admission({ ...config, ...services, gate, registry: services.metrics.registry })] : []),
    // First, so that even a refusal can be traced and is safe to show.
    requestId(),
    securityHeaders(),
    drain({ draining }),
    // Whoever comes from a wrong place costs no more than reading the headers.
    origins({ allowed: config.allowedOrigins, host: config.host }),
    // The clock starts before the body is read: a slow sender uses up his own time.
    deadline({ milliseconds: config.requestTimeout, now: services.now }),
    // Goes along with the clock's signal.
    ...(config.trustedProxies.length > 0 ? [clientClass(config)] : []),
    ...(services.tracing ? [tracing({ tracing: services.tracing })] : []),
    // Before anything is made of what he sends, in whatever form: whoever is nobody learns nothing else.
    ...(authenticator
      ? [
          identity({
            authenticator,
            policy: config.policy,
            onAuthentication: services.metrics.identity.onAuthentication,
          }),
        ]
      : []),
    // Needs to know who asks; spares the rest.
    rateLimits({
      rates: abuse.rates,
      counters: services.counters,
      trustedProxies: config.trustedProxies,
      onRefused: (graph, reason) => limited(reason)(graph),
    }),
    ...(abuse.explorerRoles ? [explorers({ roles: abuse.explorerRoles, onRefused: limited('schema') })] : []),
    // Needs to know who asks; from here on it is known which graph.
    ...(config.contracts.contracts.length > 0 ? [contracts({ contracts: config.contracts })] : []),
    // Before whatever needs the text of an operation.
    registeredOperations({
      documents: services.documents,
      rungs: config.registered.rungs,
      onAsked: services.metrics.onRegistration,
    }),
    jsonPost({ log }),
    // Needs the text; spares the parser, the validator and the planner.
    operationLimits({ ...usualLimits, depth: config.maxDepth, tokens: config.maxTokens }, limited('size')),
    deferredParts(),
    untakenAnswers(),
    // From here on there is an operation.
    errors(),
    operationFacts(),
    operationChoice(),
    // Once it is known which one; spares the planner.
    cost({
      costs: services.costs,
      budgets: abuse.costBudgets,
      longestList: abuse.longestList,
      onRefused: limited('cost'),
      onTooLong: limited('size'),
    }),
    ...(config.audit && auditReader ? [accesses({ roles: config.audit.roles, reader: auditReader })] : []),
    sources(),
    ...(config.explorer
      ? [
          queryPlan(),
          explorer({ callers: askedOf(config), contracts: config.contracts.contracts.map(({ name }) => name) }),
        ]
      : []),
    ...(demo ? [demoPrincipals({ contracts: config.contracts, demo })] : []),
    // They look back on what the others have noted.
    operationLog({ log }),
    metrics({ metrics: services.metrics, sources: services.sources }),
    health({ sources: services.sources, draining, gate }),
  ];
}

/** How callers are asked who they are, as the explorer has to know. */
function askedOf({ auth }: GatewayConfig): CallersAsked {
  if (auth === null) return 'off';
  return auth.demo ? 'demo' : 'required';
}
