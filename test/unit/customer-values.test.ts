import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentTypeOf, genderOf, sourceOf, vipOf } from '../../subgraphs/customers/adapters/sql/codes.ts';
import { packedDate, packedMonth, packedTime } from '../../subgraphs/customers/adapters/sql/packed.ts';
import { effectiveConsents } from '../../subgraphs/customers/consents.ts';
import { linksOf } from '../../subgraphs/customers/links.ts';
import { meal } from '../../subgraphs/customers/meals.ts';
import { languageTag, shownAlternatives, shownName } from '../../subgraphs/customers/show.ts';
import type { AlternativeRecord, ConsentRecord } from '../../subgraphs/customers/source.ts';
import { birthDateOf, residenceOf } from '../../subgraphs/customers/winning-values.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { membership, record } from '../support/customer-records.ts';

const at = (day: string) => new Date(`${day}T00:00:00Z`);

describe('Packed values of the master', () => {
  it('are read, or none', () => {
    expect(packedDate('19840517')).toBe('1984-05-17');
    expect(packedDate('00000000')).toBeNull();
    expect(packedDate('')).toBeNull();
    expect(packedTime('20261003120001')).toEqual(new Date('2026-10-03T12:00:01Z'));
    expect(packedMonth('0829')).toBe('2029-08');
  });

  it.each(['19870230', '20261301', '1984', 'ABCDEFGH', '19840517x'])('are an error in their own place: %s', (text) => {
    expect(packedDate(text)).toBeInstanceOf(SourceError);
  });

  it('never crash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const read of [packedDate, packedTime, packedMonth]) read(text);
      }),
    );
    expect(packedTime('20260230120000')).toBeInstanceOf(SourceError);
    expect(packedTime('20261003250000')).toBeInstanceOf(SourceError);
    expect(packedMonth('1329')).toBeInstanceOf(SourceError);
  });
});

describe('Codes of the master', () => {
  it('that nobody explains are passed through or left out, and cost nothing else', () => {
    expect(vipOf('Q')).toBe('OTHER');
    expect(vipOf('')).toBeNull();
    expect(genderOf('constructor')).toBeNull();
    expect(documentTypeOf('Z')).toBe('OTHER');
    expect(sourceOf('Z')).toBe('Z');
    expect(meal('XXML')).toEqual({ code: 'XXML', name: null, known: false });
  });
});

describe('Consents', () => {
  const decision = (granted: boolean, source: string, day: string | null): ConsentRecord => ({
    purpose: 'MARKETING_EMAIL',
    granted,
    source,
    decidedAt: day === null ? null : at(day),
  });

  it('go to the most restrictive source, however new the others are', () => {
    const grant = decision(true, 'WEB', '2026-11-01');
    const refusal = decision(false, 'CALL_CENTRE', '2020-01-01');
    expect(effectiveConsents([grant, refusal])).toEqual([{ ...refusal, overruled: [grant] }]);
  });

  it('take the newest decision of each source', () => {
    const withdrawn = decision(false, 'WEB', '2025-01-01');
    const renewed = decision(true, 'WEB', '2026-01-01');
    expect(effectiveConsents([renewed, withdrawn])).toEqual([{ ...renewed, overruled: [] }]);
    expect(effectiveConsents([withdrawn, decision(true, 'WEB', null)])).toEqual([{ ...withdrawn, overruled: [] }]);
  });

  it('are kept apart by purpose', () => {
    const other: ConsentRecord = { ...decision(false, 'WEB', null), purpose: 'PROFILING' };
    expect(effectiveConsents([other, decision(true, 'WEB', null)]).map(({ granted }) => granted)).toEqual([
      true,
      false,
    ]);
  });
});

describe('The value that is shown', () => {
  const said = (field: AlternativeRecord['field'], value: string, source: string, day: string): AlternativeRecord => ({
    field,
    value,
    source,
    recordedAt: at(day),
  });
  const births = [
    said('dateOfBirth', '1984-05-18', 'WEB', '2026-01-01'),
    said('dateOfBirth', '1984-05-17', 'PAPER', '2001-01-01'),
  ];
  const unreadable = new SourceError('customers', 'LEGACY_MALFORMED', 'test');

  it('is the master’s own where it can be read', () => {
    const ada = record('ada', { alternatives: births });
    expect(birthDateOf(ada)).toBe('1984-05-17');
    expect(shownAlternatives(ada)).toEqual([
      { field: 'dateOfBirth', value: '1984-05-18', source: 'WEB', asOf: at('2026-01-01') },
    ]);
  });

  it('is otherwise that of whoever has seen a document', () => {
    expect(birthDateOf(record('ada', { dateOfBirth: unreadable, alternatives: births }))).toBe('1984-05-17');
    expect(birthDateOf(record('ada', { dateOfBirth: null, alternatives: births }))).toBe('1984-05-17');
    expect(birthDateOf(record('ada', { dateOfBirth: unreadable }))).toBe(unreadable);
  });

  it('is the newest residence', () => {
    const moves = [said('residence', 'SE', 'PAPER', '2001-01-01'), said('residence', 'DE', 'APP', '2026-01-01')];
    expect(residenceOf(record('ada', { alternatives: moves }))).toBe('DE');
  });

  it('has no alternative in another notation of itself', () => {
    const ada = record('ada', { nationality: 'SE', alternatives: [said('nationality', 'SWE', 'WEB', '2026-01-01')] });
    expect(shownAlternatives(ada)).toEqual([]);
  });

  it('is a name ready to show', () => {
    expect(shownName({ title: 'Mr', givenNames: 'John', surname: 'Smith', suffix: 'JR' })).toMatchObject({
      suffix: 'Jr',
      full: 'Mr John Smith Jr',
    });
    expect(shownName(record('suryanto').name).full).toBe('Suryanto');
  });

  it('is a language tag in its usual letter case, or none', () => {
    expect(languageTag('PT-br')).toBe('pt-BR');
    expect(languageTag('%%')).toBeNull();
    expect(languageTag(null)).toBeNull();
  });
});

describe('Links', () => {
  it('are what the master says, and contested where a number stands on two records', () => {
    const shared = { ...membership('2000000105'), shared: true };
    const links = linksOf(record('ada', { memberships: [shared, { ...membership('99'), programme: 'BA' }] }), 'AX');
    expect(links).toMatchObject([
      { system: 'loyalty', key: 'AX 2000000105', method: 'POSSIBLE' },
      { system: 'reservations', key: 'ADAL7Q of 2026-10-01', method: 'BOOKING_REFERENCE' },
    ]);
  });
});
