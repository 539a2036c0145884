import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inFlight } from '../../gateway/engine/in-flight.ts';

test('what is under way is found as in a Map, whatever enters and leaves', () => {
  const key = fc.constantFrom('a', 'b', 'ab', `${'x'.repeat(80)}a`, `${'y'.repeat(80)}a`, 'x'.repeat(500));
  const change = fc.record({
    key,
    value: fc.integer({ min: 0, max: 3 }),
    what: fc.constantFrom('add', 'remove', 'clear'),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const values = [{}, {}, {}, {}];
      const ours = inFlight<object>();
      const map = new Map<string, object>();
      for (const { key: at, value, what } of changes) {
        const object = values[value]!;
        if (what === 'clear') {
          ours.clear();
          map.clear();
        } else if (what === 'add') {
          if ([...map.values()].includes(object)) continue;
          ours.add(at, object);
          map.set(at, object);
        } else {
          ours.remove(at, object);
          if (map.get(at) === object) map.delete(at);
        }
        expect(ours.find(at)).toBe(map.get(at));
      }
    }),
  );
});
