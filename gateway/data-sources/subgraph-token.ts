/**
 * Signs what a subgraph service is told; see subgraphs/shared/hosting/subgraph-token.ts. Every call pays for it, so all that stays the
 * same from one to the next is made once: the head, a caller's claims, an operation's digest.
 */
import { createHmac, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { longestToken, operationDigest, tokenIssuer } from '../../subgraphs/shared/hosting/subgraph-token.ts';
import { classToTell } from '../../subgraphs/shared/policies/client-class.ts';
import type { Caller } from '../../subgraphs/shared/privacy/caller.ts';
import type { SystemName } from '../../subgraphs/shared/subgraph.ts';
import { callerOf } from '../identity/caller.ts';
import type { RequestContext } from '../request-context.ts';

export interface TokenOccasion extends Pick<RequestContext, 'principal' | 'purpose' | 'signal'> {
  /** Of the operation; those of a compiled fetch are the same list every time. */
  readonly needs?: readonly string[] | undefined;
  /** Milliseconds the operation has. */
  readonly timeLeft: number;
}

/** `query`: the operation's text. Returns the value of `authorization`. */
export type SignToken = (query: string, occasion: TokenOccasion) => string;

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

const head = base64url('{"alg":"HS256","typ":"JWT"}');
const digestsKept = 2_000;
const callers = new WeakMap<Caller, string>();
const needed = new WeakMap<readonly string[], string>();

/** `now`: the real clock, as the services have it. */
export function tokenSigner(secret: KeyObject, audience: SystemName, now: () => Date): SignToken {
  const start = `{"iss":"${tokenIssuer}","aud":${JSON.stringify(audience)},"op":`;
  const digests = new LRUCache<string, string>({ max: digestsKept });
  const digestOf = (query: string): string => {
    const known = digests.get(query);
    if (known !== undefined) return known;
    const digest = JSON.stringify(operationDigest(query));
    digests.set(query, digest);
    return digest;
  };
  return (query, occasion) => {
    const issued = Math.floor(now().getTime() / 1_000);
    // The request's own time bounds it too; a second may be nearly over.
    const expires = issued + Math.min(longestToken, Math.ceil(Math.max(0, occasion.timeLeft) / 1_000) + 1);
    const own = classToTell(occasion.signal);
    const rest = `${own === null ? '' : `,"class":"${own}"`}${needsText(occasion.needs)}`;
    const claims = `${start}${digestOf(query)},"iat":${issued},"exp":${expires},"caller":${callerText(occasion)}${rest}}`;
    const signed = `${head}.${base64url(claims)}`;
    return `Bearer ${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };
}

/** Null without a secret, and for a subgraph whose address has a user and a password: that one is told who asks by these. */
export function signerFor(
  name: SystemName,
  url: URL,
  [secret]: readonly KeyObject[],
  now: () => Date,
): SignToken | null {
  return secret === undefined || url.username !== '' ? null : tokenSigner(secret, name, now);
}

function callerText(occasion: TokenOccasion): string {
  const caller = callerOf(occasion);
  if (caller === null) return 'null';
  const known = callers.get(caller);
  if (known !== undefined) return known;
  const text = JSON.stringify(caller);
  callers.set(caller, text);
  return text;
}

function needsText(needs: readonly string[] = []): string {
  if (needs.length === 0) return '';
  const known = needed.get(needs);
  if (known !== undefined) return known;
  const text = `,"needs":${JSON.stringify(needs)}`;
  needed.set(needs, text);
  return text;
}
