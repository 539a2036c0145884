import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';
import { rows } from './rows.ts';
import { linesOf } from './run.ts';

describe('the table', () => {
  it('has a name of its own for every row of a layout', () => {
    const names = rows.map(({ layout, name }) => `${layout} ${name}`);
    expect(names.length).toBeGreaterThan(100);
    expect(new Set(names).size).toBe(names.length);
  });

  it('tells what is expected beside what is seen', () => {
    const lines = linesOf([
      { what: 'answers', expected: 'right', seen: '12 right', ok: true },
      { what: 'deadline', expected: 'in 2,100 ms', seen: '3,000 ms', ok: false },
    ]);
    expect(lines[0]).toMatch(/ok {2}answers +right +12 right$/);
    expect(lines[1]).toMatch(/NO {2}deadline +in 2,100 ms +3,000 ms$/);
  });
});

describe('the options', () => {
  it('are read', () => {
    const words = [
      '--layout',
      'distributed',
      '--only',
      'hang, refuse',
      '--seconds',
      '3',
      '--soak',
      '30m',
      '--seed',
      '7',
    ];
    expect(readOptions(words)).toEqual({
      layouts: ['distributed'],
      only: [/hang/, /refuse/],
      seconds: 3,
      soak: 1_800_000,
      seed: 7,
      list: false,
    });
    expect(readOptions([])).toMatchObject({ layouts: ['in-process', 'distributed'], only: [], soak: null });
  });

  it.each([
    [['--layout', 'cloud'], /in-process, distributed/],
    [['--seconds', '0'], /1 to 300/],
    [['--soak', 'long'], /90s or 30m/],
    [['--seed', 'x'], /whole number/],
    [['--only', '('], /regular expression/],
    [['--faster'], /--faster/],
  ])('%s are refused', (words, message) => {
    expect(readOptions(words)).toMatch(message);
  });
});
