/**
 * Bearer tokens: JWTs of the issuers in AUTH_FILE, checked by `jose` with the issuer's own keys and nothing the token brings along. One
 * that was found good is known by its digest until it expires or its issuer's keys change, so that a caller's second request costs a hash.
 */
import { hash } from 'node:crypto';
import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
  type ProtectedHeaderParameters,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { type IssuerConfig, plainType } from './auth-file.ts';
import { principalFrom } from './claim-rules.ts';
import { KeysUnavailable } from './fetch-keys.ts';
import type { KeySet } from './key-set.ts';
import type { Outcome, Refusal } from './outcome.ts';
import type { Principal } from './principal.ts';

export interface Issuer {
  readonly config: IssuerConfig;
  readonly keys: KeySet;
}

export interface Tokens {
  /** Whose token it is, if it was checked before; null when it has to be, or would be refused. */
  known(token: string): Principal | null;
  check(token: string): Promise<Outcome>;
}

/** Characters. Node reads headers of 16 kB in all. */
const longest = 8_192;
/** Seconds by which clocks may differ. */
const skew = 60;
const tokensKept = 10_000;

interface Checked {
  readonly principal: Principal;
  readonly keys: KeySet;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** `now`: the real time, whatever the product's clock says. */
export function tokens(issuers: readonly Issuer[], now: () => Date): Tokens {
  const byIssuer = new Map(issuers.map((issuer) => [issuer.config.issuer, issuer]));
  const checked = new LRUCache<string, Checked>({ max: tokensKept });
  return {
    known: (token) => {
      if (token.length > longest) return null;
      const found = checked.get(digest(token));
      if (found === undefined) return null;
      return found.version === found.keys.version() && now().getTime() < found.until ? found.principal : null;
    },
    check: async (token) => {
      const read = readToken(token);
      if (typeof read === 'string') return read;
      const issuer = byIssuer.get(read.issuer);
      if (issuer === undefined) return 'unknown-issuer';
      const { config, keys } = issuer;
      const wrong = headerRefusal(read.header, config);
      if (wrong !== null) return wrong;
      let version: number | null = null;
      let payload: JWTPayload;
      try {
        const verified = await jwtVerify(
          token,
          async (header, flat) => {
            // As before: when they change meanwhile, the token is checked once more than needed.
            const before = keys.version();
            const key = await keys.find(header, flat);
            version = before ?? keys.version();
            return key;
          },
          {
            algorithms: [...config.algorithms],
            issuer: config.issuer,
            audience: [...config.audience],
            clockTolerance: skew,
            currentDate: now(),
            requiredClaims: ['exp'],
          },
        );
        payload = verified.payload;
      } catch (error) {
        return refusalOf(error);
      }
      const principal = principalFrom(payload, config.rules, config.name);
      if (principal === null) return 'claims';
      if (version !== null && payload.exp !== undefined) {
        checked.set(digest(token), { principal, keys, version, until: (payload.exp + skew) * 1_000 });
      }
      return principal;
    },
  };
}

const digest = (token: string): string => hash('sha256', token, 'base64url');

/** Unchecked: what it says of itself, by which it is known how to check it. */
function readToken(token: string): { readonly header: ProtectedHeaderParameters; readonly issuer: string } | Refusal {
  if (token.length > longest) return 'oversized';
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return 'malformed';
  try {
    const header = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    return { header, issuer: iss ?? '' };
  } catch {
    return 'malformed';
  }
}

/** Keys, and addresses of keys, that a token brings along are its bearer's. */
const embedded = ['jwk', 'jku', 'x5u', 'x5c'];
/** What ids of keys look like; one that would be a path, an address or a statement elsewhere is not even looked up. */
const keyId = /^(?!.*(\.\.|\/\/))[\w.~+/=:@-]{1,256}$/;

function headerRefusal(header: ProtectedHeaderParameters, config: IssuerConfig): Refusal | null {
  const { alg, typ, kid } = header;
  if (typeof alg !== 'string' || !config.algorithms.includes(alg)) return 'algorithm';
  if (embedded.some((name) => Object.hasOwn(header, name))) return 'embedded-key';
  if (typeof typ !== 'string' || !config.types.includes(plainType(typ))) return 'type';
  if (kid !== undefined && (typeof kid !== 'string' || !keyId.test(kid))) return 'key-id';
  return null;
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof KeysUnavailable) return 'keys-unavailable';
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'audience';
    return error.claim === 'nbf' ? 'not-yet-valid' : 'claims';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'unknown-key';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  // Its own form, or keys that are not for it.
  return 'malformed';
}
