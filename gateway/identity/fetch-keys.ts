/** Asks an issuer for its keys, by its discovery document (OpenID Connect Discovery 1.0) unless the settings say where they are. */
import type { JSONWebKeySet } from 'jose';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { type IssuerConfig, isSafeAddress } from './auth-file.ts';

/** Milliseconds for each of the two questions. */
const usualTimeout = 3_000;
const mostBytes = 262_144;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });
const keySet = z.object({
  keys: z
    .array(z.looseObject({ kty: z.string() }))
    .min(1)
    .max(100),
});

export interface KeyFetcher {
  /** Rejects with a KeysUnavailable when they cannot be had, or are none. */
  fetch(): Promise<JSONWebKeySet>;
  close(): Promise<void>;
}

/** The message says why, for the log; it quotes nothing of what came. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

export function keyFetcher(
  { issuer, jwksUri }: Pick<IssuerConfig, 'issuer' | 'jwksUri'>,
  timeout = usualTimeout,
): KeyFetcher {
  const agent = new Agent({ connections: 1, keepAliveTimeout: 1_000, maxResponseSize: mostBytes });
  const json = async (what: string, url: string): Promise<unknown> => {
    try {
      const signal = AbortSignal.timeout(timeout);
      const { statusCode, body } = await request(url, {
        dispatcher: agent,
        headers: { accept: 'application/json' },
        signal,
      });
      const text = await body.text();
      // Nobody is followed elsewhere: it could be anywhere.
      if (statusCode !== 200) throw new KeysUnavailable(`${what} came with status ${statusCode}`);
      return JSON.parse(text);
    } catch (error) {
      if (error instanceof KeysUnavailable) throw error;
      if (error instanceof SyntaxError) throw new KeysUnavailable(`${what} is not JSON`);
      throw new KeysUnavailable(`${what} could not be had: ${reasonOf(error)}`);
    }
  };
  /** Where its document said; asked for anew once the keys are not there. */
  let known: string | null = jwksUri;

  const addressOf = async (): Promise<string> => {
    if (known !== null) return known;
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const read = discovery.safeParse(await json('the discovery document', url));
    if (!read.success) throw new KeysUnavailable('the discovery document lacks issuer or jwks_uri');
    if (read.data.issuer !== issuer) throw new KeysUnavailable('the discovery document is of another issuer');
    if (!isSafeAddress(read.data.jwks_uri)) throw new KeysUnavailable('the jwks_uri is not https');
    return read.data.jwks_uri;
  };

  return {
    fetch: async () => {
      const address = await addressOf();
      known = jwksUri;
      const read = keySet.safeParse(await json('the key set', address));
      if (!read.success) throw new KeysUnavailable('the key set has no keys');
      known = address;
      return read.data;
    },
    close: () => agent.destroy(),
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
