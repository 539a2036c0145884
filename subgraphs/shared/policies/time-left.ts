/** A request's deadline: how it travels over HTTP (the milliseconds that are left when it is sent), and how it ends. */
export const timeLeftHeader = 'x-time-left-ms';

/** Milliseconds; `preset` when the header is missing or senseless, and never more than it. */
export function readTimeLeft(header: string | string[] | undefined, preset: number): number {
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) return preset;
  return Math.min(Math.max(1, Number(header)), preset);
}

/**
 * Why a request's signal has fired. A resolver that lets it through answers LEGACY_TIMEOUT at its field.
 */
abstract class RequestEnded extends Error {
  readonly extensions = { code: 'LEGACY_TIMEOUT', retryable: true } as const;
}

/** The client's time is up; whatever is finished is still wanted. */
export class DeadlinePassed extends RequestEnded {
  override readonly name = 'DeadlinePassed';
  constructor() {
    super('The time for this request is up.');
  }
}

/** Nobody waits for the answer any more. */
export class ClientLeft extends RequestEnded {
  override readonly name = 'ClientLeft';
  constructor() {
    super('The client has left.');
  }
}
