/** Which large replies are read, and which are held up. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Flow, pieces, type Reading, readFewAtOnce } from '../../subgraphs/shared/policies/large-replies.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

interface Line extends Flow {
  held: boolean;
}

function line(): Line {
  const own: Line = {
    held: false,
    pause: () => {
      own.held = true;
    },
    resume: () => {
      own.held = false;
    },
  };
  return own;
}

/** Large from the eleventh byte on. */
function lines(count: number) {
  const begin = readFewAtOnce({ large: 10, places: 2 });
  return Array.from({ length: count }, () => {
    const flow = line();
    return { flow, reading: begin(flow) };
  });
}

describe('large replies', () => {
  test('are read as many at once as there are places, and then who has waited longest', async () => {
    const all = lines(5);
    for (const { reading } of all) reading.take(11);
    const held = () => all.map(({ flow }) => flow.held);
    expect(held()).toEqual([false, false, true, true, true]);
    all[1]?.reading.end();
    await turn();
    expect(held()).toEqual([false, false, false, true, true]);
    all[0]?.reading.end();
    all[2]?.reading.end();
    await turn();
    expect(held()).toEqual([false, false, false, false, false]);
  });

  test('are large only as a whole: small ones and the beginnings of others are never held up', () => {
    const all = lines(9);
    for (const { reading } of all) for (let byte = 0; byte < 10; byte++) reading.take(1);
    expect(all.some(({ flow }) => flow.held)).toBe(false);
    for (const { reading } of all) reading.take(1);
    expect(all.filter(({ flow }) => flow.held)).toHaveLength(7);
  });

  test('that are given up while they wait take no place, and leave their line open for the next reply', async () => {
    const all = lines(4);
    for (const { reading } of all) reading.take(11);
    all[2]?.reading.end();
    await turn();
    expect(all.map(({ flow }) => flow.held)).toEqual([false, false, false, true]);
    all[0]?.reading.end();
    await turn();
    expect(all[3]?.flow.held).toBe(false);
  });

  test('that are over have no place for what still comes of them', async () => {
    const all = lines(4);
    for (const { reading } of all.slice(0, 2)) {
      reading.end();
      reading.take(11);
    }
    for (const { reading } of all.slice(2)) reading.take(11);
    expect(all.some(({ flow }) => flow.held)).toBe(false);
  });

  test('go on with none within another, as undici cannot', async () => {
    const all = lines(3);
    for (const { reading } of all) reading.take(11);
    all[0]?.reading.end();
    expect(all[2]?.flow.held).toBe(true);
    await turn();
    expect(all[2]?.flow.held).toBe(false);
  });

  test('are all read in the end, however they come and go', async () => {
    const step = fc.record({ who: fc.nat(7), what: fc.constantFrom('bytes', 'late bytes', 'end', 'turn') });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const all = lines(8).map((each) => ({ ...each, bytes: 0, over: false }));
        const isLarge = ({ bytes, over }: (typeof all)[number]) => bytes > 10 && !over;
        for (const { who, what } of steps) {
          const one = all[who];
          if (what === 'turn') await turn();
          else if (!one) continue;
          else if (what === 'end') {
            one.reading.end();
            one.over = true;
          } else if (!one.flow.held || what === 'late bytes') {
            one.reading.take(4);
            one.bytes += 4;
          }
          await turn();
          const large = all.filter(isLarge);
          const held = large.filter(({ flow }) => flow.held);
          // Nobody waits while there is a place, nobody reads without one, and only large ones wait.
          expect(large.length - held.length).toBe(Math.min(2, large.length));
          expect(all.filter(({ flow }) => flow.held)).toEqual(held);
        }
        for (const { reading } of all) reading.end();
        await turn();
        expect(all.some(({ flow }) => flow.held)).toBe(false);
      }),
    );
  });
});

test('whoever takes a reply piece by piece waits for a place', async () => {
  const begin = readFewAtOnce({ large: 10, places: 1 });
  const other: Reading = begin(line());
  other.take(11);
  const flow = pieces();
  const own = begin(flow);
  own.take(10);
  await flow.open();
  own.take(1);
  let open = false;
  const waited = flow.open().then(() => {
    open = true;
  });
  await turn();
  expect(open).toBe(false);
  other.end();
  await waited;
});
