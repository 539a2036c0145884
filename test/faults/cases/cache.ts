/**
 * The cache in Redis, by way of a line that can fail: whatever it does, answers are right and no later than a look at it may take. And
 * what it is for: with every system dead, what was asked before is still answered, and marked as stale.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type ProxyFault, startFaultProxy } from '../../../legacy/shared/fault-proxy.ts';
import { answersOf, ms } from '../checks.ts';
import { figuresOf, within } from '../figures.ts';
import { asker, type Stream } from '../load.ts';
import { layouts, type Product, startProduct } from '../product.ts';
import type { Bench, Check, Row } from '../row.ts';
import { type Question, questionTo, systems } from '../systems.ts';
import { nobody } from '../turn.ts';
import { whileWatching } from '../watch.ts';

const redis = new URL(process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379');
/** Milliseconds for two looks, one after another: at the root, and at what hangs on it. */
const budget = 2 * 30;
/** Milliseconds: the longest that anything is kept as fresh, and a tenth of it. */
const freshness = 66_000;

const faults: readonly ProxyFault[] = [
  { kind: 'delay', milliseconds: 200 },
  { kind: 'hang' },
  { kind: 'refuse' },
  { kind: 'reset' },
  { kind: 'drop', bytes: 20 },
  { kind: 'truncate', bytes: 20 },
  { kind: 'garble' },
  { kind: 'drip', bytes: 4, milliseconds: 100 },
  { kind: 'flood', bytes: 20_000_000 },
];

export const cacheRows: readonly Row[] = [
  ...faults.map(
    (fault): Row => ({ layout: 'distributed', name: `redis: ${fault.kind}`, run: (bench) => failing(bench, fault) }),
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

interface Cached {
  readonly product: Product;
  readonly questions: readonly Question[];
  readonly stream: Stream;
  setFault(fault: ProxyFault): void;
}

/** Starts a product of its own over a cache that nobody else reads. */
async function withCache<T>(
  { hosts, product }: Bench,
  fault: ProxyFault,
  work: (cached: Cached) => Promise<T>,
): Promise<T> {
  const line = await startFaultProxy({ host: redis.hostname, port: Number(redis.port || 6379) });
  line.setFault(fault);
  const cached = await startProduct(product.layout, hosts, {
    CACHE: `redis://${line.host}:${line.port}`,
    CACHE_KEYS: `faults:${randomBytes(32).toString('base64')}`,
    CACHE_PREFIX: `faults-${randomBytes(6).toString('hex')}`,
  });
  try {
    const questions = hosts.people.map((person) => questionTo(systems, person));
    const stream = { name: 'everything', questions, connections: 8, every: 200 };
    return await work({ product: cached, questions, stream, setFault: line.setFault });
  } finally {
    await cached.stop();
    await line.close();
  }
}

function failing(bench: Bench, fault: ProxyFault): Promise<Check[]> {
  return withCache(bench, { kind: 'none' }, async ({ product, questions, stream, setFault }) => {
    const own = asker(product.url, bench.asker.known());
    await own.learn(questions);
    const turn = () =>
      whileWatching(product, async () => figuresOf(await own.run(stream, bench.seconds * 1000, nobody)));
    try {
      const before = await turn();
      setFault(fault);
      const during = await turn();
      setFault({ kind: 'none' });
      const after = await turn();
      const [well, seen] = [before, during].map(({ result }) => within(result.milliseconds, 0.5));
      const without = await uncached(bench, stream);
      const starved = Math.max(0, during.starved - before.starved);
      return [
        answersOf(during.result, 'every answer whole, from the systems'),
        {
          what: 'budget',
          expected: `median within ${budget} ms of ${ms(without)} without a cache${starved < 1 ? '' : ` (+ ${ms(starved)}: busy machine)`}`,
          seen: `${ms(seen ?? 0)}, ${ms(well ?? 0)} when all is well`,
          ok: (seen ?? 0) <= without + budget + starved,
        },
        { ...answersOf(after.result, 'every answer whole again'), what: 'after' },
      ];
    } finally {
      await own.close();
    }
  });
}

/** As the bench's own product has none. */
async function uncached({ asker: plain, seconds }: Bench, stream: Stream): Promise<number> {
  await plain.learn(stream.questions);
  return within(figuresOf(await plain.run(stream, seconds * 500, nobody)).milliseconds, 0.5);
}

function downAtStart(bench: Bench): Promise<Check[]> {
  return withCache(bench, { kind: 'refuse' }, async ({ product, stream }) => {
    const own = asker(product.url, bench.asker.known());
    try {
      return [answersOf(figuresOf(await own.run(stream, bench.seconds * 500, nobody)), 'every answer whole')];
    } finally {
      await own.close();
    }
  });
}

interface Told {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
  readonly extensions?: { readonly sources?: unknown };
}

function allDead(bench: Bench): Promise<Check[]> {
  return withCache(bench, { kind: 'none' }, async ({ product }) => {
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
      const states = [
        ...JSON.stringify(dead.map(({ extensions }) => extensions?.sources)).matchAll(/"state":"(\w+)"/g),
      ];
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
  });
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
