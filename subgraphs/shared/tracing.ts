/**
 * The span in whose name code deep down runs, where its request is traced; none where it is not, as with tracing off. What a span
 * tells is fixed words and figures: never keys, values, query strings or texts of errors.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export type Facts = Readonly<Record<string, string | number | boolean>>;

export interface TraceSpan {
  /** 32 hexadecimal digits, the same in every process the request comes through. */
  readonly traceId: string;
  /** Begins a span within this one; `client` asks another system. `ago`: it began that many milliseconds before. */
  begin(name: string, kind: 'client' | 'internal', facts: Facts, ago?: number): TraceSpan;
  /** What has become known of it meanwhile. */
  note(facts: Facts): void;
  /** Ends it. `failure`: what went wrong, in one fixed word such as `LEGACY_TIMEOUT`; null when nothing did. */
  end(failure: string | null): void;
  /** What tells the next system of it: `traceparent`, and `tracestate` if the client sent one. */
  headers(): Readonly<Record<string, string>>;
}

const current = new AsyncLocalStorage<TraceSpan>();

export const currentSpan = (): TraceSpan | undefined => current.getStore();

export const withinSpan = <T>(span: TraceSpan, work: () => T): T => current.run(span, work);

/** Where a call goes, for a span: host and port, without user, password, path and query. */
export function peerOf(url: URL): Facts {
  const port = Number(url.port) || usualPorts[url.protocol];
  return { 'server.address': url.hostname, ...(port !== undefined && { 'server.port': port }) };
}

const usualPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'postgres:': 5432, 'mysql:': 3306 };
