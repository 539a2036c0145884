/** Figures that the gateway and a subgraph as a service have alike. */
import { Counter, Gauge, type Registry } from 'prom-client';
import { clientLeft } from './http-server.ts';

/** `codes`: how many the answer's errors have. */
export function outcomeOf(status: number, codes: number): string {
  if (status >= 500) return 'failed';
  if (status === clientLeft) return 'left';
  if (status >= 400) return 'refused';
  return codes > 0 ? 'partial' : 'ok';
}

/** Registers the figure; returns what is to be told of each that comes (1) or goes (-1). */
export function inFlight(registry: Registry, name: string, help: string): (change: 1 | -1) => void {
  let now = 0;
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(now);
    },
  });
  return (change) => {
    now += change;
  };
}

/** Registers the figure; returns what is to be told of spans that could not be sent. */
export function lostSpans(registry: Registry): (spans: number) => void {
  const counter = new Counter({
    name: 'trace_spans_lost_total',
    help: 'Spans that the collector of traces did not take.',
    registers: [registry],
  });
  return (spans) => counter.inc(spans);
}
