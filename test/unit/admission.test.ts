/** Who is let in: by class, by how long the event loop's turns are, by what is left of the heap. On clocks of their own. */
import { describe, expect, test } from 'vitest';
import { classifier, isAddressOrBlock } from '../../gateway/admission/classes.ts';
import { createGate, type GateState } from '../../gateway/admission/gate.ts';
import {
  always,
  atLeast,
  atMost,
  costOf,
  largestSlice,
  longestTurn,
  nextBusy,
  nextSlice,
  nothingSeen,
  room,
} from '../../gateway/admission/limits.ts';
import { memoryWatch } from '../../gateway/admission/memory.ts';
import { waitingQueue } from '../../gateway/admission/queue.ts';
import { askerOf } from '../../gateway/admission/refusal.ts';
import { type Load, overloaded, thread } from '../support/single-thread.ts';

const [firstParty, internal, partner] = [0, 1, 2];
const calm = { turn: 10, active: 20, utilization: 0.2, heap: 0.3 };

describe('the class of a client', () => {
  const proxies = classifier(['10.1.0.0/16', '127.0.0.1', 'fd00::/8']);

  test('is what a trusted proxy states', () => {
    expect(proxies({ stated: 'first-party', address: '10.1.2.3' })).toBe(firstParty);
    expect(proxies({ stated: 'internal', address: '::ffff:10.1.2.3' })).toBe(internal);
    expect(proxies({ stated: 'partner', address: 'fd12::1' })).toBe(partner);
  });

  test('is the lowest for whoever states it himself, states nothing or something else', () => {
    expect(proxies({ stated: 'first-party', address: '10.2.0.1' })).toBe(partner);
    expect(proxies({ stated: null, address: '10.1.2.3' })).toBe(partner);
    expect(proxies({ stated: 'FIRST', address: '10.1.2.3' })).toBe(partner);
    expect(proxies({ stated: 'first-party', address: undefined })).toBe(partner);
  });

  test('is none where it is stated twice', () => {
    expect(askerOf(['X-Client-Class', 'partner', 'Accept', '*/*'])).toMatchObject({ stated: 'partner', accept: '*/*' });
    expect(askerOf(['X-Client-Class', 'partner', 'x-client-class', 'first-party']).stated).toBeNull();
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

describe('the room for those who wait', () => {
  const few = { cost: 1, standing: false };

  test('is a second of work for a burst, and a tenth of that in a queue that does not end', () => {
    expect(room({ ...few, cost: 4 })).toBe(250);
    expect(room({ ...few, standing: true })).toBe(100);
    expect(room({ ...few, cost: 0.01 })).toBe(atMost);
  });

  test('is for a few dozens who come at once whatever they cost, and later while they are begun in two seconds', () => {
    expect(room({ cost: 5_000, standing: false })).toBe(always);
    expect(room({ cost: 20, standing: true })).toBe(always);
    expect(room({ cost: 100, standing: true })).toBe(20);
    expect(room({ cost: 5_000, standing: true })).toBe(atLeast);
  });

  test('goes by what a request costs while there is much to do, and forgets it when there is not', () => {
    let busy = nothingSeen;
    expect(costOf(busy)).toBe(1);
    for (let look = 0; look < 20; look += 1) busy = nextBusy(busy, { milliseconds: 100, begun: 5, utilization: 1 });
    expect(costOf(busy)).toBeCloseTo(20, 0);
    for (let look = 0; look < 30; look += 1) busy = nextBusy(busy, { milliseconds: 9, begun: 1, utilization: 0.1 });
    expect(costOf(busy)).toBeCloseTo(1, 0);
  });
});

describe('the new work of a turn', () => {
  test('becomes less as far as turns are too long, by half at most', () => {
    expect(nextSlice(1, longestTurn * 1.25)).toBe(0.8);
    expect(nextSlice(1, 900)).toBe(0.5);
  });

  test('becomes more while they are short, and at once when nobody had to wait', () => {
    expect(nextSlice(1, 18)).toBeCloseTo(1.11);
    expect(nextSlice(0.5, 0)).toBe(1);
    expect(nextSlice(largestSlice, 0)).toBe(largestSlice);
  });
});

describe('the queue', () => {
  test('lets the better go first, and of a class who came first', () => {
    const queue = waitingQueue<string>();
    for (const [place, name] of [
      [partner, 'p1'],
      [internal, 'i1'],
      [partner, 'p2'],
      [firstParty, 'f1'],
      [firstParty, 'f2'],
    ] as const)
      queue.push(place, name);
    expect(Array.from({ length: 6 }, () => queue.take())).toEqual(['f1', 'f2', 'i1', 'p1', 'p2', undefined]);
  });

  test('the last of the lowest gives way, and to nobody of his own class', () => {
    const queue = waitingQueue<string>();
    for (const name of ['p1', 'p2']) queue.push(partner, name);
    queue.push(internal, 'i1');
    expect([queue.giveWay(partner), queue.giveWay(internal), queue.giveWay(firstParty)]).toEqual([
      undefined,
      'p2',
      'p1',
    ]);
    expect([queue.giveWay(internal), queue.giveWay(firstParty), queue.length]).toEqual([undefined, 'i1', 0]);
  });
});

describe('the heap', () => {
  const told = (...taken: number[]) => {
    const memory = memoryWatch();
    return taken.map((share) => memory.look(share)).at(-1);
  };
  const long = (share: number) => Array.from({ length: 10 }, () => share);

  test('that stays nearly full costs the lowest class, then the next, then all', () => {
    expect([0.79, 0.81, 0.88, 0.94].map((share) => told(...long(share)))).toEqual([0, 1, 2, 3]);
  });

  test('that was emptied a moment ago costs nobody anything, nor one that was full at once', () => {
    expect(told(...long(0.95), 0.4, 0.95)).toBe(0);
    expect(told(0.99)).toBe(0);
  });
});

describe('the gate', () => {
  const opened = () => {
    const told: GateState[] = [];
    let [time, later]: [number, (() => void)[]] = [0, []];
    const gate = createGate({
      now: () => time,
      afterTurn: (callback) => later.push(callback),
      longestWait: 4_000,
      onChange: (state) => told.push(state),
    });
    const ends: string[] = [];
    return {
      gate,
      told,
      ends,
      /** Each begun request takes a while. */
      ask: (place: number, name: string, work = 1) => {
        const begin = () => {
          ends.push(name);
          time += work;
        };
        if (gate.atOnce()) return begin();
        gate.wait({ place, begin, refuse: () => ends.push(`not ${name}`) });
      },
      pass: (milliseconds: number) => {
        time += milliseconds;
      },
      nextTurn: () => {
        const due = later;
        later = [];
        for (const callback of due) callback();
      },
    };
  };

  test('lets in at once who comes one after the other', () => {
    const { ask, pass, ends, gate, told } = opened();
    for (let index = 0; index < 1_000; index += 1, pass(30)) ask(partner, 'in');
    expect(ends.every((end) => end === 'in')).toBe(true);
    expect([gate.state().waiting, told]).toEqual([0, []]);
  });

  test('begins so much a turn, the better first, and at least one', () => {
    const { ask, nextTurn, ends, gate } = opened();
    for (const name of ['a', 'b']) ask(partner, name);
    for (const name of ['c', 'd']) ask(partner, name, 50);
    ask(firstParty, 'e');
    expect(ends).toEqual(['a', 'b']);
    nextTurn();
    expect(ends).toEqual(['a', 'b', 'e', 'c']);
    nextTurn();
    expect([ends.at(-1), gate.state().waiting]).toEqual(['d', 0]);
  });

  test('lets a burst wait, however cold it is', () => {
    const { ask, nextTurn, ends } = opened();
    for (let index = 0; index < 64; index += 1) ask(partner, 'in', 40);
    for (let turn = 0; turn < 70; turn += 1) nextTurn();
    expect(ends).toEqual(Array.from({ length: 64 }, () => 'in'));
  });

  test('turns away who finds no room, or who is less than he', () => {
    const { ask, ends, gate, told } = opened();
    ask(internal, 'first', 5);
    for (let index = 0; index < atMost; index += 1) ask(index % 2 === 0 ? internal : partner, `${index}`);
    expect([gate.state().waiting, ends]).toEqual([atMost, ['first']]);
    ask(partner, 'partner');
    ask(internal, 'staff');
    ask(firstParty, 'own');
    expect(ends.slice(1)).toEqual(['not partner', 'not 999', 'not 997']);
    expect(gate.state().refused.map(({ busy }) => busy)).toEqual([0, 0, 3]);
    expect(told.map(({ refusing }) => refusing)).toEqual([true]);
  });

  test('turns away who would be answered too late', () => {
    const { ask, pass, nextTurn, ends } = opened();
    ask(firstParty, 'first', 5);
    ask(firstParty, 'late');
    pass(4_001);
    nextTurn();
    expect(ends).toEqual(['first', 'not late']);
  });

  test('turns classes away when memory is short, but for a few', () => {
    const { gate, ask, pass, ends, nextTurn } = opened();
    const admitted = (place: number) => {
      ends.length = 0;
      for (let index = 0; index < 160; index += 1, pass(30)) {
        ask(place, 'in');
        nextTurn();
      }
      return ends.filter((end) => end === 'in').length;
    };
    const told = (heap: number) => {
      for (let look = 0; look < 10; look += 1) gate.look({ ...calm, heap });
      return [firstParty, internal, partner].map(admitted);
    };
    expect(told(0.9)).toEqual([160, 10, 10]);
    expect(told(0.95)).toEqual([10, 10, 10]);
    expect(gate.state().refused.map(({ memory }) => memory)).toEqual([150, 300, 300]);
    expect(told(0.3)).toEqual([160, 160, 160]);
  });

  test('tells once that it begins to turn away, and a second after the last that it has stopped', () => {
    const { gate, ask, told, pass } = opened();
    ask(firstParty, 'first', 5);
    for (let index = 0; index < atMost + 5; index += 1) ask(firstParty, 'in');
    expect(told.map(({ refusing }) => refusing)).toEqual([true]);
    pass(999);
    gate.look(calm);
    expect(gate.state().refusing).toBe(true);
    pass(1);
    gate.look(calm);
    expect(told.map(({ refusing }) => refusing)).toEqual([true, false]);
  });
});

describe('at three times what one thread can do', () => {
  /** Milliseconds of work a request and a refusal; waits in between for a system behind. */
  const loads: [string, Load][] = [
    ['of light requests', { cost: 0.5, refusal: 0.02, wait: 8, classes: [1] }],
    ['of heavy requests', { cost: 4, refusal: 0.04, wait: 30, classes: [1] }],
    ['of lists', { cost: 40, refusal: 0.04, wait: 30, classes: [1] }],
    ['that wait long', { cost: 0.5, refusal: 0.02, wait: 400, classes: [1] }],
  ];

  test.each(loads)('%s, nine tenths of it are still done, and refusals come soon', (_, load) => {
    const seen = overloaded(load, { times: 3, seconds: 20 });
    const possible = (1_000 - seen.refusedASecond * load.refusal) / load.cost;
    expect(seen.doneASecond).toBeGreaterThan(0.9 * possible);
    expect(seen.refusalWait(0.99)).toBeLessThan(Math.max(50, 2 * load.cost));
    expect(seen.beginWait(0.99)).toBeLessThan(2_500);
  });

  test('the airline’s own are answered while its partners give way', () => {
    const load = { cost: 0.5, refusal: 0.02, wait: 8, classes: [0.2, 0.2, 0.6] };
    const seen = overloaded(load, { times: 3, seconds: 20 });
    const [own = 0, staff = 0, others = 0] = seen.admittedShare;
    expect(own).toBeGreaterThan(0.99);
    expect(staff).toBeGreaterThan(0.5);
    expect(others).toBeLessThan(0.05);
    expect(seen.refusalWait(0.99)).toBeLessThan(50);
  });

  test('nobody is turned away any more a second after it is over', () => {
    const load = { cost: 0.5, refusal: 0.02, wait: 8, classes: [1] };
    expect(overloaded(load, { times: 3, seconds: 10, afterwards: 0.5 }).refusedAfter).toBe(0);
  });
});

describe('nobody is turned away', () => {
  const ends = (load: Load, count: number, every: number): string[] => {
    const { arrive, turn, now } = thread(load);
    const seen: string[] = [];
    let [arrived, at] = [0, 0];
    while (seen.length < count && now() < 60_000) {
      const start = now();
      turn(() => {
        for (; arrived < count && at <= start; arrived += 1, at += every) arrive(partner, at, (end) => seen.push(end));
      }, at);
    }
    return seen;
  };
  const all = (count: number) => Array.from({ length: count }, () => 'begun');

  test('of a burst of 64 on a gateway that takes 50 ms for each', () => {
    const load = { cost: 50, refusal: 0.04, wait: 30, classes: [1] };
    expect(ends(load, 64, 0)).toEqual(all(64));
  });

  test('of a burst of 500 light requests', () => {
    expect(ends({ cost: 0.5, refusal: 0.02, wait: 8, classes: [1] }, 500, 0)).toEqual(all(500));
  });

  test('of a few long lists at once', () => {
    expect(ends({ cost: 200, refusal: 0.04, wait: 200, classes: [1] }, 8, 0)).toEqual(all(8));
  });

  test('of ten thousand that wait for a system that hangs', () => {
    expect(ends({ cost: 0.5, refusal: 0.02, wait: 50_000, classes: [1] }, 10_000, 1)).toEqual(all(10_000));
  });
});
