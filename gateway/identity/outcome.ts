/** How an authentication ends. */
import type { Principal } from './principal.ts';

/** In what form somebody says who he is. */
export type CredentialKind = 'token' | 'api-key' | 'certificate' | 'none';

/** For log and metrics; callers are not told which it was. */
export type Refusal =
  | 'missing'
  | 'several'
  | 'scheme'
  | 'oversized'
  | 'malformed'
  | 'algorithm'
  | 'type'
  | 'embedded-key'
  | 'key-id'
  | 'unknown-issuer'
  | 'unknown-key'
  | 'signature'
  | 'audience'
  | 'expired'
  | 'not-yet-valid'
  | 'claims'
  | 'unknown'
  | 'revoked'
  | 'keys-unavailable';

export type Outcome = Principal | Refusal;

export interface Authentication {
  readonly credential: CredentialKind;
  readonly outcome: Outcome;
}

export const isRefusal = (outcome: Outcome): outcome is Refusal => typeof outcome === 'string';

/** For metrics. */
export interface IdentityEvents {
  /** `outcome`: `ok`, `purpose` for one that the caller does not have, or a refusal. */
  onAuthentication(credential: CredentialKind, outcome: 'ok' | 'purpose' | Refusal): void;
  /** Keys were asked for; `issuer` is its name in the settings. */
  onKeysFetched(issuer: string, outcome: 'ok' | 'failed'): void;
}
