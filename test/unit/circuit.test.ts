import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CallEnd,
  type Circuit,
  type CircuitChange,
  createCircuit,
} from '../../subgraphs/shared/policies/circuit.ts';

const settings = { calls: 20, percent: 50, openFor: 5_000 };

/** With a clock that moves by hand, and a random number that is the middle. */
function circuitAt(start = 1_000_000, random = 0.5) {
  const time = { now: start };
  const changes: CircuitChange[] = [];
  const circuit = createCircuit(settings, (change) => changes.push(change), {
    clock: () => time.now,
    random: () => random,
  });
  return { circuit, time, changes };
}

/** How many of these calls passed. */
function calls(circuit: Circuit, ends: readonly CallEnd[]): number {
  let passed = 0;
  for (const end of ends) {
    const pass = circuit.enter();
    if (pass === null) continue;
    passed += 1;
    circuit.leave(pass, end);
  }
  return passed;
}

const times = (count: number, end: CallEnd): CallEnd[] => Array.from({ length: count }, () => end);

describe('a closed circuit', () => {
  test('opens at the twentieth call when half of them failed, and not before', () => {
    const { circuit } = circuitAt();
    calls(circuit, [...times(10, 'worked'), ...times(9, 'failed')]);
    expect(circuit.state()).toBe('closed');
    calls(circuit, ['failed']);
    expect(circuit.state()).toBe('open');
  });

  test('stays closed while fewer than half fail, however many', () => {
    const { circuit } = circuitAt();
    for (let round = 0; round < 100; round += 1) calls(circuit, ['worked', 'worked', 'failed']);
    expect(circuit.state()).toBe('closed');
  });

  test('forgets what is ten seconds old, after a silence too', () => {
    for (const silence of [10_000, 3_600_000]) {
      const { circuit, time } = circuitAt();
      calls(circuit, times(19, 'failed'));
      time.now += silence;
      calls(circuit, times(19, 'failed'));
      expect(circuit.state()).toBe('closed');
    }
  });

  test('counts failures that come slowly, as long as they are within ten seconds', () => {
    const { circuit, time } = circuitAt();
    for (let count = 0; count < 20; count += 1) {
      calls(circuit, ['failed']);
      time.now += 450;
    }
    expect(circuit.state()).toBe('open');
  });

  test('takes no notice of calls that say nothing', () => {
    const { circuit } = circuitAt();
    calls(circuit, [...times(500, 'unknown'), ...times(19, 'failed')]);
    expect(circuit.state()).toBe('closed');
  });

  test('opens by the calls of the last ten seconds alone, whatever came when', () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 12_000 }),
      end: fc.constantFrom<CallEnd>('worked', 'failed'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { circuit, time } = circuitAt();
        const past: { second: number; failed: boolean }[] = [];
        for (const { wait, end } of steps) {
          // Mostly close together, so that enough calls meet.
          time.now += wait > 10_000 ? wait : wait % 700;
          calls(circuit, [end]);
          const second = Math.floor(time.now / 1_000);
          past.push({ second, failed: end === 'failed' });
          const counted = past.filter((call) => call.second > second - 10);
          const failures = counted.filter(({ failed }) => failed).length;
          const due = end === 'failed' && counted.length >= 20 && failures * 2 >= counted.length;
          expect(circuit.state()).toBe(due ? 'open' : 'closed');
          if (due) return;
        }
      }),
    );
  });
});

describe('an open circuit', () => {
  const opened = (random?: number) => {
    const all = circuitAt(1_000_000, random);
    calls(all.circuit, times(20, 'failed'));
    return all;
  };

  test('passes no call for five seconds, then one', () => {
    const { circuit, time } = opened();
    time.now += 4_999;
    expect(circuit.passes()).toBe(false);
    expect(calls(circuit, times(50, 'worked'))).toBe(0);
    time.now += 1;
    expect(circuit.passes()).toBe(true);
    expect(circuit.enter()).not.toBeNull();
    expect(circuit.state()).toBe('half-open');
    expect(circuit.passes()).toBe(false);
    expect(circuit.enter()).toBeNull();
  });

  test('closes after three probes that worked', () => {
    const { circuit, time, changes } = opened();
    time.now += 5_000;
    expect(calls(circuit, times(2, 'worked'))).toBe(2);
    expect(circuit.state()).toBe('half-open');
    calls(circuit, ['worked']);
    expect(circuit.state()).toBe('closed');
    expect(changes.map(({ state }) => state)).toEqual(['open', 'half-open', 'closed']);
    calls(circuit, times(19, 'failed'));
    expect(circuit.state()).toBe('closed');
  });

  test('stays open twice as long after each probe that failed, up to thirty seconds, and five again once it has been closed', () => {
    const { circuit, time, changes } = opened();
    const waits = () => changes.filter(({ state }) => state === 'open').map(({ openFor }) => openFor);
    for (let round = 0; round < 4; round += 1) {
      time.now += waits().at(-1)!;
      calls(circuit, ['worked', 'failed']);
    }
    expect(waits()).toEqual([5_000, 10_000, 20_000, 30_000, 30_000]);
    time.now += 30_000;
    calls(circuit, [...times(3, 'worked'), ...times(20, 'failed')]);
    expect(waits().at(-1)).toBe(5_000);
  });

  test('waits a little less or more, so that replicas do not probe together', () => {
    expect([0, 1].map((random) => opened(random).changes[0]?.openFor)).toEqual([4_500, 5_500]);
  });

  test('gives the probe to another when the first asker has left', () => {
    const { circuit, time } = opened();
    time.now += 5_000;
    expect(calls(circuit, ['unknown', 'unknown', 'worked'])).toBe(3);
    expect(circuit.state()).toBe('half-open');
  });

  test('takes no notice of calls that began before it opened', () => {
    const { circuit, time } = circuitAt();
    const early = Array.from({ length: 5 }, () => circuit.enter()!);
    calls(circuit, times(20, 'failed'));
    time.now += 5_000;
    const probe = circuit.enter()!;
    for (const pass of early) circuit.leave(pass, 'failed');
    expect(circuit.state()).toBe('half-open');
    circuit.leave(probe, 'worked');
    expect(circuit.passes()).toBe(true);
  });
});
