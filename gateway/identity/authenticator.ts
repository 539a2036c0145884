/** Who asks, from a request's headers and the address it comes from: by a bearer token, an API key or a client certificate. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import { addressCheck } from '../admission/classes.ts';
import { looksLikeApiKey } from './api-key.ts';
import { apiKeys } from './api-keys.ts';
import type { IssuerConfig } from './auth-file.ts';
import { certificates } from './certificates.ts';
import { type KeyFetcher, keyFetcher } from './fetch-keys.ts';
import { keySet } from './key-set.ts';
import { type Authentication, type IdentityEvents, isRefusal, type Refusal } from './outcome.ts';
import type { Principal } from './principal.ts';
import type { AuthConfig } from './settings.ts';
import { tokens } from './tokens.ts';

/** What a request says of its sender. */
export interface Asking {
  readonly headers: IncomingHttpHeaders;
  /** Of the connection: the client's, or the proxy's it came through. */
  readonly address: string | undefined;
}

export interface Authenticator {
  /** At once where nothing has to be checked that was not checked before. */
  authenticate(asking: Asking): Authentication | Promise<Authentication>;
  /** As far as it is known at once; null for everybody else. */
  known(asking: Asking): Principal | null;
  /** Begins to ask for keys. */
  start(): void;
  close(): Promise<void>;
}

export interface AuthenticatorOptions {
  readonly config: AuthConfig;
  readonly trustedProxies: readonly string[];
  /** The real time, whatever the product's clock says. */
  readonly now: () => Date;
  readonly log: Logger;
  readonly events: IdentityEvents;
  /** How an issuer's keys are had; asked of him when left out. */
  readonly fetcherOf?: (issuer: IssuerConfig) => KeyFetcher;
}

export const apiKeyHeader = 'x-api-key';

type Credential =
  | { readonly kind: 'token' | 'api-key'; readonly text: string }
  | { readonly kind: 'none'; readonly refusal: Refusal };

export function authenticator(options: AuthenticatorOptions): Authenticator {
  const { config, trustedProxies, now, log, events, fetcherOf = keyFetcher } = options;
  const issuers = config.issuers.map((issuer) => {
    let failing = false;
    const keys = keySet({
      fetcher: fetcherOf(issuer),
      timing: config.timing,
      elapsed: () => performance.now(),
      onFetched: (error) => {
        events.onKeysFetched(issuer.name, error ? 'failed' : 'ok');
        if (error) log.warn({ issuer: issuer.name, reason: error.message }, 'the keys of an issuer cannot be had');
        else if (failing) log.info({ issuer: issuer.name }, 'the keys of an issuer can be had again');
        failing = error !== null;
      },
    });
    return { config: issuer, keys };
  });
  const jwts = tokens(issuers, now);
  const keys = config.apiKeys && apiKeys({ ...config.apiKeys, now, log });
  const certified = config.certificates && certificates(config.certificates);
  const isTrusted = addressCheck(trustedProxies);

  /** Undefined when there is none. */
  const byCertificate = ({ headers, address }: Asking): Principal | null | undefined =>
    certified && isTrusted(address) ? certified.find(headers) : undefined;
  const byKey = (text: string): Authentication => ({
    credential: 'api-key',
    outcome: keys ? keys.find(text) : 'unknown',
  });
  const check = async (text: string): Promise<Authentication> => ({
    credential: 'token',
    outcome: await jwts.check(text),
  });

  return {
    authenticate: (asking) => {
      const credential = credentialOf(asking.headers);
      if (credential.kind === 'none') {
        const certificate = credential.refusal === 'missing' ? byCertificate(asking) : undefined;
        return certificate === undefined
          ? { credential: 'none', outcome: credential.refusal }
          : { credential: 'certificate', outcome: certificate ?? 'unknown' };
      }
      if (credential.kind === 'api-key') return byKey(credential.text);
      const known = jwts.known(credential.text);
      return known ? { credential: 'token', outcome: known } : check(credential.text);
    },
    known: (asking) => {
      const credential = credentialOf(asking.headers);
      if (credential.kind === 'token') return jwts.known(credential.text);
      if (credential.kind === 'none') return (credential.refusal === 'missing' && byCertificate(asking)) || null;
      const { outcome } = byKey(credential.text);
      return isRefusal(outcome) ? null : outcome;
    },
    start: () => {
      for (const { keys } of issuers) keys.start();
    },
    close: async () => {
      keys?.close();
      await Promise.all(issuers.map(({ keys }) => keys.close()));
    },
  };
}

/** What a caller says goes before what the connection says: a proxy's certificate stands for many callers. */
function credentialOf(headers: IncomingHttpHeaders): Credential {
  const { authorization, [apiKeyHeader]: key } = headers;
  if (authorization === undefined && key === undefined) return { kind: 'none', refusal: 'missing' };
  // Which of the two is meant is for nobody to guess.
  if (authorization !== undefined && key !== undefined) return { kind: 'none', refusal: 'several' };
  if (authorization === undefined) return { kind: 'api-key', text: String(key) };
  const text = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (text === undefined) return { kind: 'none', refusal: 'scheme' };
  return { kind: looksLikeApiKey(text) ? 'api-key' : 'token', text };
}
