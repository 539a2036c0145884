/** What the product holds while something goes on, and how long the machine keeps it waiting for a processor. Linux only. */
import { readFileSync } from 'node:fs';
import { deadline } from './load.ts';
import type { Product } from './product.ts';
import { holdingOf } from './program.ts';

export interface Watched<T> {
  readonly result: T;
  /** Megabytes, of all processes together, at most, over what they held at the start. */
  readonly growth: number;
  /**
   * Milliseconds for which the gateway, a service and this process were kept waiting for a processor, in the worst stretch of a
   * request's time: by so much an answer may be late that nobody is to blame for. Next to nothing on a machine with nothing else to do.
   */
  readonly starved: number;
}

const interval = 50;

export async function whileWatching<T>(
  product: Pick<Product, 'programs'>,
  work: () => Promise<T>,
): Promise<Watched<T>> {
  const start = holdingOf(product.programs()).megabytes;
  let most = start;
  const waits = [waited(product)];
  const look = () => {
    if (waits.length % 2 === 0) most = Math.max(most, holdingOf(product.programs()).megabytes);
    waits.push(waited(product));
  };
  const timer = setInterval(look, interval);
  try {
    const result = await work();
    look();
    return { result, growth: most - start, starved: worstStretch(waits) };
  } finally {
    clearInterval(timer);
  }
}

interface Waited {
  readonly at: number;
  /** Since they were started, in milliseconds: of those that one answer passes through. */
  readonly milliseconds: number;
}

function waited(product: Pick<Product, 'programs'>): Waited {
  const [gateway = 0, ...services] = product.programs().map(({ pid }) => runDelay(String(pid)));
  return { at: performance.now(), milliseconds: gateway + Math.max(0, ...services) + runDelay('self') };
}

/** The most that was waited in the time a request has. */
function worstStretch(waits: readonly Waited[]): number {
  let worst = 0;
  let first = 0;
  for (const last of waits) {
    while ((waits[first]?.at ?? 0) < last.at - deadline) first += 1;
    worst = Math.max(worst, last.milliseconds - (waits[first]?.milliseconds ?? last.milliseconds));
  }
  return worst;
}

/** Of the main thread. */
function runDelay(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1] ?? 0) / 1e6;
  } catch {
    return 0;
  }
}
