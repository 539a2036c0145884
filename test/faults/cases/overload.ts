/** Three times what the gateway can answer: it answers what it can, turns the rest away early, and knows who goes first. */
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { ms } from '../checks.ts';
import { within } from '../figures.ts';
import { layouts, startProduct } from '../product.ts';
import type { Bench, Check, Row } from '../row.ts';
import { questionTo } from '../systems.ts';
import { whileWatching } from '../watch.ts';

const times = 3;
const [first, last] = ['first-party', 'partner'];
/** Milliseconds. */
const [promptly, normally] = [50, 10_000];

export const overloadRows: readonly Row[] = layouts.map((layout) => ({ layout, name: 'three times saturation', run }));

interface Outcomes {
  readonly refused: number[];
  /** Refusals that do not say when to come again. */
  silent: number;
  failed: number;
  readonly answered: Map<string, number>;
  readonly asked: Map<string, number>;
}

async function run({ hosts, seconds, product: { layout } }: Bench): Promise<Check[]> {
  const product = await startProduct(layout, hosts, { ADMISSION: 'on', TRUSTED_PROXIES: '127.0.0.1' });
  const pool = new Pool(product.url, { connections: 1_000, pipelining: 1 });
  const bodies = hosts.people.map((person) => {
    const { query, variables } = questionTo(['loyalty'], person);
    return JSON.stringify({ query, variables });
  });
  try {
    await saturate(pool, bodies, 4_000);
    const peak = sum((await saturate(pool, bodies, seconds * 1000)).answered) / seconds;
    // It has to see first that there is too much.
    await flood(pool, bodies, peak * times, 2);
    const { result: seen, starved } = await whileWatching(product, () => flood(pool, bodies, peak * times, seconds));
    const over = performance.now();
    const normal = await untilNormal(product.url);
    return checksOf(seen, peak * seconds, starved, normal ? performance.now() - over : null);
  } finally {
    await pool.destroy();
    await product.stop();
  }
}

function checksOf(seen: Outcomes, peak: number, starved: number, normal: number | null): Check[] {
  const share = (name: string) => (seen.answered.get(name) ?? 0) / Math.max(1, seen.asked.get(name) ?? 0);
  const soon = within(
    seen.refused.toSorted((a, b) => a - b),
    0.99,
  );
  const goodput = sum(seen.answered) / peak;
  return [
    {
      what: 'goodput',
      expected: 'at least 90 % of peak',
      seen: `${(goodput * 100).toFixed(0)} % of ${peak.toFixed(0)} answers`,
      ok: goodput >= 0.9,
    },
    {
      what: 'refusals',
      expected: `503 and Retry-After within ${promptly} ms${starved < 1 ? '' : ` (+ ${ms(starved)}: busy machine)`}`,
      seen: `${seen.refused.length}, p99 ${ms(soon)}, ${seen.silent} without Retry-After, ${seen.failed} failed`,
      ok: seen.refused.length > 0 && seen.silent === 0 && seen.failed === 0 && soon <= promptly + starved,
    },
    {
      what: 'classes',
      expected: `${first} goes before ${last}`,
      seen: `${(share(first) * 100).toFixed(0)} % and ${(share(last) * 100).toFixed(0)} % answered`,
      ok: share(first) > share(last),
    },
    {
      what: 'normal',
      expected: `within ${normally / 1000} s`,
      seen: normal === null ? 'never' : `after ${(normal / 1000).toFixed(1)} s`,
      ok: normal !== null,
    },
  ];
}

const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((total, each) => total + each, 0);
const outcomes = (): Outcomes => ({ refused: [], silent: 0, failed: 0, answered: new Map(), asked: new Map() });

/** As many as can be answered. */
async function saturate(pool: Pool, bodies: readonly string[], milliseconds: number): Promise<Outcomes> {
  const seen = outcomes();
  const end = performance.now() + milliseconds;
  const worker = async (index: number) => {
    for (let turn = index; performance.now() < end; turn += 32) await send(pool, bodies, turn, seen);
  };
  await Promise.all(Array.from({ length: 32 }, (_, index) => worker(index)));
  return seen;
}

/** So many a second, whatever becomes of them; counts what has ended when the last is sent. */
async function flood(pool: Pool, bodies: readonly string[], rate: number, seconds: number): Promise<Outcomes> {
  const seen = outcomes();
  const begun = performance.now();
  let sent = 0;
  while (performance.now() - begun < seconds * 1000) {
    for (const due = ((performance.now() - begun) / 1000) * rate; sent < due; sent += 1) {
      void send(pool, bodies, sent, seen);
    }
    await pause(1);
  }
  return { ...seen, refused: [...seen.refused], answered: new Map(seen.answered), asked: new Map(seen.asked) };
}

async function send(pool: Pool, bodies: readonly string[], turn: number, seen: Outcomes): Promise<void> {
  const name = turn % 4 === 0 ? first : last;
  const headers = { 'content-type': 'application/json', 'x-client-class': name };
  const body = bodies[turn % bodies.length] ?? '';
  const begun = performance.now();
  const count = (counts: Map<string, number>) => counts.set(name, (counts.get(name) ?? 0) + 1);
  try {
    const reply = await pool.request({ method: 'POST', path: '/graphql', headers, body });
    await reply.body.dump();
    count(seen.asked);
    if (reply.statusCode === 200) count(seen.answered);
    else if (reply.statusCode === 503) {
      seen.refused.push(performance.now() - begun);
      if (reply.headers['retry-after'] === undefined) seen.silent += 1;
    } else seen.failed += 1;
  } catch {
    seen.failed += 1;
  }
}

/** Nobody has a budget any more. */
async function untilNormal(url: string): Promise<boolean> {
  const end = performance.now() + normally;
  while (performance.now() < end) {
    const metrics = await fetch(`${url}metrics`).then((reply) => reply.text());
    if (/^graph_requests_refusing 0/m.test(metrics)) return true;
    await pause(50);
  }
  return false;
}
