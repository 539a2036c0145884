/** What the error of a connection says about the request that was to go over it. */

/**
 * Never opened: refused, unresolvable, unreachable, not open in time. Nothing was sent, whatever it was. (A SQL driver's connection
 * that dies in its handshake has other codes.)
 */
const unopened: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Closed or reset. */
const closed: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** True for an error after which it is certain that the host has not seen the request. */
export const isUnsent = (error: unknown): boolean => unopened.has(codeOf(error));

/**
 * True for undici's error of a request whose connection went away. A host closes a kept connection when it has been idle for long
 * enough, at times just as the next request is on its way; nothing is wrong with the host then. That no answer had begun is the
 * caller's to know.
 */
export const isClosedConnection = (error: unknown): boolean => closed.has(codeOf(error));
