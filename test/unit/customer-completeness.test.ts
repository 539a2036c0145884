/** What is missing of a profile, and what of it is not to be relied on. */
import { describe, expect, it } from 'vitest';
import { completenessOf } from '../../subgraphs/customers/completeness.ts';
import type { CustomerRecord } from '../../subgraphs/customers/source.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { record } from '../support/customer-records.ts';

const unreadable = new SourceError('customers', 'LEGACY_MALFORMED', 'no date');
const contact = { verified: true, preferred: true, shared: false } as const;
const passport = {
  type: 'PASSPORT',
  rawType: 'P',
  number: 'C01X00T47',
  issuingCountry: 'DEU',
  nationality: 'DEU',
  expiresOn: '2030-01-01',
} as const;
const whole: Partial<CustomerRecord> = {
  nationality: 'DEU',
  language: 'de',
  channel: 'EMAIL',
  addresses: [
    {
      kind: 'HOME',
      lines: ['Am Park 1'],
      postalCode: '10115',
      city: 'Berlin',
      region: null,
      country: 'DE',
      preferred: true,
    },
  ],
  documents: [passport],
  consents: [{ purpose: 'SERVICE_MESSAGES', granted: false, decidedAt: null, source: 'WEB' }],
};

const context = { now: () => new Date('2026-11-24T09:00:00Z'), home: 'DE', programme: 'AX' };
const of = (sketch: Partial<CustomerRecord>) => completenessOf(record('ada', { ...whole, ...sketch }), context);

describe('A profile', () => {
  it('is complete when all nine parts are held, whatever was decided', () => {
    expect(of({})).toMatchObject({ share: 1, missing: [], doubtful: [] });
  });

  it('is not less complete for special wishes nobody has', () => {
    expect(of({ meal: null, seat: null, payment: null, vipClass: null, gender: null }).share).toBe(1);
  });

  it('lacks everything when nothing is on file', () => {
    const empty = of({
      dateOfBirth: null,
      emails: [],
      phones: [],
      addresses: [],
      documents: [],
      consents: [],
      memberships: [],
      bookings: [],
      nationality: null,
      language: null,
      channel: null,
    });
    expect(empty).toEqual({
      share: 0,
      missing: [
        'DATE_OF_BIRTH',
        'PHONE',
        'EMAIL',
        'PREFERRED_CHANNEL',
        'SERVICE_MESSAGES_CONSENT',
        'LANGUAGE',
        'ADDRESS',
        'NATIONALITY',
        'TRAVEL_DOCUMENT',
      ],
      doubtful: [],
      expectedIn: [],
    });
  });

  it.each<[string, Partial<CustomerRecord>, string]>([
    ['a birth date that cannot be read', { dateOfBirth: unreadable }, 'DATE_OF_BIRTH'],
    [
      'a birth date another source contradicts',
      { alternatives: [{ field: 'dateOfBirth', value: '1990-01-01', source: 'WEB', recordedAt: null }] },
      'DATE_OF_BIRTH',
    ],
    [
      'a telephone of several people',
      { phones: [{ ...contact, raw: '030 23125101', kind: 'HOME', shared: true }] },
      'PHONE',
    ],
    ['a telephone that is none', { phones: [{ ...contact, raw: 'ask reception', kind: 'HOME' }] }, 'PHONE'],
    [
      'an e-mail address nobody has confirmed',
      { emails: [{ ...contact, address: 'a@example.com', verified: false }] },
      'EMAIL',
    ],
    ['an expired passport', { documents: [{ ...passport, expiresOn: '2026-11-23' }] }, 'TRAVEL_DOCUMENT'],
    ['a passport of unknown expiry', { documents: [{ ...passport, expiresOn: null }] }, 'TRAVEL_DOCUMENT'],
    ['a nationality that is none', { nationality: 'XQX' }, 'NATIONALITY'],
    ['a language that is none', { language: '??' }, 'LANGUAGE'],
  ])('is doubtful with %s', (_, sketch, part) => {
    expect(of(sketch)).toMatchObject({ share: 0.89, missing: [], doubtful: [part] });
  });

  it('needs one of several that can be relied on', () => {
    const expired = { ...passport, expiresOn: '2020-01-01' };
    expect(of({ documents: [expired, passport] }).share).toBe(1);
    expect(of({ documents: [{ ...passport, type: 'VISA' }] }).missing).toEqual(['TRAVEL_DOCUMENT']);
    expect(of({ documents: [{ ...passport, expiresOn: '2026-11-24' }] }).share).toBe(1);
  });
});

describe('Another system should know a customer', () => {
  const held = { programme: 'AX', number: '2000000101', live: true, shared: false, recordedAt: null };
  it.each<[string, Partial<CustomerRecord>, string[]]>([
    ['by a live number of the own programme', { memberships: [held], bookings: [] }, ['loyalty']],
    ['not by a closed one', { memberships: [{ ...held, live: false }], bookings: [] }, []],
    ['not by one on two records', { memberships: [{ ...held, shared: true }], bookings: [] }, []],
    ['not by another programme’s', { memberships: [{ ...held, programme: 'ZZ' }], bookings: [] }, []],
    [
      'by a booking on record',
      {
        memberships: [],
        bookings: [{ system: '1A', recordLocator: 'ADAL7Q', createdOn: '2026-10-01', recordedAt: null }],
      },
      ['reservations'],
    ],
  ])('%s', (_, sketch, systems) => {
    expect(of(sketch).expectedIn).toEqual(systems);
  });
});
