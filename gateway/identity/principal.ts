/** Who asks: what a token, a key or a certificate has been found to say. */
import { hash } from 'node:crypto';
import type { CallerKind } from '../../subgraphs/shared/privacy/access.ts';
import type { RateLimit } from '../abuse/rate-limit.ts';
import type { ClientClass } from '../admission/classes.ts';

export interface Principal {
  /** What vouches: an issuer's name in the settings, `api-keys` or `client-certificates`. Subjects are unique within it. */
  readonly issuer: string;
  readonly kind: CallerKind;
  /** The airline, or a partner's company. */
  readonly tenant: string;
  readonly subject: string;
  /** The program that asks. */
  readonly client: string;
  /** Sorted, each once, as are scopes. */
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** What he may ask for; the first is meant when he does not say. */
  readonly purposes: readonly string[];
  /** His own, in the customer master, of a `customer`; null for all others. */
  readonly customerId: string | null;
  readonly clientClass: ClientClass;
  /** What he may ask in a time; when left out, what his class may. */
  readonly limits?: readonly RateLimit[];
  /** How many of his look-ups may find nothing; when left out, what anybody's may. */
  readonly failedLookUps?: RateLimit;
}

/** Who goes first when there is more to do than can be done, unless the settings say otherwise. */
export const usualClass: Readonly<Record<CallerKind, ClientClass>> = {
  staff: 'first-party',
  customer: 'first-party',
  service: 'internal',
  partner: 'partner',
};

/** Sorted, each once. */
export const asSet = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** Made anew for each request they would cost as much as the rest of a known caller's authentication. */
const texts = new WeakMap<Principal, Map<string | null, string>>();

/**
 * A digest of all an answer may come to depend on: two requests of which it is alike may be told the same. Without blanks. The
 * purposes he may ask for are not in it, nor his class: no answer depends on them.
 */
export function identityText(principal: Principal, purpose: string | null): string {
  const own = texts.get(principal) ?? new Map<string | null, string>();
  texts.set(principal, own);
  const known = own.get(purpose);
  if (known !== undefined) return known;
  const { issuer, kind, tenant, subject, client, roles, scopes, customerId } = principal;
  const all = JSON.stringify([issuer, kind, tenant, subject, client, roles, scopes, customerId, purpose]);
  const text = hash('sha256', all, 'base64url');
  own.set(purpose, text);
  return text;
}

/**
 * The purpose of a request. `stated`: the header `x-purpose`. Undefined when it is none of the principal's: what he does not say is his
 * first, but who says one that he does not have is not to be answered under another.
 */
export function purposeOf({ purposes }: Principal, stated: string | string[] | undefined): string | null | undefined {
  if (stated === undefined) return purposes[0] ?? null;
  return typeof stated === 'string' && purposes.includes(stated) ? stated : undefined;
}
