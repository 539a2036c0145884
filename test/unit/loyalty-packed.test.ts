import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endless,
  packDate,
  packFlightNumber,
  packMiles,
  packName,
  packNightlyRun,
} from '../../legacy/loyalty-ledger/notation.ts';
import { readMiles, readPackedDate, readPackedInstant, readText } from '../../subgraphs/loyalty/adapters/sql/packed.ts';
import { milesText } from '../../subgraphs/loyalty/miles.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';

const days = fc
  .date({ min: new Date('1900-01-02T00:00:00Z'), max: new Date('2099-12-30T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const cells = fc.oneof(fc.integer(), fc.double(), fc.bigInt(), fc.string(), fc.constant(null), fc.maxSafeInteger());

describe('packed dates', () => {
  it('come back as the day they were packed from, however the driver hands them over', () => {
    fc.assert(
      fc.property(days, (day) => {
        const packed = packDate(day);
        for (const cell of [packed, BigInt(packed), String(packed)]) expect(readPackedDate(cell, 'd')).toBe(day);
      }),
    );
  });

  it('are a day of the calendar, none, or an error: never something else, whatever the column holds', () => {
    fc.assert(
      fc.property(cells, (cell) => {
        const read = readPackedDate(cell, 'd');
        if (read === null || read instanceof SourceError) return;
        expect(new Date(`${read}T00:00:00Z`).toISOString().slice(0, 10)).toBe(read);
      }),
    );
  });

  it.each([
    [1_260_228, '2026-02-28'],
    [1_240_229, '2024-02-29'],
    [750_230, 'LEGACY_MALFORMED'],
    [1_230_229, 'LEGACY_MALFORMED'],
    [1_261_340, 'LEGACY_MALFORMED'],
    [2_260_101, 'LEGACY_MALFORMED'],
    [-1_260_101, 'LEGACY_MALFORMED'],
    [1_260_101.5, 'LEGACY_MALFORMED'],
    ['1260101x', 'LEGACY_MALFORMED'],
    ['', 'LEGACY_MALFORMED'],
    [0, null],
    [endless, null],
    [null, null],
  ])('%j is read as %j', (cell, expected) => {
    const read = readPackedDate(cell, 'd');
    expect(read instanceof SourceError ? read.code : read).toBe(expected);
  });
});

describe('packed instants', () => {
  it('come back as the instant', () => {
    expect(readPackedInstant(packNightlyRun('2026-11-24'), 'i')).toEqual(new Date('2026-11-24T02:31:50Z'));
  });
  it.each([1_261_124_250_000, 1_261_124_006_100, 1_260_231_000_000, 1, -5])('%i is an error', (cell) => {
    expect(readPackedInstant(cell, 'i')).toBeInstanceOf(SourceError);
  });
  it('are an instant, none, or an error, whatever the column holds', () => {
    fc.assert(
      fc.property(cells, (cell) => {
        const read = readPackedInstant(cell, 'i');
        expect(read === null || read instanceof SourceError || !Number.isNaN(read.getTime())).toBe(true);
      }),
    );
  });
});

describe('miles', () => {
  it.each([
    [42_187.5, '42187.5'],
    [0, '0'],
    [-0.25, '-0.25'],
    [-500, '-500'],
    [0.1 + 0.2, '0.3'],
    [100, '100'],
    [7.05, '7.05'],
  ])('%d is shown as %j', (miles, text) => {
    const read = readMiles(packMiles(miles), 'm');
    expect(typeof read === 'bigint' && milesText(read)).toBe(text);
  });

  it('are shown as the shortest exact decimal', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (hundredths) => {
        const text = milesText(hundredths);
        expect(text).toMatch(/^(0|-?(0\.(0[1-9]|[1-9]\d?)|[1-9]\d*(\.(0[1-9]|[1-9]\d?))?))$/);
        expect(text).not.toMatch(/\.\d*0$/);
        const [whole = '', fraction = ''] = text.replace('-', '').split('.');
        const size = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
        expect(text.startsWith('-') ? -size : size).toBe(hundredths);
      }),
    );
  });

  it('are exact or an error, whatever the column holds', () => {
    fc.assert(
      fc.property(cells, (cell) => {
        const read = readMiles(cell, 'm');
        if (typeof read !== 'bigint') return;
        expect(read.toString()).toBe(
          String(cell)
            .replace(/^-?0+(?=\d)/, (zeros) => (zeros[0] === '-' ? '-' : ''))
            .replace(/^-0$/, '0'),
        );
      }),
    );
  });
});

describe("the ledger's texts", () => {
  it('are trimmed, and nothing when blank', () => {
    expect([readText('AB  '), readText('   '), readText(null)]).toEqual(['AB', null, null]);
  });
  it.each([
    ['Müller', 'MUELLER'],
    ['Anne-Marie', 'ANNE MARIE'],
    ["O'Brien", "O'BRIEN"],
    ['Tomás', 'TOMAS'],
    ['Straße', 'STRASSE'],
  ])('%s is kept as %s', (name, kept) => {
    expect(packName(name, 40)).toBe(kept);
  });
  it('zero-fill flight numbers', () => {
    expect([packFlightNumber('101'), packFlightNumber('7A')]).toEqual(['0101', '0007A']);
  });
});
