/**
 * How somebody is turned away: 503, Retry-After and OVERLOADED, without anything of a framework, and of the headers only what it needs, as
 * beside light requests this is what costs. The connection is kept.
 */
import type { ServerResponse } from 'node:http';
import { requestIdFrom } from '../plugins/request-id.ts';
import { safeHeaders } from '../plugins/security-headers.ts';
import { classHeader } from './classes.ts';

/** What counts of a request that is not let in at once. Each null where it is missing, or there twice. */
export interface Asker {
  readonly stated: string | null;
  readonly requestId: string | null;
  readonly accept: string | null;
  readonly origin: string | null;
}

/** `raw`: names and values in turn, as Node has them. To make `headers` of all costs as much as all the rest. */
export function askerOf(raw: readonly string[]): Asker {
  return {
    stated: only(raw, classHeader),
    requestId: only(raw, 'x-request-id'),
    accept: only(raw, 'accept'),
    origin: only(raw, 'origin'),
  };
}

function only(raw: readonly string[], name: string): string | null {
  let value: string | null = null;
  for (let index = 0; index < raw.length; index += 2) {
    const each = raw[index];
    if (each === undefined || each.length !== name.length || each.toLowerCase() !== name) continue;
    if (value !== null) return null;
    value = raw[index + 1] ?? null;
  }
  return value;
}

/** Seconds after which to come again, by class: who gives way comes later. */
const retryAfter = ['1', '2', '5'] as const;
const message = 'There are more requests than can be answered now; send this one again later.';
const body = JSON.stringify({
  errors: [{ message, extensions: { code: 'OVERLOADED', retryable: true, requestId: '' } }],
});
/** The id goes between the last quotes. */
const [before, after] = [body.slice(0, -'"}}]}'.length), '"}}]}'];
const always = Object.entries(safeHeaders).flat();

/** `place` in `clientClasses`; `origins`: web origins that may read it. */
export function refuse(response: ServerResponse, asker: Asker, place: number, origins: readonly string[]): void {
  const requestId = requestIdFrom(asker.requestId);
  const graphql = asker.accept?.includes('application/graphql-response+json');
  const read = asker.origin !== null && origins.includes(asker.origin) ? asker.origin : null;
  // An id has but letters of one byte.
  const length = before.length + requestId.length + after.length;
  response.writeHead(503, [
    ...always,
    'content-type',
    graphql ? 'application/graphql-response+json; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length',
    String(length),
    'retry-after',
    retryAfter[place] ?? retryAfter[2],
    'x-request-id',
    requestId,
    ...(read === null ? [] : ['access-control-allow-origin', read, 'vary', 'Origin']),
  ]);
  response.end(before + requestId + after, 'latin1');
}
