import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyOf } from '../../subgraphs/shared/hosting/json.ts';

/** Every object and array within a value. */
const partsOf = (value: unknown): object[] =>
  typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(partsOf)] : [];

test('a copy of any JSON value is equal and shares no part with it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const value: unknown = JSON.parse(text.replaceAll('__proto__', 'proto'));
      const copy = copyOf(value);
      expect(copy).toEqual(value);
      const own = new Set(partsOf(value));
      expect(partsOf(copy).filter((part) => own.has(part))).toEqual([]);
    }),
  );
});

test('a key called __proto__ gives a copy no prototype', () => {
  const copy = copyOf(JSON.parse('{"a": {"__proto__": {"admin": true}}}'));
  expect(copy).toEqual({ a: {} });
  expect(copy.a.admin).toBeUndefined();
});
