/**
 * A host closes a kept connection when it has been idle for long enough, at times just as the next request is on its way. The
 * request then ends without a byte of answer, though nothing is wrong with the host.
 */

/** A socket that was closed or reset; a refused, unresolvable or slow connection has other codes. */
const closed: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** True for undici's error of a request whose connection went away. That no answer had begun is the caller's to know. */
export function isClosedConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && closed.has(error.code);
}
