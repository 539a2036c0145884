/**
 * Messages a real Amadeus host sent, as published with an open-source client. They are not part of this repository: the
 * folder is AMADEUS_SAMPLES, or `../shared/data/amadeus` beside the repository.
 *
 * What is expected is written out and was compared with the messages line by line, not taken from the decoder on trust.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { readReply } from '../../subgraphs/reservations/adapters/amadeus/client.ts';
import { type Answer, type Expected, readAnswer } from '../../subgraphs/reservations/adapters/amadeus/faults.ts';
import { expectedPnr, readBooking } from '../../subgraphs/reservations/adapters/amadeus/pnr.ts';
import { expectedTicket, readTicket } from '../../subgraphs/reservations/adapters/amadeus/ticket.ts';
import { parseXml } from '../../subgraphs/reservations/adapters/amadeus/xml.ts';
import type {
  BookingRecord,
  PassengerRecord,
  SegmentRecord,
  TicketRecord,
} from '../../subgraphs/reservations/source.ts';

const folder = process.env.AMADEUS_SAMPLES ?? fileURLToPath(new URL('../../../shared/data/amadeus', import.meta.url));
const now = new Date('2026-11-24T09:00:00Z');

beforeAll(() => {
  if (existsSync(folder)) return;
  throw new Error(`No Amadeus sample messages at ${folder}: set AMADEUS_SAMPLES to the folder that holds them.`);
});

const sample = (name: string): string => readFileSync(`${folder}/${name}.xml`, 'utf8').trim();

/** Samples that are only a body get an envelope round them, as on the wire. */
function answer(name: string, expected: Expected, status = 200): Answer | null {
  const text = sample(name).replace(/^<\?xml[^>]*\?>\s*/, '');
  const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
  const envelope = /Envelope/.test(text.slice(0, 40))
    ? text
    : `<soap:Envelope xmlns:soap="${soap}"><soap:Body>${text}</soap:Body></soap:Envelope>`;
  const reply = { status, contentType: 'text/xml', charset: 'utf-8', body: Buffer.from(envelope) };
  return readAnswer(readReply(reply, 'B00FD990-E5DC-7245-6679-A2F1E6BC87D3'), expected);
}

const passenger = (tattoo: string, surname: string, firstName: string, typeCode: string | null): PassengerRecord => ({
  tattoo,
  surname,
  firstName,
  typeCode,
  birthDate: null,
  accompaniedBy: null,
  frequentFlyerNumbers: [],
  documents: [],
  specialServiceRequests: [],
  seats: [],
  ticketNumbers: [],
  checkedIn: [],
});

const bare: Omit<SegmentRecord, 'tattoo' | 'kind'> = {
  marketingCarrier: null,
  marketingFlightNumber: null,
  operatingCarrier: null,
  origin: null,
  destination: null,
  departureTerminal: null,
  arrivalTerminal: null,
  departure: null,
  arrival: null,
  bookingClass: null,
  cabinCode: null,
  status: 'HK',
  equipment: null,
  carrierLocator: null,
  description: null,
};

const hotelAndFlights: BookingRecord = {
  system: '1A',
  recordLocator: '5OKYWL',
  createdOn: '2016-07-04',
  createdAt: new Date('2016-07-04T12:08:00Z'),
  locators: [
    { system: '1A', recordLocator: '5OKYWL' },
    { system: 'IB', recordLocator: 'HJWQS' },
  ],
  associated: [],
  pointOfSale: { officeId: 'BRUXX1111', iataNumber: '11111111', country: 'BE', city: 'BRU' },
  groupName: null,
  numberInParty: 1,
  passengers: [passenger('PT2', 'BOWIE', 'DAVID MR', 'ADT')],
  segments: [
    {
      ...bare,
      tattoo: 'ST1',
      kind: 'HHL',
      origin: 'BRU',
      departure: '2016-09-22',
      arrival: '2016-09-23',
      description: 'NOVOTEL BRUSSELS GRAND PLACE',
    },
    {
      ...bare,
      tattoo: 'ST2',
      kind: 'AIR',
      marketingCarrier: 'IB',
      marketingFlightNumber: '5812',
      operatingCarrier: 'VUELING AIRLINES',
      origin: 'BRU',
      destination: 'BCN',
      departureTerminal: '1',
      arrivalTerminal: '1',
      departure: '2016-09-23T15:30:00',
      arrival: '2016-09-23T17:30:00',
      bookingClass: 'R',
      equipment: '320',
      carrierLocator: 'HJWQS',
    },
    {
      ...bare,
      tattoo: 'ST3',
      kind: 'AIR',
      marketingCarrier: 'IB',
      marketingFlightNumber: '5246',
      operatingCarrier: 'VUELING AIRLINES',
      origin: 'BCN',
      destination: 'OPO',
      departureTerminal: '1',
      departure: '2016-09-23T18:05:00',
      arrival: '2016-09-23T18:55:00',
      bookingClass: 'R',
      equipment: '320',
      carrierLocator: 'HJWQS',
    },
  ],
  contacts: [
    { kind: 'PHONE', raw: '+3255555555-S', passengers: [] },
    { kind: 'PHONE', raw: '+324888888888', passengers: [] },
  ],
  payments: [],
  remarks: [
    { type: 'RM', text: 'SOSSOMEONE' },
    { type: 'RM', text: 'TESTINGWOMS' },
  ],
  warnings: [],
};

const travelRequest: BookingRecord = {
  system: '1A',
  recordLocator: 'YMUQL9',
  createdOn: '2016-05-30',
  createdAt: new Date('2016-05-30T21:33:00Z'),
  locators: [{ system: '1A', recordLocator: 'YMUQL9' }],
  associated: [],
  pointOfSale: { officeId: 'BRUXXXXXX', iataNumber: '11111111', country: 'BE', city: 'BRU' },
  groupName: null,
  numberInParty: 1,
  passengers: [passenger('PT2', 'BOWIE', 'DAVID', 'ADT')],
  segments: [
    {
      ...bare,
      tattoo: 'ST1',
      kind: 'RU',
      origin: 'BRU',
      departure: '2016-10-22',
      description: 'GENERIC TRAVEL REQUEST',
    },
  ],
  contacts: [{ kind: 'PHONE', raw: '+3222222222', passengers: [] }],
  payments: [],
  remarks: [
    { type: 'RM', text: 'TID:123456' },
    { type: 'RM', text: '*ACECRM/PP-TEST' },
  ],
  warnings: [],
};

const splitBooking: BookingRecord = {
  system: '1A',
  recordLocator: 'XXXXXX',
  createdOn: '2012-10-25',
  createdAt: new Date('2012-10-25T09:07:00Z'),
  locators: [{ system: '1A', recordLocator: 'XXXXXX' }],
  associated: [{ system: '1A', recordLocator: 'ABCDEF' }],
  pointOfSale: { officeId: 'MUC6X9999', iataNumber: '12345675', country: 'DE', city: 'MUC' },
  groupName: null,
  numberInParty: 3,
  passengers: [
    passenger('PT1', 'PAX', 'A', null),
    passenger('PT5', 'PAX', 'E', null),
    passenger('PT6', 'PAX', 'F', null),
  ],
  segments: [
    {
      ...bare,
      tattoo: 'ST1',
      kind: 'AIR',
      marketingCarrier: '6X',
      marketingFlightNumber: '306',
      origin: 'LHR',
      destination: 'CDG',
      departureTerminal: '4',
      arrivalTerminal: '1',
      departure: '2012-10-25T09:15:00',
      arrival: '2012-10-25T11:30:00',
      bookingClass: 'Y',
      equipment: '319',
    },
  ],
  contacts: [{ kind: 'PHONE', raw: '0123456789', passengers: [] }],
  payments: [],
  remarks: [],
  warnings: [],
};

const ticket: TicketRecord = {
  number: '9572104211086',
  surname: 'GARZON',
  firstName: 'MONICA',
  issuedOn: '2015-06-25',
  issuingOffice: '158184',
  locators: [
    { system: '6X', recordLocator: 'YRIA7D' },
    { system: '1A', recordLocator: 'YRIA7D' },
  ],
  fare: { amount: '416.00', currency: 'BRL' },
  total: { amount: '482.24', currency: 'BRL' },
  taxes: [
    { code: 'BR', amount: '24.64', currency: 'BRL' },
    { code: 'DU', amount: '41.60', currency: 'BRL' },
  ],
  payments: [
    {
      kind: 'CASH',
      cardBrand: null,
      cardLast4: null,
      amount: { amount: '482.24', currency: 'BRL' },
      raw: 'CA 482.24',
    },
  ],
  coupons: [
    {
      number: 1,
      status: 'I',
      carrier: '6X',
      flightNumber: '3900',
      origin: 'CGH',
      destination: 'SDU',
      departure: '2015-07-21T06:00:00',
      bookingClass: 'Q',
      fareBasis: 'QOHX0N1',
      baggageAllowance: '23K',
    },
  ],
};

describe("A real host's messages", () => {
  test.each([
    ['pnr-reply-envelope', hotelAndFlights],
    ['pnr-reply-retrieve', travelRequest],
    ['pnr-reply-split', splitBooking],
  ])('%s decodes whole', (name, expected) => {
    expect(readBooking(answer(name, expectedPnr)!, expected.recordLocator, now)).toEqual(expected);
  });

  test('the e-ticket display decodes whole', () => {
    expect(readTicket(answer('ticket-processeticket-reply', expectedTicket)!, ticket.number, now)).toEqual(ticket);
  });

  test('card numbers of hotel segments go nowhere', () => {
    expect(sample('pnr-reply-envelope')).toContain('4111999999999999');
    const booking = readBooking(answer('pnr-reply-envelope', expectedPnr)!, '5OKYWL', now);
    expect(JSON.stringify(booking)).not.toContain('4111999');
  });

  test('no match in the body is nothing found', () => {
    expect(answer('pnr-error-in-body', expectedPnr)).toBeNull();
  });

  test('a fault for an impossible locator is nothing found, a lost session may be tried again', () => {
    expect(answer('soap-fault-application', expectedPnr, 500)).toBeNull();
    expect(() => answer('soap-fault-session', expectedPnr, 500)).toThrow(
      expect.objectContaining({ code: 'LEGACY_UNAVAILABLE', extensions: expect.objectContaining({ retryable: true }) }),
    );
  });

  test('the request the sample client sends asks with the same elements as ours', async () => {
    const { byLocator } = await import('../../subgraphs/reservations/adapters/amadeus/requests.ts');
    const theirs = parseXml(sample('pnr-retrieve-request')).children.find(({ name }) => name === 'Body')?.children[0];
    expect(parseXml(byLocator('25YDLB').body)).toEqual(theirs);
  });
});
