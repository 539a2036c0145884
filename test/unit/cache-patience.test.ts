/** What a store that does not answer costs those who look into it. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { patience } from '../../gateway/cache/patience.ts';

const never = () => new Promise<never>(() => {});

function world(budget = 30) {
  let store: () => Promise<string> = never;
  const told: string[] = [];
  let probes = 0;
  const { look } = patience({
    budget,
    probe: () => {
      probes += 1;
      return store();
    },
    onLook: (outcome) => told.push(outcome),
  });
  return {
    look: () => look(() => store()),
    told,
    probes: () => probes,
    answerBy: (how: () => Promise<string>) => {
      store = how;
    },
  };
}

test('The first look whose time is up is the last that anybody waits for, and ends those that wait beside it', async () => {
  const { look, told } = world();
  const first = look();
  await pause(20);
  // Had it to wait for its own time, it would be told as the last of all.
  const beside = look().then(() => told.push('beside'));
  expect(await first).toBeNull();
  await beside;
  expect(told).toEqual(['failed', 'failed', 'beside']);
  for (let times = 0; times < 20; times += 1) expect(await look()).toBeNull();
  expect(told.slice(3)).toEqual(Array(20).fill('skipped'));
});

test('One that answers again is looked into again, without a request that waits for it', async () => {
  const { look, answerBy } = world();
  expect(await look()).toBeNull();
  answerBy(async () => 'found');
  await vi.waitFor(async () => expect(await look()).toBe('found'));
});

test('One that answers late each time is never waited for', async () => {
  const { look, told, probes, answerBy } = world(10);
  answerBy(() => pause(60, 'late'));
  expect(await look()).toBeNull();
  await vi.waitFor(
    async () => {
      expect(await look()).toBeNull();
      expect(probes()).toBeGreaterThan(2);
    },
    { interval: 20, timeout: 5_000 },
  );
  expect(told.filter((each) => each === 'failed')).toHaveLength(1);
});

test('One that was slow once, and answers by the time it is asked again, is left alone no longer than that', async () => {
  const { look, told, answerBy } = world();
  const looked = look();
  answerBy(async () => 'found');
  expect(await looked).toBeNull();
  await pause(0);
  expect(await look()).toBe('found');
  expect(told).toEqual(['failed', 'ok']);
});
