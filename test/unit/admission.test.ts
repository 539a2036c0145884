/** Who is let in: by class, by how long the event loop's turns are, by what is left of the heap. On clocks of their own. */
import { describe, expect, test } from 'vitest';
import {
  isStrain,
  largest,
  longestTurn,
  nextBudget,
  nextShare,
  open,
  smallest,
} from '../../gateway/admission/budget.ts';
import { classifier, isAddressOrBlock } from '../../gateway/admission/classes.ts';
import { createGate, type Gate, type GateState } from '../../gateway/admission/gate.ts';
import { memoryWatch } from '../../gateway/admission/memory.ts';
import { type Load, overloaded, type Seen } from '../support/single-thread.ts';

const [firstParty, internal, partner] = [0, 1, 2];
const calm = { turn: 10, utilization: 0.2, heap: 0.3 };
const strain = { turn: 50, utilization: 1, heap: 0.3 };

describe('the class of a client', () => {
  const proxies = classifier(['10.1.0.0/16', '127.0.0.1', 'fd00::/8']);

  test('is what a trusted proxy states', () => {
    expect(proxies({ stated: 'first-party', address: '10.1.2.3' })).toBe(firstParty);
    expect(proxies({ stated: 'internal', address: '::ffff:10.1.2.3' })).toBe(internal);
    expect(proxies({ stated: 'partner', address: 'fd12::1' })).toBe(partner);
  });

  test('is the lowest for whoever states it himself, states nothing or something else', () => {
    expect(proxies({ stated: 'first-party', address: '10.2.0.1' })).toBe(partner);
    expect(proxies({ stated: undefined, address: '10.1.2.3' })).toBe(partner);
    expect(proxies({ stated: ['first-party', 'partner'], address: '10.1.2.3' })).toBe(partner);
    expect(proxies({ stated: 'FIRST', address: '10.1.2.3' })).toBe(partner);
    expect(proxies({ stated: 'first-party', address: undefined })).toBe(partner);
  });

  test('is one for all where no proxy is trusted', () => {
    expect(classifier([])({ stated: 'partner', address: '10.1.2.3' })).toBe(firstParty);
  });

  test.each(['10.0.0.7', '10.0.0.0/8', '::1', 'fd00::/128'])('%s is an address or a block', (text) => {
    expect(isAddressOrBlock(text)).toBe(true);
  });

  test.each(['', 'proxy.example.com', '10.0.0.0/33', '10.0.0.0/', '10.0.0/8', '10.0.0.0/8/8', 'fd00::/129'])(
    '%s is none',
    (text) => {
      expect(isAddressOrBlock(text)).toBe(false);
    },
  );
});

describe('the budget of a turn', () => {
  test('does not exist while turns are short, nor for one long turn', () => {
    expect(nextBudget(open, { turn: 12, strain: 0, refused: 0, calm: 50 })).toBe(open);
    expect(nextBudget(open, { turn: 900, strain: 2, refused: 0, calm: 0 })).toBe(open);
    expect(nextBudget(open, { turn: 900, strain: 3, refused: 0, calm: 0 })).toBeLessThan(largest);
  });

  test('does not exist where turns are long while there is little to do', () => {
    expect(isStrain({ turn: 80, utilization: 0.5 })).toBe(false);
    expect(isStrain({ turn: 80, utilization: 0.95 })).toBe(true);
    expect(isStrain({ turn: 12, utilization: 1 })).toBe(false);
  });

  test('goes down as far as turns are too long, by half at most, and stays above nothing', () => {
    expect(nextBudget(10, { turn: longestTurn * 1.25, strain: 1, refused: 0, calm: 0 })).toBe(8);
    expect(nextBudget(10, { turn: 900, strain: 1, refused: 100, calm: 0 })).toBe(5);
    expect(nextBudget(smallest, { turn: 900, strain: 1, refused: 100, calm: 0 })).toBe(smallest);
  });

  test('goes up while somebody is turned away from turns that are short', () => {
    expect(nextBudget(10, { turn: 10, strain: 0, refused: 5, calm: 0 })).toBe(15);
    expect(nextBudget(10, { turn: longestTurn, strain: 0, refused: 5, calm: 0 })).toBeCloseTo(10.2);
    expect(nextBudget(largest, { turn: 10, strain: 0, refused: 5, calm: 0 })).toBe(largest);
  });

  test('is gone a second after the last was turned away', () => {
    let budget = smallest;
    for (let look = 1; look <= 10; look += 1)
      budget = nextBudget(budget, { turn: 10, strain: 0, refused: 0, calm: look });
    expect(budget).toBe(open);
  });

  test('is left to those who go before, as long as they need it', () => {
    let share = 0.6;
    for (let look = 0; look < 6; look += 1) share = nextShare(share, partner, true);
    expect(share).toBe(0);
    for (let look = 0; look < 40; look += 1) share = nextShare(share, partner, false);
    expect(share).toBeCloseTo(0.6);
  });
});

describe('the heap', () => {
  const told = (...taken: number[]) => {
    const memory = memoryWatch();
    return taken.map((share) => memory.look(share)).at(-1);
  };
  const long = (share: number) => Array.from({ length: 10 }, () => share);

  test('that stays nearly full costs the lowest class, then the next', () => {
    expect(told(...long(0.8))).toBe(0);
    expect(told(...long(0.86))).toBe(1);
    expect(told(...long(0.97))).toBe(2);
  });

  test('that was emptied a moment ago costs nobody anything, nor one that was full at once', () => {
    expect(told(...long(0.95), 0.4, 0.95)).toBe(0);
    expect(told(0.99)).toBe(0);
  });
});

describe('the gate', () => {
  const opened = () => {
    const told: GateState[] = [];
    let [time, turnIsOver] = [0, () => {}];
    const gate: Gate = createGate({
      now: () => time,
      afterTurn: (callback) => (turnIsOver = callback),
      onChange: (state) => told.push(state),
    });
    return {
      gate,
      told,
      work: (milliseconds: number) => {
        time += milliseconds;
      },
      nextTurn: () => turnIsOver(),
    };
  };

  const strained = (gate: Gate) => {
    for (let look = 0; look < 3; look += 1) gate.look(strain);
  };

  test('lets everybody in while nothing is wrong', () => {
    const { gate, told } = opened();
    expect(Array.from({ length: 5_000 }, () => gate.admit(partner)).every(Boolean)).toBe(true);
    expect(told).toEqual([]);
    expect(gate.state()).toMatchObject({ budget: open, refusing: false });
  });

  test('lets in, in a turn that lasts, first not the partners, then not the staff, then nobody', () => {
    const { gate, work, nextTurn } = opened();
    strained(gate);
    const { budget } = gate.state();
    const ways = (share: number) => {
      nextTurn();
      gate.admit(firstParty);
      work(budget * share);
      return [firstParty, internal, partner].map((place) => gate.admit(place));
    };
    expect(ways(0.5)).toEqual([true, true, true]);
    expect(ways(0.7)).toEqual([true, true, false]);
    expect(ways(0.9)).toEqual([true, false, false]);
    expect(ways(1)).toEqual([false, false, false]);
    nextTurn();
    expect(gate.admit(partner)).toBe(true);
    expect(gate.state().refused.map((refused) => refused.busy)).toEqual([1, 2, 3]);
  });

  test('lets in the first of a turn, however little time there is', () => {
    const { gate, work, nextTurn } = opened();
    for (let look = 0; look < 20; look += 1) gate.look(strain);
    for (let turn = 0; turn < 5; turn += 1) {
      expect([gate.admit(partner), work(1), gate.admit(firstParty)]).toEqual([true, undefined, false]);
      nextTurn();
    }
  });

  test('turns the lowest away when memory is short, but for a few, and never the highest', () => {
    const { gate } = opened();
    for (let look = 0; look < 10; look += 1) gate.look({ ...calm, heap: 0.95 });
    const admitted = (place: number) => {
      const ways = Array.from({ length: 160 }, () => gate.admit(place));
      return ways.filter(Boolean).length;
    };
    expect([admitted(firstParty), admitted(internal), admitted(partner)]).toEqual([160, 10, 10]);
    expect(gate.state().refused.map(({ memory }) => memory)).toEqual([0, 150, 150]);
    gate.look(calm);
    expect([admitted(internal), admitted(partner)]).toEqual([160, 160]);
  });

  test('tells once that it begins to turn away, and once that it has stopped', () => {
    const { gate, told, work } = opened();
    strained(gate);
    gate.admit(firstParty);
    work(1_000);
    expect([gate.admit(firstParty), gate.admit(partner)]).toEqual([false, false]);
    expect(told.map(({ refusing }) => refusing)).toEqual([true]);
    // The first of these looks finds the refusals.
    for (let look = 0; look < 10; look += 1) gate.look(calm);
    expect(gate.state().refusing).toBe(true);
    gate.look(calm);
    expect(told.map(({ refusing }) => refusing)).toEqual([true, false]);
  });
});

describe('at three times what one thread can do', () => {
  /** Milliseconds of work a request and a refusal; waits in between for a system behind. */
  const loads: [string, Load][] = [
    ['of light requests', { cost: 0.5, refusal: 0.02, wait: 8, classes: [1] }],
    ['of heavy requests', { cost: 4, refusal: 0.04, wait: 30, classes: [1] }],
    ['that wait long', { cost: 0.5, refusal: 0.02, wait: 400, classes: [1] }],
    ['beside a thousand that wait for a hung system', { cost: 0.5, refusal: 0.02, wait: 8, hung: 1_000, classes: [1] }],
  ];

  test.each(loads)('%s, nine tenths of it are still done, and refusals come within 50 ms', (_, load) => {
    const seen = overloaded(load, { times: 3, seconds: 20 });
    const possible = (1_000 - seen.refusedASecond * load.refusal) / load.cost;
    expect(seen.doneASecond).toBeGreaterThan(0.9 * possible);
    expect(seen.refusalWait(0.99)).toBeLessThan(50);
  });

  test('the airline’s own are answered while its partners give way', () => {
    const seen: Seen = overloaded(
      { cost: 0.5, refusal: 0.02, wait: 8, classes: [0.2, 0.2, 0.6] },
      { times: 3, seconds: 20 },
    );
    const [own = 0, staff = 0, others = 0] = seen.admittedShare;
    expect(own).toBeGreaterThan(0.99);
    expect(staff).toBeLessThanOrEqual(own);
    expect(others).toBeLessThan(staff);
  });

  test('nobody is turned away any more a second after it is over', () => {
    const seen = overloaded(
      { cost: 0.5, refusal: 0.02, wait: 8, classes: [1] },
      { times: 3, seconds: 10, afterwards: 0.5 },
    );
    expect(seen.refusedAfter).toBe(0);
  });
});
