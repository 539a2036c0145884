/**
 * API keys: `acg_` and 256 random bits. Only the SHA-256 of one is kept: it cannot be guessed, so a slow hash would protect nothing more.
 * This file is their form, and that of the file they are kept in.
 */
import { hash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { rateLimitText, readRateLimit } from '../abuse/rate-limit.ts';
import { readAuthJson, twice } from './auth-json.ts';
import { clientClass, kind, word, words } from './claim-rules.ts';
import { asSet, type Principal, usualClass } from './principal.ts';

const form = /^acg_[\w-]{43}$/;
export const isApiKey = (text: string): boolean => form.test(text);
export const looksLikeApiKey = (text: string): boolean => text.startsWith('acg_');
export const newApiKey = (): string => `acg_${randomBytes(32).toString('base64url')}`;
/** By which it is found: who could time the look-up would learn of hashes only. */
export const apiKeyHash = (key: string): string => hash('sha256', key, 'hex');

const instant = z.iso.datetime({ offset: true, error: 'write an instant such as 2027-01-31T00:00:00Z.' });

const record = z
  .strictObject({
    /** To name it by; says nothing about the key. */
    id: z.string({ error: 'write an id.' }).regex(/^[a-z0-9]{4,32}$/, 'write 4 to 32 small letters and digits.'),
    sha256: z
      .string({ error: 'write its hash.' })
      .regex(/^[0-9a-f]{64}$/, 'write the SHA-256 of the key: 64 small hexadecimal digits.'),
    client: word,
    tenant: word,
    kind: kind.default('partner'),
    roles: words.default([]),
    scopes: words.default([]),
    purposes: words.default([]),
    class: clientClass.optional(),
    /** What its client may ask, with this and all its other keys: `100/1m`. */
    rate: rateLimitText.optional(),
    quota: rateLimitText.optional(),
    /** How many of their look-ups may find nothing. */
    lookUps: rateLimitText.optional(),
    created: instant,
    expires: instant,
    revoked: instant.optional(),
  })
  .refine((each) => each.kind !== 'customer', { path: ['kind'], error: 'write one of staff, partner, service.' });

const file = z.strictObject({ keys: z.array(record).max(10_000) });

export type ApiKeyRecord = z.output<typeof record>;
export type ApiKeyFileResult = { readonly keys: readonly ApiKeyRecord[] } | { readonly problems: readonly string[] };

/** `text`: of the file. */
export function readApiKeys(text: string): ApiKeyFileResult {
  const read = readAuthJson(text, file);
  if ('problems' in read) return read;
  const { keys } = read.data;
  const problems = [
    ...twice(keys.map(({ id }) => id)).map((id) => `keys: two have the id ${id}.`),
    ...(new Set(keys.map(({ sha256 }) => sha256)).size < keys.length ? ['keys: one is there twice.'] : []),
  ];
  return problems.length > 0 ? { problems } : { keys };
}

export const writeApiKeys = (keys: readonly ApiKeyRecord[]): string => `${JSON.stringify({ keys }, null, 2)}\n`;

export type KeyState = 'valid' | 'expired' | 'revoked';

export function stateOf({ expires, revoked }: Pick<ApiKeyRecord, 'expires' | 'revoked'>, now: Date): KeyState {
  if (revoked !== undefined) return 'revoked';
  return Date.parse(expires) <= now.getTime() ? 'expired' : 'valid';
}

/** Of a client, whichever of its keys it sends. */
export function principalOfKey(key: ApiKeyRecord): Principal {
  const limits = (['rate', 'quota'] as const).flatMap((name) => readRateLimit(name, key[name] ?? '') ?? []);
  const failedLookUps = readRateLimit('look-up', key.lookUps ?? '');
  return {
    issuer: 'api-keys',
    kind: key.kind,
    tenant: key.tenant,
    subject: key.client,
    client: key.client,
    roles: asSet(key.roles),
    scopes: asSet(key.scopes),
    purposes: [...new Set(key.purposes)],
    customerId: null,
    clientClass: key.class ?? usualClass[key.kind],
    ...(limits.length > 0 && { limits }),
    ...(failedLookUps && { failedLookUps }),
  };
}
