import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { dueTimes } from '../../subgraphs/shared/policies/due-times.ts';

const soon = (milliseconds: number) => performance.now() + milliseconds;

test('everyone is told once, the earliest first, and never before his time', async () => {
  const due = dueTimes();
  const told: [string, number][] = [];
  const times = { late: soon(60), early: soon(20), middle: soon(40) };
  for (const [name, time] of Object.entries(times)) due.at(time, () => told.push([name, performance.now() - time]));
  while (told.length < 3) await pause(5);
  await pause(30);
  expect(told.map(([name]) => name)).toEqual(['early', 'middle', 'late']);
  // Node counts timers in whole milliseconds.
  expect(Math.min(...told.map(([, after]) => after))).toBeGreaterThan(-1);
});

test('who has left is not told, and the others are', async () => {
  const due = dueTimes();
  const told: string[] = [];
  const releases = ['a', 'b', 'c', 'd'].map((name) => due.at(soon(20), () => told.push(name)));
  releases[1]?.();
  releases[1]?.();
  releases[3]?.();
  await pause(100);
  expect(told.toSorted()).toEqual(['a', 'c']);
});

test('one that is told may release another, and add one', async () => {
  const due = dueTimes();
  const told: string[] = [];
  const time = soon(20);
  due.at(time, () => {
    told.push('first');
    release();
    due.at(soon(10), () => told.push('added'));
  });
  const release = due.at(time, () => told.push('second'));
  await pause(150);
  expect(told).toEqual(['first', 'added']);
});

test('nobody waits longer than the last is told to, be he there or still to come', async () => {
  const due = dueTimes();
  const told: string[] = [];
  due.at(soon(60_000), () => told.push('later'));
  due.at(soon(10), () => told.push('sooner'));
  due.noneAfter(soon(50));
  due.at(soon(90_000), () => told.push('new'));
  await expect.poll(() => told).toEqual(['sooner', 'later', 'new']);
});
