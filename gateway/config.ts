/** The gateway's settings: environment in, typed configuration out, or everything that is wrong with it at once. */
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { isLoopback, linger } from '../subgraphs/shared/hosting/http-server.ts';
import { logLevel, needsStandIn, type WorldSettings, worldSettings } from '../subgraphs/shared/hosting/program.ts';
import {
  type Doubts,
  type Environment,
  isSet,
  optionalSettings,
  readSettings,
  settingPrefix,
} from '../subgraphs/shared/hosting/read-settings.ts';
import { readSubgraphSecrets, secretSettings } from '../subgraphs/shared/hosting/subgraph-secret.ts';
import { type TraceConfig, traceConfig, traceSettings } from '../subgraphs/shared/hosting/trace-settings.ts';
import type { PolicySettings } from '../subgraphs/shared/policies/source-policies.ts';
import type { PolicyTable } from '../subgraphs/shared/privacy/access.ts';
import { policySetting, setting } from '../subgraphs/shared/settings.ts';
import type { SettingsShape, SubgraphDefinition, SystemName } from '../subgraphs/shared/subgraph.ts';
import { type AbuseConfig, abuseSettings, readAbuseConfig } from './abuse/settings.ts';
import { isAddressOrBlock } from './admission/classes.ts';
import { type AuditConfig, auditSettings, readAuditConfig } from './audit/settings.ts';
import { type AdminConfig, type CacheConfig, cacheSettings, readCacheConfig } from './cache/settings.ts';
import type { Contracts } from './contracts/contracts.ts';
import { contractSettings, readContractsConfig } from './contracts/settings.ts';
import { type Place, type Placing, placeOf, remoteSetting } from './data-sources/placement.ts';
import { policySettings, readPolicyConfig } from './identity/policy-settings.ts';
import { type AuthConfig, authSettings, readAuthConfig } from './identity/settings.ts';
import { type RegisteredConfig, readRegisteredConfig, registeredSettings } from './registered/settings.ts';
import type { Graph } from './supergraph/graphs.ts';

export interface GatewayConfig {
  readonly port: number;
  readonly host: string;
  readonly supergraphFile: string;
  /** `compiled` is our own; `apollo` is @apollo/gateway's executor, for comparison. */
  readonly engine: 'compiled' | 'apollo';
  /** Milliseconds. */
  readonly requestTimeout: number;
  /** From the signal to stop until no new connection is taken. Milliseconds. */
  readonly drainDelay: number;
  readonly maxRequestBytes: number;
  readonly maxDepth: number;
  readonly maxTokens: number;
  /** Origins such as `https://app.example.com`. */
  readonly allowedOrigins: readonly string[];
  /** Turns requests away when there are more than can be answered. */
  readonly admission: boolean;
  /** Addresses and blocks of them, whose word on a client's class and certificate is taken. */
  readonly trustedProxies: readonly string[];
  /** Who vouches for callers; null when they are not asked who they are. */
  readonly auth: AuthConfig | null;
  /** What callers see who are asked who they are. */
  readonly policy: PolicyTable;
  /** Parts of the graph, and for whom they are. */
  readonly contracts: Contracts;
  readonly abuse: AbuseConfig;
  /** Where it is kept who has seen what; null when nowhere. */
  readonly audit: AuditConfig | null;
  /** Operations that may be asked for by id, and who may ask for no others. */
  readonly registered: RegisteredConfig;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** How requests are traced; null when they are not. */
  readonly tracing: TraceConfig | null;
  /** Also introspection and query plans. */
  readonly explorer: boolean;
  /** With the first of them it signs what it tells subgraphs elsewhere; none where these take everybody's word. */
  readonly subgraphSecrets: readonly KeyObject[];
  /** Around each remote subgraph; its concurrency is also the number of connections kept. */
  readonly remotePolicies: PolicySettings;
  /** Megabytes of planned operations that are kept. */
  readonly planCacheMegabytes: number;
  /** Milliseconds one operation's planning may take. */
  readonly planningTimeout: number;
  /** Milliseconds an entity fetch may wait for others of its kind while one is under way. */
  readonly gatherWindow: number;
  /** Null when nothing is cached. */
  readonly cache: CacheConfig | null;
  /** Null when nobody invalidates from outside. */
  readonly admin: AdminConfig | null;
  /** Subgraphs that run elsewhere. */
  readonly remotes: ReadonlyMap<SystemName, URL>;
  /** Subgraphs in this process whose legacy system is nowhere: a stand-in takes its place. */
  readonly standIns: readonly SystemName[];
  /** The invented world behind them. `WORLD_NOW` is its present, which is then the product's too; the real one when not set. */
  readonly world: WorldSettings;
}

export type ConfigResult = Doubts & ({ readonly config: GatewayConfig } | { readonly problems: readonly string[] });

const originList = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((origin) => origin.trim() || []))
  .refine((list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin), {
    error: 'write origins parted by commas, for example https://desk.example.com,https://app.example.com.',
  });

const addressList = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((address) => address.trim() || []))
  .refine((list) => list.every(isAddressOrBlock), {
    error: 'write addresses or blocks parted by commas, for example 10.0.0.7,10.1.0.0/16.',
  });

const usualSupergraph = 'gateway/supergraph.graphql';

/** Needed before all others: which subgraphs there are decides which settings there are. */
export function supergraphFileOf(environment: Environment): string {
  return isSet(environment, 'SUPERGRAPH_FILE') ? (environment.SUPERGRAPH_FILE ?? '') : usualSupergraph;
}

const ownSettings = {
  PORT: setting.integer(4000, 0, 65_535),
  // Both 127.0.0.1 and ::1: what is served out of the box is for this machine alone.
  HOST: setting.text('localhost'),
  SUPERGRAPH_FILE: setting.text(usualSupergraph),
  ENGINE: setting.choice('compiled', 'apollo'),
  REQUEST_TIMEOUT_MS: setting.integer(5_000, 100, 60_000),
  DRAIN_DELAY_MS: setting.integer(linger, linger, 60_000),
  MAX_REQUEST_BYTES: setting.integer(262_144, 1_024, 16_777_216),
  // As deep as the deepest of the saved operations.
  MAX_DEPTH: setting.integer(10, 1, 100),
  MAX_TOKENS: setting.integer(1_000, 10, 100_000),
  ALLOWED_ORIGINS: originList,
  ADMISSION: setting.choice('off', 'on'),
  TRUSTED_PROXIES: addressList,
  LOG_LEVEL: logLevel,
  EXPLORER: setting.choice('on', 'off'),
  REMOTE_CONNECTIONS: setting.integer(64, 1, 1_024),
  REMOTE_QUEUE_WAIT_MS: policySetting.queueWait(),
  REMOTE_RETRY_PERCENT: policySetting.retryPercent(),
  REMOTE_CIRCUIT_CALLS: policySetting.circuitCalls(),
  REMOTE_CIRCUIT_PERCENT: policySetting.circuitPercent(),
  REMOTE_CIRCUIT_OPEN_MS: policySetting.circuitOpen(),
  PLAN_CACHE_MB: setting.integer(64, 1, 4_096),
  PLANNING_TIMEOUT_MS: setting.integer(2_000, 50, 60_000),
  GATHER_MS: setting.integer(2, 0, 50),
} satisfies SettingsShape;

/**
 * The configuration, or one line for each setting that is wrong or unknown. `graphs`: the subgraphs of the supergraph, which may
 * be any.
 */
export function readConfig(
  environment: Environment,
  registry: readonly SubgraphDefinition[],
  graphs: readonly Graph[],
  home: Placing['home'],
): ConfigResult {
  const placing: Placing = { registry, home, environment };
  const placed = graphs.map((graph) => readPlace(graph, placing));
  const local = placed.flatMap(({ place }) => (place?.kind === 'in-process' ? [place.definition] : []));
  const names = [...new Set([...registry.map(({ name }) => name), ...graphs.map(({ name }) => name)])];
  const addresses = Object.fromEntries(names.map((name) => [remoteSetting(name), setting.httpUrl().optional()]));
  const result = readSettings(
    environment,
    {
      ...subgraphSettings(environment, registry, local),
      ...addresses,
      ...ownSettings,
      ...traceSettings,
      ...cacheSettings,
      ...authSettings,
      ...policySettings,
      ...abuseSettings,
      ...auditSettings,
      ...registeredSettings,
      ...secretSettings,
      ...contractSettings,
      ...worldSettings,
    },
    [
      'WORLD_',
      'CACHE_',
      'ADMIN_',
      'AUTH_',
      'POLICY_',
      'COST_',
      'RATE_LIMIT_',
      'LOOK_UP_',
      'EXPLORER_',
      'AUDIT_',
      'TRUSTED_',
      'REGISTERED_',
      'CONTRACTS_',
      'LEGACY_',
      'SUPERGRAPH_',
      'SUBGRAPH_',
      ...registry.map(({ name }) => settingPrefix(name)),
    ],
  );
  const unplaced = [...placed.flatMap(({ problem }) => problem ?? []), ...ambiguous(graphs, environment)];
  const { doubts } = result;
  if ('problems' in result) return { problems: [...new Set([...result.problems, ...unplaced])], doubts };
  const { settings } = result;
  const { cache, admin, keys, problems } = readCacheConfig(settings);
  const uncached =
    cache !== null && settings.ENGINE === 'apollo' ? ['CACHE: write off; ENGINE=apollo does not cache.'] : [];
  const standIns = local.filter((definition) => needsStandIn(definition, environment)).map(({ name }) => name);
  const real = graphs.flatMap(({ name }) => (standIns.some((played) => played === name) ? [] : name));
  const noDemo = whyNoDemo(settings, real);
  const callers = { ...settings, AUTH: settings.AUTH ?? (noDemo === null ? 'demo' : 'off') };
  const { auth, problems: unknownCallers } = readAuthConfig(callers, {
    trustedProxies: settings.TRUSTED_PROXIES.length > 0,
    noDemo,
  });
  const { policy, problems: unclearRights } = readPolicyConfig(callers);
  const { audit, problems: unkept } = readAuditConfig(settings, {
    callers: callers.AUTH,
    keeps: settings.ENGINE === 'compiled',
  });
  const unprotected =
    settings.POLICY_FILE !== '' && settings.ENGINE === 'apollo'
      ? ['ENGINE: write compiled; ENGINE=apollo enforces no field policies.']
      : [];
  const { abuse, problems: unlimited } = readAbuseConfig(settings, {
    asked: callers.AUTH === 'required',
    known: callers.AUTH !== 'off',
    cacheAddress: cache?.place.kind === 'redis' ? cache.place.address : null,
    keys,
    prefix: settings.CACHE_PREFIX,
  });
  const { registered, problems: unreadable } = readRegisteredConfig(settings, callers.AUTH !== 'off');
  const { secrets, problems: secretProblems } = readSubgraphSecrets(settings);
  const unsigned = callers.AUTH === 'required' && secrets.length === 0 && secretProblems.length === 0;
  const untold = unsigned ? placed.flatMap(({ name, place }) => untoldProblem(name, place, registry)) : [];
  // Ours are of our graph, and of nobody else's.
  const usual = callers.AUTH === 'demo' && settings.SUPERGRAPH_FILE === usualSupergraph;
  const { contracts, problems: unclear } = readContractsConfig(settings, usual);
  const all = [
    ...unplaced,
    ...problems,
    ...uncached,
    ...unknownCallers,
    ...unclearRights,
    ...unprotected,
    ...unlimited,
    ...unkept,
    ...unreadable,
    ...secretProblems,
    ...untold,
    ...unclear,
  ];
  if (all.length > 0 || registered === null) return { problems: all, doubts };
  const remotes = new Map(
    placed.flatMap(({ name, place }) => (place?.kind === 'remote' ? [[name, place.url] as const] : [])),
  );
  return {
    doubts,
    config: {
      port: settings.PORT,
      host: settings.HOST,
      supergraphFile: settings.SUPERGRAPH_FILE,
      engine: settings.ENGINE,
      requestTimeout: settings.REQUEST_TIMEOUT_MS,
      drainDelay: settings.DRAIN_DELAY_MS,
      maxRequestBytes: settings.MAX_REQUEST_BYTES,
      maxDepth: settings.MAX_DEPTH,
      maxTokens: settings.MAX_TOKENS,
      allowedOrigins: settings.ALLOWED_ORIGINS,
      admission: settings.ADMISSION === 'on',
      trustedProxies: settings.TRUSTED_PROXIES,
      auth,
      policy,
      contracts,
      abuse,
      audit,
      registered,
      logLevel: settings.LOG_LEVEL,
      tracing: traceConfig(settings),
      explorer: settings.EXPLORER === 'on',
      subgraphSecrets: secrets,
      remotePolicies: {
        concurrency: settings.REMOTE_CONNECTIONS,
        queueWait: settings.REMOTE_QUEUE_WAIT_MS,
        retryPercent: settings.REMOTE_RETRY_PERCENT,
        circuit: {
          calls: settings.REMOTE_CIRCUIT_CALLS,
          percent: settings.REMOTE_CIRCUIT_PERCENT,
          openFor: settings.REMOTE_CIRCUIT_OPEN_MS,
        },
      },
      planCacheMegabytes: settings.PLAN_CACHE_MB,
      planningTimeout: settings.PLANNING_TIMEOUT_MS,
      gatherWindow: settings.GATHER_MS,
      cache,
      admin,
      remotes,
      standIns,
      world: {
        WORLD_SEED: settings.WORLD_SEED,
        WORLD_PEOPLE: settings.WORLD_PEOPLE,
        WORLD_NOW: settings.WORLD_NOW,
        LEGACY_DATA_FOLDER: settings.LEGACY_DATA_FOLDER,
        LEGACY_CONTROL_PORT: settings.LEGACY_CONTROL_PORT,
      },
    },
  };
}

/** In a demo everybody may be anybody: it is for invented people, on one's own machine. `real`: what no stand-in plays. */
function whyNoDemo(
  { ENGINE, HOST }: { readonly ENGINE: GatewayConfig['engine']; readonly HOST: string },
  real: readonly string[],
): string | null {
  if (ENGINE === 'apollo') return 'write off, as ENGINE=apollo heeds no rights on fields.';
  if (real.length > 0) return `write required, as no stand-in plays what is behind ${real.join(', ')}.`;
  return isLoopback(HOST) ? null : 'write required, or set HOST=localhost: in a demo everybody may be anybody.';
}

function readPlace(graph: Graph, placing: Placing) {
  const { name } = graph;
  try {
    return { name, place: placeOf(graph, placing), problem: null };
  } catch (error) {
    return { name, place: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Of a subgraph of this repository that runs elsewhere, when nobody could tell it who asks. */
function untoldProblem(name: SystemName, place: Place | null, registry: readonly SubgraphDefinition[]): string[] {
  if (place?.kind !== 'remote' || !registry.some((definition) => definition.name === name)) return [];
  return [`SUBGRAPH_SECRET: set it, or SUBGRAPH_SECRET_FILE, as ${name} runs elsewhere and has to be told who asks.`];
}

/** Settings that would send several subgraphs to one address, as `stock.v2` and `stock-v2` have the same. */
function ambiguous(graphs: readonly Graph[], environment: Environment): string[] {
  const named = Map.groupBy(graphs, ({ name }) => remoteSetting(name));
  return [...named]
    .filter(([setting, sharing]) => sharing.length > 1 && isSet(environment, setting))
    .map(
      ([setting, sharing]) =>
        `${setting}: it is that of ${sharing.map(({ name }) => name).join(' and ')} alike; set their addresses in the supergraph.`,
    );
}

/**
 * The subgraphs' own settings, which they read themselves later; here they are known and checked, all at once. Of a subgraph that
 * does not run in this process, or whose system a stand-in plays, none is required.
 */
function subgraphSettings(
  environment: Environment,
  registry: readonly SubgraphDefinition[],
  local: readonly SubgraphDefinition[],
): SettingsShape {
  const shapes = registry.map((definition): SettingsShape => {
    const required = local.includes(definition) && !needsStandIn(definition, environment);
    return required ? definition.settings : optionalSettings(definition.settings);
  });
  return Object.assign({}, ...shapes);
}
