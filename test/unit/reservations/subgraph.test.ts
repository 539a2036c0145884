import { describe, expect, test } from 'vitest';
import type { BookingRecord } from '../../../subgraphs/reservations/source.ts';
import { SourceError } from '../../../subgraphs/shared/errors.ts';
import { summaryOf } from '../../support/memory-reservations.ts';
import {
  bookingRecord,
  couponRecord,
  documentRecord,
  flightRecord,
  passengerRecord,
  segmentRecord,
  ticketRecord,
} from '../../support/reservation-records.ts';
import { askEntities as ask, runReservations as run } from '../../support/run-reservations.ts';

const unreadable = new SourceError('reservations', 'LEGACY_MALFORMED', 'test');

const family: BookingRecord = bookingRecord({
  recordLocator: 'GRAC4M',
  locators: [
    { system: '1A', recordLocator: 'GRAC4M' },
    { system: 'BA', recordLocator: 'X7K2PL' },
  ],
  passengers: [
    passengerRecord({
      tattoo: 'PT3',
      surname: 'MWANGI',
      firstName: 'GRACEMRS',
      documents: [
        documentRecord({ number: 'AB 0123456', issuingCountry: 'KEN', birthDate: '1992-06-21', expiresOn: unreadable }),
      ],
      specialServiceRequests: [
        { code: 'WCHR', status: 'HK', text: 'CALL 02079460114', segments: ['ST1'] },
        { code: 'ZZZZ', status: 'QQ', text: null, segments: [] },
        { code: 'DOCS', status: 'HK', text: 'P/KEN/AB0123456', segments: [] },
      ],
      seats: [{ segment: 'ST1', number: '14F', status: 'HK', characteristics: [] }],
      ticketNumbers: ['8992400000123'],
      checkedIn: ['ST1'],
    }),
    passengerRecord({
      tattoo: 'PT3-INF',
      surname: 'MWANGI',
      firstName: 'AMANI',
      typeCode: 'INF',
      birthDate: '2026-03-14',
      accompaniedBy: 'PT3',
    }),
  ],
  segments: [
    segmentRecord({ operatingCarrier: 'VUELING AIRLINES' }),
    segmentRecord({
      tattoo: 'ST4',
      kind: 'HHL',
      origin: 'FRA',
      destination: null,
      departure: '2026-11-25',
      arrival: '2026-11-27',
      description: 'HOTEL AM DOM',
      marketingFlightNumber: null,
    }),
    segmentRecord({ tattoo: 'ST2', kind: 'ARNK', origin: null, destination: null, departure: null, arrival: null }),
  ],
  contacts: [
    { kind: 'EMAIL', raw: 'GRACE..M//EXAMPLE.COM', passengers: ['PT3'] },
    { kind: 'PHONE', raw: '03023125114-M', passengers: [] },
  ],
  remarks: [{ type: 'RM', text: 'CARD 4111111111111111' }],
  warnings: ['8111 SIMULTANEOUS CHANGES'],
});

describe('a booking', () => {
  test('is told in airline words, with every part tied to the others by its id', async () => {
    const { data, errors, asked } = await run(
      { bookings: [family] },
      `{ booking(recordLocator: "grac4m") {
        id recordLocator locators { system recordLocator } createdOn createdAt numberInParty tripType warnings
        pointOfSale { officeId country { code name raw known } }
        contacts { kind value raw passengerIds } remarks { type text }
        passengers { id nameAsBooked name { title givenNames surname suffix full } type dateOfBirth checkedIn
          infant { id } accompaniedBy { id } contacts { value }
          specialServiceRequests { code kind known status text segmentIds } seats { number segmentId status position } }
        segments { id kind rawKind description bookingClass cabin
          marketingCarrier { code name } operatingCarrier { code name raw known }
          departure { airport { code city timeZone country { code } } terminal scheduledDate scheduledLocal scheduledAt }
          arrival { scheduledLocal }
          flight { carrier number departureDate origin operatingCarrier { raw } departure { scheduledAt } } }
      } }`,
    );
    expect(errors).toEqual([]);
    expect(asked).toEqual(['booking GRAC4M']);
    expect(data).toMatchObject({
      booking: {
        id: '1A-GRAC4M-2026-10-03',
        createdAt: '2026-10-03T08:15:00.000Z',
        numberInParty: 2,
        tripType: 'ONE_WAY',
        pointOfSale: { officeId: 'FRAAX08AA', country: { code: 'DE', name: 'Germany', raw: 'DE', known: true } },
        contacts: [
          { kind: 'EMAIL', value: 'grace_m@example.com', passengerIds: ['1A-GRAC4M-2026-10-03-PT3'] },
          { kind: 'PHONE', value: '+493023125114', raw: '03023125114-M', passengerIds: [] },
        ],
        remarks: [{ type: 'RM', text: 'CARD XXXX1111' }],
        warnings: [expect.stringContaining('being changed')],
        passengers: [
          {
            id: '1A-GRAC4M-2026-10-03-PT3',
            nameAsBooked: 'MWANGI/GRACEMRS',
            name: { title: 'Mrs', givenNames: 'GRACE', surname: 'MWANGI', suffix: null, full: 'Mrs GRACE MWANGI' },
            type: 'ADULT',
            dateOfBirth: '1992-06-21',
            checkedIn: true,
            infant: { id: '1A-GRAC4M-2026-10-03-PT3-INF' },
            accompaniedBy: null,
            contacts: [{ value: 'grace_m@example.com' }],
            specialServiceRequests: [
              {
                code: 'WCHR',
                kind: 'MOBILITY',
                known: true,
                status: 'CONFIRMED',
                text: 'CALL [removed]',
                segmentIds: ['1A-GRAC4M-2026-10-03-ST1'],
              },
              { code: 'ZZZZ', kind: 'OTHER', known: false, status: 'UNKNOWN', text: null, segmentIds: [] },
              { code: 'DOCS', kind: 'DOCUMENT', known: true, text: null },
            ],
            seats: [{ number: '14F', segmentId: '1A-GRAC4M-2026-10-03-ST1', status: 'CONFIRMED', position: 'WINDOW' }],
          },
          {
            type: 'INFANT',
            dateOfBirth: '2026-03-14',
            infant: null,
            accompaniedBy: { id: '1A-GRAC4M-2026-10-03-PT3' },
          },
        ],
        segments: [
          {
            kind: 'FLIGHT',
            cabin: 'ECONOMY',
            marketingCarrier: { code: 'AX', name: 'Auster Air' },
            operatingCarrier: { code: null, name: null, raw: 'VUELING AIRLINES', known: false },
            departure: {
              airport: { code: 'BER', city: 'Berlin', timeZone: 'Europe/Berlin', country: { code: 'DE' } },
              scheduledDate: '2026-11-25',
              scheduledLocal: '2026-11-25T07:05:00',
              scheduledAt: '2026-11-25T06:05:00.000Z',
            },
            flight: {
              carrier: 'AX',
              number: '101',
              departureDate: '2026-11-25',
              origin: 'BER',
              operatingCarrier: { raw: 'VUELING AIRLINES' },
              departure: { scheduledAt: '2026-11-25T06:05:00.000Z' },
            },
          },
          {
            kind: 'HOTEL',
            rawKind: 'HHL',
            description: 'HOTEL AM DOM',
            marketingCarrier: null,
            cabin: null,
            flight: null,
            departure: { scheduledDate: '2026-11-25', scheduledLocal: null, scheduledAt: null },
          },
          { kind: 'SURFACE', flight: null, departure: null, arrival: null },
        ],
      },
    });
  });

  test('that nobody holds is null, a locator that cannot be one is told what to write', async () => {
    const { data, messages, errors } = await run(
      {},
      '{ none: booking(recordLocator: "NOBODY") { id } bad: booking(recordLocator: "A;B") { id } }',
    );
    expect(data).toEqual({ none: null, bad: null });
    expect(errors).toEqual(['bad: BAD_USER_INPUT']);
    expect(messages[0]).toContain('5 to 8 letters and digits');
  });

  test('loses one value it cannot read, and nothing else', async () => {
    const broken = bookingRecord({
      createdAt: unreadable,
      createdOn: unreadable,
      segments: [segmentRecord({ departure: unreadable }), segmentRecord({ tattoo: 'ST2' })],
    });
    const { data, errors } = await run(
      { bookings: [broken] },
      `{ booking(recordLocator: "K7PQ2M") { id createdOn createdAt
        segments { marketingFlightNumber flight { number } departure { airport { code } scheduledLocal } } } }`,
    );
    expect(errors.sort()).toEqual([
      'booking.createdAt: LEGACY_MALFORMED',
      'booking.createdOn: LEGACY_MALFORMED',
      'booking.segments.0.departure.scheduledLocal: LEGACY_MALFORMED',
      'booking.segments.0.flight: LEGACY_MALFORMED',
    ]);
    expect(data).toMatchObject({
      booking: {
        id: '1A-K7PQ2M-undated',
        segments: [
          {
            marketingFlightNumber: '0101',
            flight: null,
            departure: { airport: { code: 'BER' }, scheduledLocal: null },
          },
          { flight: { number: '101' }, departure: { scheduledLocal: '2026-11-25T07:05:00' } },
        ],
      },
    });
  });

  test('at an airport and with a carrier nobody knows still shows', async () => {
    const odd = bookingRecord({ segments: [segmentRecord({ origin: 'QQQ', marketingCarrier: 'QZ' })] });
    const { data, errors } = await run(
      { bookings: [odd] },
      '{ booking(recordLocator: "K7PQ2M") { segments { marketingCarrier { code known } departure { airport { code known timeZone } scheduledLocal scheduledAt } } } }',
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      booking: {
        segments: [
          {
            marketingCarrier: { code: 'QZ', known: false },
            departure: {
              airport: { code: 'QQQ', known: false, timeZone: null },
              scheduledLocal: '2026-11-25T07:05:00',
              scheduledAt: null,
            },
          },
        ],
      },
    });
  });
});

describe('a flight', () => {
  const held = {
    bookings: [bookingRecord()],
    flights: [flightRecord({ operating: { carrier: 'LH', number: '1234' } })],
  };

  test('of a segment costs one call, and only when asked for what the booking cannot know', async () => {
    const { data, asked, errors } = await run(
      held,
      `{ booking(recordLocator: "K7PQ2M") { segments { departure { gate estimatedLocal estimatedAt } arrival { estimatedLocal gate }
        flight { status aircraft { code name } operatingFlightNumber cabins { cabin seatsLeft } arrival { estimatedAt } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(asked).toEqual(['booking K7PQ2M', 'flight AX101 2026-11-25 BER']);
    expect(data).toMatchObject({
      booking: {
        segments: [
          {
            departure: { gate: 'A12', estimatedLocal: '2026-11-25T07:40:00', estimatedAt: '2026-11-25T06:40:00.000Z' },
            arrival: { estimatedLocal: '2026-11-25T08:55:00', gate: null },
            flight: {
              status: 'DELAYED',
              aircraft: { code: '32N', name: 'Airbus A320neo' },
              operatingFlightNumber: '1234',
              cabins: [
                { cabin: 'BUSINESS', seatsLeft: 4 },
                { cabin: 'ECONOMY', seatsLeft: null },
              ],
              arrival: { estimatedAt: '2026-11-25T07:55:00.000Z' },
            },
          },
        ],
      },
    });
  });

  test('is found by its number without leading zeros, and null when it is not operated', async () => {
    const { data, asked } = await run(
      held,
      `{ flight(carrier: "ax", number: "0101", departureDate: "2026-11-25", origin: "ber") {
           number operatingCarrier { code name } departure { scheduledLocal terminal } arrival { airport { code } } }
         none: flight(carrier: "AX", number: "9", departureDate: "2026-11-25", origin: "BER") { number } }`,
    );
    expect(data).toEqual({
      flight: {
        number: '101',
        operatingCarrier: { code: 'LH', name: 'Lufthansa' },
        departure: { scheduledLocal: '2026-11-25T07:05:00', terminal: '1' },
        arrival: { airport: { code: 'FRA' } },
      },
      none: null,
    });
    expect(asked).toEqual(['flight AX101 2026-11-25 BER', 'flight AX9 2026-11-25 BER']);
  });

  test('by reference answers its key without a call', async () => {
    const reference = {
      __typename: 'Flight',
      carrier: 'AX',
      number: '101',
      departureDate: '2026-11-25',
      origin: 'BER',
    };
    const free = await ask(held, '... on Flight { number marketingCarrier { name } }', reference);
    expect([free.data, free.asked]).toEqual([
      { _entities: [{ number: '101', marketingCarrier: { name: 'Auster Air' } }] },
      [],
    ]);
    const asked = await ask(held, '... on Flight { departure { airport { city } scheduledAt } }', reference, reference);
    expect(asked.asked).toEqual(['flight AX101 2026-11-25 BER']);
  });

  test('with malformed codes is refused at its own field', async () => {
    const { errors, messages } = await run(
      held,
      '{ flight(carrier: "AUSTER", number: "101", departureDate: "2026-11-25", origin: "BER") { number } booking(recordLocator: "K7PQ2M") { id } }',
    );
    expect(errors).toEqual(['flight: BAD_USER_INPUT']);
    expect(messages[0]).toContain('for example AX');
  });
});

describe('bookings on a flight', () => {
  const muller = bookingRecord({
    recordLocator: 'ANMA7M',
    passengers: [passengerRecord({ surname: 'MUELLER', firstName: 'ANNEMARIE' })],
  });
  const query = (surname: string) =>
    `{ bookingsOnFlight(carrier: "AX", number: "101", departureDate: "2026-11-25", origin: "BER", surname: "${surname}") { recordLocator } }`;

  test('are found in every spelling of the surname', async () => {
    const { data, asked } = await run(
      { bookings: [muller], onFlights: { 'AX101 2026-11-25 BER MUELLER': [summaryOf(muller)] } },
      query('Müller'),
    );
    expect(data).toEqual({ bookingsOnFlight: [{ recordLocator: 'ANMA7M' }] });
    expect(asked).toEqual([
      'onFlight AX101 2026-11-25 BER MUELLER',
      'onFlight AX101 2026-11-25 BER MULLER',
      'booking ANMA7M',
    ]);
  });

  test('are not shown when the opened booking says otherwise', async () => {
    const other = bookingRecord({ recordLocator: 'ANMA7M' });
    const { data } = await run(
      { bookings: [other], onFlights: { 'AX101 2026-11-25 BER MUELLER': [summaryOf(muller)] } },
      query('Müller'),
    );
    expect(data).toEqual({ bookingsOnFlight: [] });
  });
});

describe('a ticket', () => {
  const issued = bookingRecord({ passengers: [passengerRecord({ ticketNumbers: ['8992400000123'] })] });
  const query = `{ ticket(number: "899-2400000123") { number passengerName { full } issuedOn total { amount currency } taxes { code amount { amount } }
      booking { recordLocator } coupons { number status rawStatus flight { number } departure { airport { code } scheduledLocal } } } }`;

  test('leads to its booking and its flights', async () => {
    const { data, asked, errors } = await run({ bookings: [issued], tickets: [ticketRecord()] }, query);
    expect(errors).toEqual([]);
    expect(data).toEqual({
      ticket: {
        number: '8992400000123',
        passengerName: { full: 'Mrs ADA MARIE LINDQVIST' },
        issuedOn: '2026-10-03',
        total: { amount: '312.40', currency: 'EUR' },
        taxes: [{ code: 'YQ', amount: { amount: '62.40' } }],
        booking: { recordLocator: 'K7PQ2M' },
        coupons: [
          {
            number: 1,
            status: 'OPEN',
            rawStatus: 'I',
            flight: { number: '101' },
            departure: { airport: { code: 'BER' }, scheduledLocal: '2026-11-25T07:05:00' },
          },
        ],
      },
    });
    expect(asked).toEqual(['ticket 8992400000123', 'booking K7PQ2M']);
  });

  test('does not lead to another booking that has its locator by now', async () => {
    const { data } = await run({ bookings: [bookingRecord()], tickets: [ticketRecord()] }, query);
    expect(data).toMatchObject({ ticket: { booking: null } });
  });

  test('an open coupon has no flight, an unknown status passes', async () => {
    const open = ticketRecord({ coupons: [couponRecord({ departure: null, flightNumber: null, status: 'Z9' })] });
    const { data } = await run({ tickets: [open] }, query);
    expect(data).toMatchObject({ ticket: { coupons: [{ status: 'UNKNOWN', rawStatus: 'Z9', flight: null }] } });
  });

  test('of a passenger is only read when more than its number is asked for', async () => {
    const held = { bookings: [issued], tickets: [ticketRecord()] };
    const numbers = await run(held, '{ booking(recordLocator: "K7PQ2M") { passengers { tickets { number } } } }');
    expect(numbers.asked).toEqual(['booking K7PQ2M']);
    const names = await run(
      held,
      '{ booking(recordLocator: "K7PQ2M") { passengers { tickets { issuedOn booking { id } } } } }',
    );
    expect(names.asked).toEqual(['booking K7PQ2M', 'ticket 8992400000123']);
  });

  test('nobody holds is null', async () => {
    expect((await run({}, query)).data).toEqual({ ticket: null });
  });
});

describe('references from other subgraphs', () => {
  test('find bookings and passengers by id, each opened once', async () => {
    const { data, asked } = await ask(
      { bookings: [family] },
      `... on Booking { recordLocator } ... on Passenger { nameAsBooked documentKeys { type issuingCountry number } bookingReference { system recordLocator createdOn } }`,
      { __typename: 'Passenger', id: '1A-GRAC4M-2026-10-03-PT3' },
      { __typename: 'Booking', id: '1A-GRAC4M-2026-10-03' },
      { __typename: 'Booking', id: '1A-GRAC4M-2026-10-04' },
      { __typename: 'Booking', id: '1S-GRAC4M-2026-10-03' },
      { __typename: 'Booking', id: 'nonsense' },
      { __typename: 'Passenger', id: '1A-GRAC4M-2026-10-03-PT9' },
    );
    expect(data).toEqual({
      _entities: [
        {
          nameAsBooked: 'MWANGI/GRACEMRS',
          documentKeys: [{ type: 'P', issuingCountry: 'KE', number: 'AB0123456' }],
          bookingReference: { system: '1A', recordLocator: 'GRAC4M', createdOn: '2026-10-03' },
        },
        { recordLocator: 'GRAC4M' },
        null,
        null,
        null,
        null,
      ],
    });
    expect(asked).toEqual(['booking GRAC4M']);
  });

  test('find tickets and flights by their keys; what cannot be one is null, without a call', async () => {
    const { data, asked, errors } = await ask(
      { tickets: [ticketRecord()] },
      '... on Ticket { issuedOn } ... on Flight { number }',
      { __typename: 'Ticket', number: '8992400000123' },
      { __typename: 'Ticket', number: '<xml>' },
      { __typename: 'Flight', carrier: 'AX', number: '<xml>', departureDate: '2026-11-25', origin: 'BER' },
    );
    expect([data, errors]).toEqual([{ _entities: [{ issuedOn: '2026-10-03' }, null, null] }, []]);
    expect(asked).toEqual(['ticket 8992400000123']);
  });

  test.each([
    ['opened after the booking was made', 'K7PQ2M', '2026-10-03T09:00:00Z', { recordLocator: 'K7PQ2M' }],
    ['opened before the booking was made', 'K7PQ2M', '2026-10-03T08:00:00Z', null],
    ['with what is no locator', 'call her', '2026-10-03T09:00:00Z', null],
    ['without a locator', null, '2026-10-03T09:00:00Z', null],
    ['of which nobody knows when it was opened', 'K7PQ2M', null, null],
  ])('a case %s', async (_, recordLocator, openedAt, booking) => {
    const { data, errors } = await ask(
      { bookings: [bookingRecord()] },
      '... on ServiceCase { booking { recordLocator } }',
      {
        __typename: 'ServiceCase',
        id: '1001',
        recordLocator,
        openedAt,
      },
    );
    expect([data, errors]).toEqual([{ _entities: [{ booking }] }, []]);
  });
});
