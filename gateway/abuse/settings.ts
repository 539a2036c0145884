/** How much callers may ask, and who may explore: from texts to limits. */
import { z } from 'zod';
import { setting } from '../../subgraphs/shared/settings.ts';
import type { SettingsShape } from '../../subgraphs/shared/subgraph.ts';
import type { ClientClass } from '../admission/classes.ts';
import type { CacheKey } from '../cache/keyring.ts';
import { type RedisAddress, readRedisAddress } from '../cache/redis-address.ts';
import { type RateLimit, rateLimitList, rateLimitOrOff } from './rate-limit.ts';

export interface AbuseConfig {
  /** What an operation may cost. */
  readonly costBudgets: Readonly<Record<ClientClass, number>>;
  /** Items of one list that may be asked for. */
  readonly longestList: number;
  /** What a caller may ask whose key does not say. */
  readonly rates: Readonly<Record<ClientClass, readonly RateLimit[]>>;
  /** How many look-ups may find nothing. */
  readonly lookUps: LookUpFailures;
  /** Where all replicas count together; null where each counts for itself. */
  readonly counters: SharedPlace | null;
  /** Who is shown the schema, plans, costs and sources; null when everybody is. */
  readonly explorerRoles: readonly string[] | null;
}

/** Null where nobody counts. */
export interface LookUpFailures {
  readonly ofCaller: RateLimit | null;
  /** For one key, such as a record locator, whoever looks for it. */
  readonly ofKey: RateLimit | null;
}

export interface SharedPlace {
  readonly address: RedisAddress;
  readonly prefix: string;
  /** Callers and what they look for are named by the first. */
  readonly keys: readonly [CacheKey, ...CacheKey[]];
}

/** Everybody may everything, as nobody is asked who he is. */
export const unlimited: AbuseConfig = {
  costBudgets: { 'first-party': 1e9, internal: 1e9, partner: 1e9 },
  longestList: 1e9,
  rates: { 'first-party': [], internal: [], partner: [] },
  lookUps: { ofCaller: null, ofKey: null },
  counters: null,
  explorerRoles: null,
};

const budget = (preset: number) => setting.integer(preset, 1, 1_000_000_000);
const roleName = /^[\w:./-]{1,64}$/;

export const abuseSettings = {
  MAX_LIST_SIZE: setting.integer(100, 1, 1_000_000),
  COST_BUDGET_FIRST_PARTY: budget(50_000),
  COST_BUDGET_INTERNAL: budget(50_000),
  COST_BUDGET_PARTNER: budget(10_000),
  RATE_LIMIT_FIRST_PARTY: rateLimitList.optional(),
  RATE_LIMIT_INTERNAL: rateLimitList.optional(),
  RATE_LIMIT_PARTNER: rateLimitList.optional(),
  LOOK_UP_LIMIT_CALLER: rateLimitOrOff('look-up').optional(),
  LOOK_UP_LIMIT_LOCATOR: rateLimitOrOff('look-up').optional(),
  RATE_LIMIT_REDIS: z
    .string()
    .transform((text, context): RedisAddress => {
      const address = readRedisAddress(text);
      if (address !== null) return address;
      context.addIssue({ code: 'custom', message: 'write an address as CACHE has it, for example redis://host:6379.' });
      return z.NEVER;
    })
    .optional(),
  EXPLORER_ROLES: z
    .string()
    .transform((text) => text.split(',').flatMap((role) => role.trim() || []))
    .refine((roles) => roles.length > 0 && roles.every((role) => roleName.test(role)), {
      error: 'write roles parted by commas, for example explorer,platform-engineer.',
    })
    .optional(),
} satisfies SettingsShape;

type Settings = z.output<z.ZodObject<typeof abuseSettings>>;

export interface AbuseSurroundings {
  /** Callers have to say who they are, and cannot choose. */
  readonly asked: boolean;
  /** They are told apart, and be it in a demo. */
  readonly known: boolean;
  /** The cache's; null when that is not in Redis. */
  readonly cacheAddress: RedisAddress | null;
  readonly keys: readonly CacheKey[];
  readonly prefix: string;
}

const usualPartnerRate: RateLimit = { name: 'rate', count: 600, seconds: 60 };
/** Record locators have 30 bits at best, and surnames are few. */
const usualLookUps: LookUpFailures = {
  ofCaller: { name: 'look-up', count: 20, seconds: 3_600 },
  ofKey: { name: 'look-up', count: 5, seconds: 900 },
};
const usualExplorers = ['explorer'];

/** Each problem is a line that begins with the setting it is about. */
export function readAbuseConfig(
  settings: Settings,
  { asked, known, cacheAddress, keys: [first, ...others], prefix }: AbuseSurroundings,
): { readonly abuse: AbuseConfig; readonly problems: readonly string[] } {
  const address = settings.RATE_LIMIT_REDIS ?? cacheAddress;
  const usual = known ? usualLookUps : unlimited.lookUps;
  const problems = [
    ...(settings.RATE_LIMIT_REDIS !== undefined && first === undefined
      ? ['CACHE_KEYS: set them, as replicas name callers in RATE_LIMIT_REDIS by the first of them.']
      : []),
    ...(settings.EXPLORER_ROLES !== undefined && !asked
      ? ['EXPLORER_ROLES: remove it, or set AUTH=required: without it everybody may explore.']
      : []),
  ];
  return {
    abuse: {
      costBudgets: {
        'first-party': settings.COST_BUDGET_FIRST_PARTY,
        internal: settings.COST_BUDGET_INTERNAL,
        partner: settings.COST_BUDGET_PARTNER,
      },
      longestList: settings.MAX_LIST_SIZE,
      rates: {
        'first-party': settings.RATE_LIMIT_FIRST_PARTY ?? [],
        internal: settings.RATE_LIMIT_INTERNAL ?? [],
        partner: settings.RATE_LIMIT_PARTNER ?? (asked ? [usualPartnerRate] : []),
      },
      lookUps: {
        ofCaller: unless(settings.LOOK_UP_LIMIT_CALLER, usual.ofCaller),
        ofKey: unless(settings.LOOK_UP_LIMIT_LOCATOR, usual.ofKey),
      },
      // Without keys each process would have names of its own for all.
      counters: address && first ? { address, prefix, keys: [first, ...others] } : null,
      explorerRoles: asked ? (settings.EXPLORER_ROLES ?? usualExplorers) : null,
    },
    problems,
  };
}

/** What is set, `off` included, or else the usual. */
const unless = (said: RateLimit | null | undefined, usual: RateLimit | null): RateLimit | null =>
  said === undefined ? usual : said;
