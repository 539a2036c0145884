/** The gateway's settings: environment in, typed configuration out, or everything that is wrong with it at once. */
import { z } from 'zod';
import { linger } from '../subgraphs/shared/hosting/http-server.ts';
import { logLevel, needsStandIn, type WorldSettings, worldSettings } from '../subgraphs/shared/hosting/program.ts';
import {
  type Environment,
  isSet,
  optionalSettings,
  readSettings,
  settingPrefix,
} from '../subgraphs/shared/hosting/read-settings.ts';
import { setting } from '../subgraphs/shared/settings.ts';
import type { SettingsShape, SubgraphDefinition, SystemName } from '../subgraphs/shared/subgraph.ts';

export interface GatewayConfig {
  readonly port: number;
  readonly host: string;
  readonly supergraphFile: string;
  /** Milliseconds. */
  readonly requestTimeout: number;
  /** From the signal to stop until no new connection is taken. Milliseconds. */
  readonly drainDelay: number;
  readonly maxRequestBytes: number;
  readonly maxDepth: number;
  readonly maxTokens: number;
  /** Origins such as `https://app.example.com`. */
  readonly allowedOrigins: readonly string[];
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Also introspection and query plans. */
  readonly explorer: boolean;
  /** Connections kept to each remote subgraph. */
  readonly remoteConnections: number;
  /** Subgraphs that run elsewhere. */
  readonly remotes: ReadonlyMap<SystemName, URL>;
  /** Subgraphs in this process whose legacy system is nowhere: a stand-in takes its place. */
  readonly standIns: readonly SystemName[];
  /** The invented world behind them. `WORLD_NOW` is its present, which is then the product's too; the real one when not set. */
  readonly world: WorldSettings;
}

export type ConfigResult = { readonly config: GatewayConfig } | { readonly problems: readonly string[] };

const originList = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((origin) => origin.trim() || []))
  .refine((list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin), {
    error: 'write origins parted by commas, for example https://desk.example.com,https://app.example.com.',
  });

const ownSettings = {
  PORT: setting.integer(4000, 0, 65_535),
  // Both 127.0.0.1 and ::1: what is served out of the box is for this machine alone.
  HOST: setting.text('localhost'),
  SUPERGRAPH_FILE: setting.text('gateway/supergraph.graphql'),
  REQUEST_TIMEOUT_MS: setting.integer(5_000, 100, 60_000),
  DRAIN_DELAY_MS: setting.integer(linger, linger, 60_000),
  MAX_REQUEST_BYTES: setting.integer(262_144, 1_024, 16_777_216),
  // The deepest of the saved operations has 10 levels, the longest sensible way through the schema 12.
  MAX_DEPTH: setting.integer(12, 1, 100),
  MAX_TOKENS: setting.integer(1_000, 10, 100_000),
  ALLOWED_ORIGINS: originList,
  LOG_LEVEL: logLevel,
  EXPLORER: setting.choice('on', 'off'),
  REMOTE_CONNECTIONS: setting.integer(64, 1, 1_024),
} satisfies SettingsShape;

/** `CUSTOMERS_SUBGRAPH_URL`, `SERVICE_CASES_SUBGRAPH_URL`, ... */
const remoteSetting = (name: SystemName) => `${settingPrefix(name)}SUBGRAPH_URL`;

/** The configuration, or one line for each setting that is wrong or unknown. */
export function readConfig(environment: Environment, subgraphs: readonly SubgraphDefinition[]): ConfigResult {
  const result = readSettings(
    environment,
    { ...subgraphSettings(environment, subgraphs), ...ownSettings, ...worldSettings },
    ['WORLD_', 'LEGACY_', 'SUPERGRAPH_', ...subgraphs.map(({ name }) => settingPrefix(name))],
  );
  if ('problems' in result) return result;
  const { settings } = result;
  const remotes = new Map(
    subgraphs.flatMap(({ name }) => {
      const variable = remoteSetting(name);
      return isSet(environment, variable) ? [[name, new URL(environment[variable] ?? '')] as const] : [];
    }),
  );
  return {
    config: {
      port: settings.PORT,
      host: settings.HOST,
      supergraphFile: settings.SUPERGRAPH_FILE,
      requestTimeout: settings.REQUEST_TIMEOUT_MS,
      drainDelay: settings.DRAIN_DELAY_MS,
      maxRequestBytes: settings.MAX_REQUEST_BYTES,
      maxDepth: settings.MAX_DEPTH,
      maxTokens: settings.MAX_TOKENS,
      allowedOrigins: settings.ALLOWED_ORIGINS,
      logLevel: settings.LOG_LEVEL,
      explorer: settings.EXPLORER === 'on',
      remoteConnections: settings.REMOTE_CONNECTIONS,
      remotes,
      standIns: subgraphs
        .filter((definition) => !remotes.has(definition.name) && needsStandIn(definition, environment))
        .map(({ name }) => name),
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

/**
 * The subgraphs' own settings, which they read themselves later; here they are known and checked, all at once. Of a subgraph that
 * runs elsewhere, or whose system a stand-in plays, none is required.
 */
function subgraphSettings(environment: Environment, subgraphs: readonly SubgraphDefinition[]): SettingsShape {
  const shapes = subgraphs.map((definition): SettingsShape => {
    const { name, settings } = definition;
    const remote = remoteSetting(name);
    const required = !needsStandIn(definition, environment) && !isSet(environment, remote);
    const checked = required ? settings : optionalSettings(settings);
    return { ...checked, [remote]: setting.httpUrl().optional() };
  });
  return Object.assign({}, ...shapes);
}
