/** A write that races a read cannot leave the old value, in whatever order their steps interleave. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyValues } from '../../gateway/cache/key-values.ts';
import { memoryValues } from '../../gateway/cache/memory.ts';
import { type CacheStore, taggedStore } from '../../gateway/cache/store.ts';

/** Values whose every command takes effect at a moment the scheduler chooses, each key of a many on its own. */
function scheduled(values: KeyValues, scheduler: fc.Scheduler): KeyValues {
  const step = (label: string) => scheduler.schedule(Promise.resolve(), label);
  return {
    ...values,
    getMany: (keys) =>
      Promise.all(
        keys.map(async (key) => {
          await step(`get ${key}`);
          return (await values.getMany([key]))[0] ?? null;
        }),
      ),
    setMany: async (entries, when) => {
      await Promise.all(
        entries.map(async (entry) => {
          await step(`set ${entry.key} ${when}`);
          await values.setMany([entry], when);
        }),
      );
    },
  };
}

interface World {
  /** What the system of record holds; it only ever grows. */
  truth: number;
  /** What it held when the last finished invalidation began. */
  promised: number;
  readonly failures: string[];
}

async function read(store: CacheStore, world: World, scheduler: fc.Scheduler): Promise<void> {
  const owed = world.promised;
  const { moment, values } = await store.getMany(['row']);
  const [found] = values;
  if (found) {
    const shown = Number(found.toString());
    if (shown < owed) world.failures.push(`${shown} was shown after ${owed} was promised`);
    return;
  }
  await scheduler.schedule(Promise.resolve(), 'the source is asked');
  const value = world.truth;
  await scheduler.schedule(Promise.resolve(), 'the source answers');
  await store.setMany(moment, [{ key: 'row', tags: ['tag'], value: Buffer.from(String(value)), milliseconds: 60_000 }]);
}

async function write(store: CacheStore, world: World, scheduler: fc.Scheduler): Promise<void> {
  await scheduler.schedule(Promise.resolve(), 'the source is written');
  world.truth += 1;
  const written = world.truth;
  await store.invalidate(['tag']);
  world.promised = Math.max(world.promised, written);
}

/** Readers and writers on two replicas, then one last reader. */
async function race(scheduler: fc.Scheduler, acts: readonly ('read' | 'write' | 'evict')[]): Promise<World> {
  let time = 0;
  const memory = memoryValues({ bytes: 1_048_576, now: () => time });
  const replicas = [0, 1].map(() => taggedStore(scheduled(memory, scheduler)));
  const world: World = { truth: 0, promised: 0, failures: [] };
  const running = acts.map((act, index) => {
    const store = replicas[index % 2]!;
    if (act === 'read') return read(store, world, scheduler);
    if (act === 'write') return write(store, world, scheduler);
    return scheduler.schedule(Promise.resolve(), 'evicted').then(async () => {
      // Whatever the store lets go of: a tag's generation, or the moment.
      const key = index % 2 === 0 ? 'tag:tag' : 'moment';
      const gone = memory.setMany([{ key, value: Buffer.from('lost'), milliseconds: 1 }], 'always');
      // Before anybody sees it: a generation that comes twice is none.
      time += 2;
      await gone;
    });
  });
  await scheduler.waitFor(Promise.all(running));
  await scheduler.waitFor(read(replicas[0]!, world, scheduler));
  return world;
}

describe('What is written while it is read', () => {
  test('is never shown in its old form after the invalidation is done', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('read' as const, 'read' as const, 'write' as const), { minLength: 2, maxLength: 8 }),
        async (scheduler, acts) => {
          expect((await race(scheduler, acts)).failures).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('nor when the store has let go of generations meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('read' as const, 'write' as const, 'evict' as const), { minLength: 3, maxLength: 8 }),
        async (scheduler, acts) => {
          expect((await race(scheduler, acts)).failures).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('would be, were the moment not looked at: the check can fail', async () => {
    const careless = (values: KeyValues): CacheStore => {
      const store = taggedStore(values);
      return {
        ...store,
        setMany: async (_, entries) => store.setMany((await store.getMany([])).moment, entries),
      };
    };
    const outcome = fc.check(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const store = careless(scheduled(memoryValues({ bytes: 1_048_576 }), scheduler));
        const world: World = { truth: 0, promised: 0, failures: [] };
        await scheduler.waitFor(Promise.all([read(store, world, scheduler), write(store, world, scheduler)]));
        await scheduler.waitFor(read(store, world, scheduler));
        return world.failures.length === 0;
      }),
      { numRuns: 2_000 },
    );
    expect((await outcome).failed).toBe(true);
  });
});
