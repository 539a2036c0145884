/**
 * The closed set of errors a subgraph answers with.
 *
 * An adapter translates a legacy failure once, at its edge, into a SourceError. What a client may see of it is the
 * message, the code, the system's role and whether a retry may help; `detail` and `cause` stay on the server, for the log.
 *
 * These are plain errors with `extensions`, which graphql-js takes over: adapters need no GraphQL to throw them. Where
 * only one value of a good reply cannot be read, an adapter puts the SourceError in that value's place; graphql-js then
 * nulls that field alone.
 */
import type { SystemName } from './subgraph.ts';

export type SourceErrorCode =
  /** The system refused, dropped or never opened the connection, or answered 5xx. */
  | 'LEGACY_UNAVAILABLE'
  /** No answer within the time allowed. */
  | 'LEGACY_TIMEOUT'
  /** An answer, or a value in it, that cannot be read as what the protocol promises. */
  | 'LEGACY_MALFORMED'
  /** The system understood and said no: bad credentials, no right, a rejected request. */
  | 'LEGACY_REJECTED'
  /** Too many calls are waiting for the system already. */
  | 'OVERLOADED';

const told: Record<SourceErrorCode, { readonly retryable: boolean; message(system: string): string }> = {
  LEGACY_UNAVAILABLE: { retryable: true, message: (system) => `The ${system} system cannot be reached.` },
  LEGACY_TIMEOUT: { retryable: true, message: (system) => `The ${system} system did not answer in time.` },
  LEGACY_MALFORMED: { retryable: false, message: (system) => `The ${system} system's answer cannot be read.` },
  LEGACY_REJECTED: { retryable: false, message: (system) => `The ${system} system rejected the request.` },
  OVERLOADED: { retryable: true, message: (system) => `Too many requests wait for the ${system} system.` },
};

export class SourceError extends Error {
  readonly system: SystemName;
  readonly code: SourceErrorCode;
  /** What happened, in the adapter's words. May hold legacy text, so it is logged, never sent. */
  readonly detail: string;
  /** What clients see besides the message. */
  readonly extensions: { readonly code: SourceErrorCode; readonly system: SystemName; readonly retryable: boolean };

  constructor(system: SystemName, code: SourceErrorCode, detail: string, cause?: unknown) {
    super(told[code].message(system), { cause });
    this.name = 'SourceError';
    this.system = system;
    this.code = code;
    this.detail = detail;
    this.extensions = { code, system, retryable: told[code].retryable };
  }
}

/** A value as the source holds it, or the reason it cannot be read. Null means the source has none. */
export type Read<T> = T | SourceError | null;

/** The value, or null; throws the SourceError that stands in its place, so that its own field fails and no other. */
export function readable<T>(value: Read<T>): T | null {
  if (value instanceof SourceError) throw value;
  return value;
}

/** The client's own mistake, at the field that carries it. The message says what is wrong and what to write instead. */
export class BadUserInput extends Error {
  readonly extensions = { code: 'BAD_USER_INPUT' } as const;

  constructor(message: string) {
    super(message);
    this.name = 'BadUserInput';
  }
}
