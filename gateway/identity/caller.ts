/** A caller as subgraphs are told of him. */
import { hash } from 'node:crypto';
import type { Caller } from '../../subgraphs/shared/privacy/caller.ts';
import type { Principal } from './principal.ts';

/** Made once for each purpose of a principal, who is kept for as long as his credential is. */
const made = new WeakMap<Principal, Map<string | null, Caller>>();

/** The same object for the same principal and purpose; null where nobody is asked who he is. */
export function callerOf({
  principal,
  purpose,
}: {
  readonly principal: Principal | null;
  readonly purpose: string | null;
}): Caller | null {
  if (principal === null) return null;
  const own = made.get(principal) ?? new Map<string | null, Caller>();
  made.set(principal, own);
  const known = own.get(purpose);
  if (known !== undefined) return known;
  const { kind, tenant, issuer, subject, roles, scopes, customerId } = principal;
  const digest = hash('sha256', JSON.stringify([issuer, subject]), 'base64url');
  const caller: Caller = { kind, tenant, subject: digest, roles, scopes, purpose, customerId };
  own.set(purpose, caller);
  return caller;
}
