/** How a request's deadline travels over HTTP: the milliseconds that are left when it is sent. */
export const timeLeftHeader = 'x-time-left-ms';

/** Milliseconds; `preset` when the header is missing or senseless, and never more than it. */
export function readTimeLeft(header: string | string[] | undefined, preset: number): number {
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) return preset;
  return Math.min(Math.max(1, Number(header)), preset);
}
