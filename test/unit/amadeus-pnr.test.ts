import { describe, expect, test } from 'vitest';
import { expectedPnr, readBooking } from '../../subgraphs/reservations/adapters/amadeus/pnr.ts';
import type { BookingRecord } from '../../subgraphs/reservations/source.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { answerIn, wire } from '../support/wire.ts';

const now = new Date('2026-11-24T09:00:00Z');
const decode = (text: string, locator: string): BookingRecord =>
  readBooking(answerIn(text, expectedPnr)!, locator, now);
const family = decode(wire('pnr-family'), 'KXT4PA');
const passenger = (tattoo: string) => family.passengers.find((one) => one.tattoo === tattoo)!;
const segment = (tattoo: string) => family.segments.find((one) => one.tattoo === tattoo)!;
const unreadable = expect.any(SourceError);

describe('A reservation off the wire', () => {
  test('keeps its locators, its creation rather than its last change, and where it was sold', () => {
    expect(family).toMatchObject({
      system: '1A',
      recordLocator: 'KXT4PA',
      createdOn: '2026-10-03',
      createdAt: new Date('2026-10-03T21:58:00Z'),
      locators: [
        { system: '1A', recordLocator: 'KXT4PA' },
        { system: 'BA', recordLocator: 'X7K2PL' },
        { system: 'AX', recordLocator: 'KXT4PA' },
      ],
      associated: [{ system: '1A', recordLocator: 'ABCDEF' }],
      pointOfSale: { officeId: 'BERAX01WW', iataNumber: '12345664', country: 'DE', city: 'BER' },
      groupName: null,
      numberInParty: 7,
    });
  });

  test('names everybody once, infants by their adult, whichever form they come in', () => {
    expect(
      family.passengers.map(({ tattoo, surname, firstName, typeCode, accompaniedBy }) => [
        tattoo,
        surname,
        firstName,
        typeCode,
        accompaniedBy,
      ]),
    ).toEqual([
      ['PT7', 'MWANGI', 'GRACE MRS', 'ADT', null],
      ['PT7-INF', 'MWANGI', 'AMANI', 'INF', 'PT7'],
      ['PT3', 'OKOYE', 'DANIEL MR', 'ADT', null],
      ['PT3-INF', 'MWANGI', 'ZAWADI', 'INF', 'PT3'],
      ['PT4', 'HOLM', 'INGRIDMS', 'ADT', null],
      ['PT9', 'HOLM', 'ELIN', 'INF', 'PT4'],
      ['PT12', 'MWANGI', 'TOBIAS MSTR', 'CHD', null],
    ]);
  });

  test('gives each birth date to the right person, and an impossible one as an error in its place', () => {
    expect(family.passengers.map(({ tattoo, birthDate }) => [tattoo, birthDate])).toEqual([
      ['PT7', '1991-06-02'],
      ['PT7-INF', '2026-03-14'],
      ['PT3', '1988-08-17'],
      ['PT3-INF', '2026-01-30'],
      ['PT4', '1990-12-12'],
      ['PT9', '2026-09-05'],
      ['PT12', unreadable],
    ]);
  });

  test('gives the infant its own passport and ticket although both are filed under the adult', () => {
    expect(passenger('PT7').documents).toEqual([
      {
        type: 'P',
        number: 'A1234567',
        issuingCountry: 'KEN',
        nationality: 'KEN',
        birthDate: '1991-06-02',
        gender: 'F',
        expiresOn: '2029-04-14',
      },
    ]);
    expect(passenger('PT7-INF').documents).toMatchObject([{ number: 'A7654321', gender: 'FI' }]);
    expect(passenger('PT7').ticketNumbers).toEqual(['8992400000140']);
    expect(passenger('PT7-INF').ticketNumbers).toEqual(['8992400000141']);
    expect(passenger('PT3').documents).toEqual([]);
    expect(passenger('PT4').documents).toMatchObject([{ issuingCountry: 'SE', expiresOn: unreadable }]);
  });

  test('counts out a run of conjunction tickets', () => {
    expect(passenger('PT3').ticketNumbers).toEqual(['8992400000199', '8992400000200']);
  });

  test('keeps frequent flyer numbers with their programme and tier, structured or as text', () => {
    expect(passenger('PT7').frequentFlyerNumbers).toEqual([
      { programme: 'AX', number: '2000000140', tierCode: 'GOLD' },
    ]);
    expect(passenger('PT3').frequentFlyerNumbers).toEqual([{ programme: 'ZZ', number: '55501234', tierCode: null }]);
  });

  test('keeps special service requests with unknown codes, blank statuses and their segments', () => {
    const requests = passenger('PT3').specialServiceRequests;
    expect(requests).toContainEqual({
      code: 'QQZZ',
      status: 'UN',
      text: 'NOT A CODE ANYBODY KNOWS',
      segments: ['ST2'],
    });
    expect(requests).toContainEqual({ code: 'OTHS', status: null, text: 'PAY WITH XXXX5559 PLEASE', segments: [] });
    expect(requests.some(({ code }) => code === 'VGML')).toBe(false);
    expect(passenger('PT7').specialServiceRequests).toContainEqual({
      code: 'VGML',
      status: 'HK',
      text: null,
      segments: ['ST5', 'ST2'],
    });
  });

  test('seats people by the passenger each seat names, not by its place in the message', () => {
    expect(passenger('PT7').seats).toEqual([
      { segment: 'ST5', number: '14C', status: 'HK', characteristics: ['N', 'A'] },
    ]);
    expect(passenger('PT3').seats).toEqual([
      { segment: 'ST5', number: '14D', status: 'HK', characteristics: ['N', 'W', 'K'] },
    ]);
    expect(passenger('PT4').seats).toEqual([]);
    const seated = family.passengers.filter((one) => one.specialServiceRequests.some(({ code }) => code === 'RQST'));
    expect(seated.map(({ tattoo }) => tattoo)).toEqual(['PT7', 'PT3']);
    expect(passenger('PT7').checkedIn).toEqual(['ST5']);
    expect(passenger('PT3').checkedIn).toEqual([]);
  });

  test('reads flights with local times, day change, cabin and who really flies', () => {
    expect(segment('ST5')).toEqual({
      tattoo: 'ST5',
      kind: 'AIR',
      marketingCarrier: 'AX',
      marketingFlightNumber: '101',
      operatingCarrier: null,
      origin: 'BER',
      destination: 'FRA',
      departureTerminal: '1',
      arrivalTerminal: '1',
      departure: '2026-11-25T07:05:00',
      arrival: '2026-11-25T08:20:00',
      bookingClass: 'M',
      cabinCode: 'Y',
      status: 'HK',
      equipment: '320',
      carrierLocator: 'KXT4PA',
      description: null,
    });
    expect(segment('ST2')).toMatchObject({
      departure: '2026-11-25T22:15:00',
      arrival: '2026-11-26T05:40:00',
      operatingCarrier: 'NORDWIND AIR',
      status: 'HL',
      carrierLocator: 'X7K2PL',
    });
  });

  test('knows an arrival-unknown segment however its host names it, and a hotel by its name', () => {
    expect(segment('ST8')).toMatchObject({ kind: 'ARNK', marketingFlightNumber: null, departure: null, arrival: null });
    expect(segment('ST6')).toMatchObject({
      kind: 'HHL',
      origin: 'LON',
      departure: '2026-11-26',
      arrival: '2026-11-28',
      description: 'HOTEL XXXX1111 BY THE RIVER',
    });
  });

  test('tells e-mails from telephones and leaves fax numbers out', () => {
    expect(family.contacts).toEqual([
      { kind: 'PHONE', raw: '+49 30 23125140-M', passengers: ['PT7'] },
      { kind: 'EMAIL', raw: 'GRACE.MWANGI@EXAMPLE.COM', passengers: [] },
      { kind: 'PHONE', raw: '03023125144', passengers: [] },
      { kind: 'EMAIL', raw: 'GRACE.MWANGI//EXAMPLE.COM', passengers: ['PT7'] },
      { kind: 'PHONE', raw: '493023125140/DE', passengers: ['PT7'] },
    ]);
  });

  test('reads each form of payment, and holds no card number anywhere', () => {
    expect(family.payments).toEqual([
      {
        kind: 'CARD',
        cardBrand: 'VI',
        cardLast4: '1111',
        amount: { amount: '312.40', currency: 'EUR' },
        raw: 'CCVIXXXX1111/1229/EUR312.40',
      },
      {
        kind: 'CASH',
        cardBrand: null,
        cardLast4: null,
        amount: { amount: '10.00', currency: 'EUR' },
        raw: 'CASH/EUR10.00',
      },
    ]);
    expect(JSON.stringify(family)).not.toMatch(/4111[ -]?1111|55000055/);
  });

  test('keeps remarks and messages to the airline, and what the host complained of beside the data', () => {
    expect(family.remarks).toEqual([
      { type: 'RM', text: 'GUEST CARD XXXX1111 & SOFT PILLOW' },
      { type: 'RC', text: 'CALLED TWICE' },
      { type: 'OS', text: 'VIP CHIEF ENGINEER' },
    ]);
    expect(family.warnings).toEqual(['4498 COMBINATION OF ELEMENTS NOT ALLOWED']);
  });

  test('of a group has its name and size, of simultaneous changes a warning', () => {
    const group = decode(wire('pnr-group-changing'), 'GRP5LK');
    expect(group).toMatchObject({ groupName: 'HARBOUR CHOIR', numberInParty: 24, createdOn: '2026-11-01' });
    expect(group.passengers).toHaveLength(1);
    expect(group.warnings).toEqual(['8111 SIMULTANEOUS CHANGES TO PNR - USE WRA/RT TO PRINT OR IGNORE']);
  });
});

describe('A reservation told out of order', () => {
  const repeated = (text: string, tag: string) =>
    text.replace(new RegExp(`<${tag}>.*?</${tag}>`, 'g'), (element) => element + element);
  const reversed = (text: string, tag: string) => {
    const pattern = new RegExp(`<${tag}>.*?</${tag}>`, 'g');
    const elements = text.match(pattern)!.reverse();
    let next = 0;
    return text.replace(pattern, () => elements[next++]!);
  };

  test.each(['travellerInfo', 'itineraryInfo', 'dataElementsIndiv'])(
    'says the same when its %s come reversed',
    (tag) => {
      expect(decode(reversed(wire('pnr-family'), tag), 'KXT4PA')).toEqual(family);
    },
  );

  test.each(['travellerInfo', 'itineraryInfo', 'dataElementsIndiv'])('says the same when its %s come twice', (tag) => {
    expect(decode(repeated(wire('pnr-family'), tag), 'KXT4PA')).toEqual(family);
  });

  test('is refused when two people go by one tattoo', () => {
    const text = wire('pnr-family').replace('<number>12</number>', '<number>3</number>');
    expect(() => decode(text, 'KXT4PA')).toThrow(expect.objectContaining({ code: 'LEGACY_MALFORMED' }));
  });

  test('is refused when it is for another locator than asked, even one it carries for another system', () => {
    for (const asked of ['ADAL7Q', 'X7K2PL']) {
      expect(() => decode(wire('pnr-family'), asked)).toThrow(expect.objectContaining({ code: 'LEGACY_MALFORMED' }));
    }
  });

  test('gives an element that names nobody here to nobody', () => {
    const text = wire('pnr-family').replaceAll(
      /(<type>VGML<\/type>.*?<qualifier>PT<\/qualifier><number>)7</g,
      (_, start: string) => `${start}99<`,
    );
    const codes = decode(text, 'KXT4PA').passengers.flatMap((one) =>
      one.specialServiceRequests.map(({ code }) => code),
    );
    expect(codes).not.toContain('VGML');
  });
});
