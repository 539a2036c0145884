/** The cache's settings, from texts to what it is made of. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { setting } from '../../subgraphs/shared/settings.ts';
import type { SettingsShape } from '../../subgraphs/shared/subgraph.ts';
import type { CacheKey } from './keyring.ts';
import { type RedisAddress, readRedisAddress } from './redis-address.ts';

export interface CacheConfig {
  readonly place:
    | { readonly kind: 'memory'; readonly bytes: number }
    | { readonly kind: 'redis'; readonly address: RedisAddress };
  /** The first seals, all open; empty for a random one of this process. */
  readonly keys: readonly CacheKey[];
  /** How its keys in Redis begin. */
  readonly prefix: string;
}

/** Where operators invalidate. */
export interface AdminConfig {
  /** 0 for any free one. */
  readonly port: number;
  readonly token: string;
}

const keyForm =
  'write <id>:<32 bytes in base64>, several parted by commas or lines; `openssl rand -base64 32` makes one.';

const keys = z
  .string()
  .transform((text, context) => {
    const found = readKeys(text);
    if (found !== null) return found;
    context.addIssue({ code: 'custom', message: keyForm });
    return z.NEVER;
  })
  .optional();

export const cacheSettings = {
  CACHE: z
    .string()
    .default('off')
    .transform((text, context): 'off' | 'memory' | RedisAddress => {
      if (text === 'off' || text === 'memory') return text;
      const address = readRedisAddress(text);
      if (address !== null) return address;
      const message =
        'write off, memory, redis://host:6379, redis+sentinel://host:26379,host:26379/name or redis+cluster://host:6379,host:6379.';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }),
  CACHE_MB: setting.integer(64, 1, 16_384),
  CACHE_KEYS: keys,
  CACHE_KEYS_FILE: setting.text(''),
  CACHE_PREFIX: z
    .string()
    .regex(/^[\w:.-]{1,64}$/, 'write up to 64 letters, digits and _ : . -')
    .default('customer-graph'),
  ADMIN_PORT: setting.port().optional(),
  ADMIN_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{24,}$/, 'write at least 24 characters without blanks; `openssl rand -hex 24` makes one.')
    .optional(),
} satisfies SettingsShape;

type Settings = z.output<z.ZodObject<typeof cacheSettings>>;

/** The configuration, or what is wrong with the settings taken together. */
export function readCacheConfig(settings: Settings): {
  readonly cache: CacheConfig | null;
  readonly admin: AdminConfig | null;
  /** Of what is kept in Redis, the cache or not. */
  readonly keys: readonly CacheKey[];
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const { CACHE: place, ADMIN_PORT: port, ADMIN_TOKEN: token } = settings;
  if (port !== undefined && token === undefined)
    problems.push('ADMIN_TOKEN: set it, as ADMIN_PORT is open to who knows it.');
  if (port !== undefined && place === 'off')
    problems.push('ADMIN_PORT: remove it, as nothing is cached that could be invalidated.');
  const admin = port !== undefined && token !== undefined ? { port, token } : null;
  const own = keysOf(settings, problems);
  if (place === 'off') return { cache: null, admin, keys: own, problems };
  if (place !== 'memory' && own.length === 0 && problems.length === 0) {
    problems.push(`CACHE_KEYS: set it, or CACHE_KEYS_FILE, as what is kept in Redis is encrypted; ${keyForm}`);
  }
  return {
    cache: {
      place:
        place === 'memory'
          ? { kind: 'memory', bytes: settings.CACHE_MB * 1_048_576 }
          : { kind: 'redis', address: place },
      keys: own,
      prefix: settings.CACHE_PREFIX,
    },
    admin,
    keys: own,
    problems,
  };
}

function keysOf({ CACHE_KEYS: given = [], CACHE_KEYS_FILE: file }: Settings, problems: string[]): readonly CacheKey[] {
  if (file === '') return given;
  try {
    const found = readKeys(readFileSync(file, 'utf8'));
    if (found !== null) return [...given, ...found];
    problems.push(`CACHE_KEYS_FILE: in the file, ${keyForm}`);
  } catch {
    problems.push('CACHE_KEYS_FILE: the file cannot be read.');
  }
  return [];
}

/** Null when one of them is none, or two have one id. */
function readKeys(text: string): readonly CacheKey[] | null {
  const all = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/.exec(part));
  const found = all.flatMap((match) =>
    match ? [{ id: match[1] ?? '', secret: Buffer.from(match[2] ?? '', 'base64') }] : [],
  );
  const ids = new Set(found.map(({ id }) => id));
  return found.length > 0 && found.length === all.length && ids.size === found.length ? found : null;
}
