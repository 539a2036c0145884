/**
 * The cache in Redis, by way of a line that can fail: whatever it does, answers are right and no later than a look at it may take. And
 * what it is for: with every system dead, what was asked before is still answered, and marked as stale.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ProxyFault } from '../../../legacy/shared/fault-proxy.ts';
import { startCached } from '../cached-product.ts';
import { allWhole, answersOf, ms } from '../checks.ts';
import { type Figures, figuresOf, within } from '../figures.ts';
import type { Stream } from '../load.ts';
import { layouts, type Product } from '../product.ts';
import type { Bench, Check, Row } from '../row.ts';
import { type Question, questionTo, systems } from '../systems.ts';
import { nobody } from '../turn.ts';
import { whileWatching } from '../watch.ts';

/** Milliseconds a look may take; whoever looks second does not wait. */
const budget = 30;
/** Milliseconds by which medians of two products differ on any machine, and a tenth of what they are. */
const noise = 5;
/** Milliseconds: the longest that anything is kept as fresh, and a tenth of it. */
const freshness = 66_000;

/** `waits`: nothing is refused, so that each look would take all its time. */
const faults: readonly { readonly fault: ProxyFault; readonly waits?: boolean }[] = [
  { fault: { kind: 'delay', milliseconds: 200 }, waits: true },
  { fault: { kind: 'hang' }, waits: true },
  { fault: { kind: 'refuse' } },
  { fault: { kind: 'reset' } },
  { fault: { kind: 'drop', bytes: 20 } },
  { fault: { kind: 'truncate', bytes: 20 } },
  { fault: { kind: 'garble' } },
  { fault: { kind: 'drip', bytes: 4, milliseconds: 100 }, waits: true },
  { fault: { kind: 'flood', bytes: 20_000_000 } },
];

export const cacheRows: readonly Row[] = [
  ...faults.map(
    ({ fault, waits = false }): Row => ({
      layout: 'distributed',
      name: `redis: ${fault.kind}`,
      run: (bench) => failing(bench, fault, waits),
    }),
  ),
  ...layouts.flatMap((layout): Row[] => [
    { layout, name: 'redis: down at the start', run: downAtStart },
    { layout, name: 'warm redis, and all systems dead', run: allDead },
  ]),
];

/** Of what the schemas let keep: one field that may not be keeps out all that is fetched with it. */
const view = `query View($id: ID!) { customer(id: $id) { name { full } loyalty { number tier { level } balance { available } }
  bookings(first: 2, when: ALL) { edges { node { recordLocator segments { marketingFlightNumber } } } }
  serviceCases(first: 2) { edges { node { id subject } } } } }`;
/** Members all of them: that there is nothing is kept for seconds only. */
const viewed = 5;

const everybody = ({ hosts }: Bench): Stream => ({
  name: 'everything',
  questions: hosts.people.map((person) => questionTo(systems, person)),
  connections: 4,
  every: 100,
});

async function failing(bench: Bench, fault: ProxyFault, waits: boolean): Promise<Check[]> {
  const { asker: plain, seconds } = bench;
  const { product, asker: own, line } = await bench.cached();
  const stream = everybody(bench);
  await own.learn(stream.questions);
  await plain.learn(stream.questions);
  const turn = (milliseconds: number) =>
    whileWatching(product, async () => figuresOf(await own.run(stream, milliseconds, nobody)));
  /** The product without a cache is asked beside it: whatever else the machine does, it does to both. */
  const beside = async () => {
    const [own, without] = await Promise.all([turn(seconds * 500), plain.run(stream, seconds * 500, nobody)]);
    return { own, without: figuresOf(without) };
  };
  const before = await turn(seconds * 500);
  line.setFault(fault);
  try {
    const atFirst = await turn(seconds * 500);
    const then = await looksOf(product);
    const { own: later, without } = await beside();
    const looks = await looksOf(product);
    line.setFault({ kind: 'none' });
    const after = await turn(seconds * 500);
    const starved = Math.max(0, later.starved - before.starved);
    const median = ({ milliseconds }: Figures) => within(milliseconds, 0.5);
    const most = median(without) * 1.1 + noise;
    return [
      allWhole([atFirst, later], 'every answer whole, from the systems'),
      {
        what: 'budget',
        expected: `median within ${ms(most)}, without a cache ${ms(median(without))}${starved < 1 ? '' : ` (+ ${ms(starved)}: busy machine)`}`,
        seen: `${ms(median(later.result))}, ${ms(median(before.result))} when all is well`,
        ok: median(later.result) <= most + starved,
      },
      ...(waits ? [leftAlone(looks.failed - then.failed, looks.skipped - then.skipped)] : []),
      { ...allWhole([after], 'every answer whole again'), what: 'after' },
    ];
  } finally {
    line.setFault({ kind: 'none' });
  }
}

function leftAlone(waited: number, skipped: number): Check {
  return {
    what: 'patience',
    expected: `the first look waits for ${budget} ms; none in the second half`,
    seen: `${waited} waited, ${skipped} did not`,
    ok: waited === 0 && skipped > 0,
  };
}

/** So far. */
async function looksOf({ url }: Product): Promise<{ readonly failed: number; readonly skipped: number }> {
  const metrics = await fetch(`${url}metrics`).then((reply) => reply.text());
  const count = (outcome: string) =>
    Number(
      new RegExp(`^graph_cache_store_total\\{operation="look",outcome="${outcome}"\\} (\\d+)$`, 'm').exec(
        metrics,
      )?.[1] ?? 0,
    );
  return { failed: count('failed'), skipped: count('skipped') };
}

async function downAtStart(bench: Bench): Promise<Check[]> {
  const cached = await startCached(bench, { kind: 'refuse' }, bench.asker.known());
  try {
    const asked = await cached.asker.run(everybody(bench), bench.seconds * 500, nobody);
    return [answersOf(figuresOf(asked), 'every answer whole')];
  } finally {
    await cached.close();
  }
}

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
  readonly extensions?: { readonly sources?: unknown };
}

async function allDead(bench: Bench): Promise<Check[]> {
  const { product } = await bench.cached();
  const questions = bench.hosts.people
    .slice(0, viewed)
    .map(({ ids: [id] }): Question => ({ query: view, variables: { id }, systems }));
  const lines = systems.map((system) => bench.hosts.lines[system]);
  try {
    const warm = await askAll(product, questions);
    await pause(freshness);
    for (const line of lines) line.setFault({ kind: 'refuse' });
    const dead = await askAll(product, questions);
    const same = dead.filter(({ data }, index) => JSON.stringify(data) === JSON.stringify(warm[index]?.data)).length;
    const states = [...JSON.stringify(dead.map(({ extensions }) => extensions?.sources)).matchAll(/"state":"(\w+)"/g)];
    const counts = Map.groupBy(
      states.map(([, state = '']) => state),
      (state) => state,
    );
    return [
      {
        what: 'answers',
        expected: 'every answer whole',
        seen: `${same} of ${dead.length}, ${dead.filter(({ errors }) => errors !== undefined).length} with errors`,
        ok: dead.length > 0 && same === dead.length,
      },
      {
        what: 'marked',
        expected: 'all parts stale',
        seen: [...counts].map(([state, all]) => `${all.length} ${state}`).join(', '),
        ok: counts.size === 1 && counts.has('stale'),
      },
    ];
  } finally {
    for (const line of lines) line.setFault({ kind: 'none' });
  }
}

async function askAll(product: Product, questions: readonly Question[]): Promise<Told[]> {
  const answers: Told[] = [];
  for (const { query, variables } of questions) {
    const reply = await fetch(`${product.url}graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sources': '1' },
      body: JSON.stringify({ query, variables }),
    });
    const answer: Told = JSON.parse(await reply.text());
    answers.push(answer);
  }
  return answers;
}
