/** Hand-made reservation records for tests: a plain one of each kind, to be changed where a test needs it. */
import type {
  BookingRecord,
  CouponRecord,
  DocumentRecord,
  FlightRecord,
  PassengerRecord,
  SegmentRecord,
  TicketRecord,
} from '../../subgraphs/reservations/source.ts';

export function passengerRecord(changes: Partial<PassengerRecord> = {}): PassengerRecord {
  return {
    tattoo: 'PT1',
    surname: 'LINDQVIST',
    firstName: 'ADA MARIE MRS',
    typeCode: 'ADT',
    birthDate: null,
    accompaniedBy: null,
    frequentFlyerNumbers: [],
    documents: [],
    specialServiceRequests: [],
    seats: [],
    ticketNumbers: [],
    checkedIn: [],
    ...changes,
  };
}

export function documentRecord(changes: Partial<DocumentRecord> = {}): DocumentRecord {
  return {
    type: 'P',
    number: 'C01X00T47',
    issuingCountry: 'DEU',
    nationality: 'D',
    birthDate: '1984-05-17',
    gender: 'F',
    expiresOn: '2031-04-14',
    ...changes,
  };
}

/** AX101 from Berlin to Frankfurt on 25 November 2026, 07:05 to 08:20. */
export function segmentRecord(changes: Partial<SegmentRecord> = {}): SegmentRecord {
  return {
    tattoo: 'ST1',
    kind: 'AIR',
    marketingCarrier: 'AX',
    marketingFlightNumber: '0101',
    operatingCarrier: null,
    origin: 'BER',
    destination: 'FRA',
    departureTerminal: '1',
    arrivalTerminal: '2',
    departure: '2026-11-25T07:05:00',
    arrival: '2026-11-25T08:20:00',
    bookingClass: 'Y',
    cabinCode: null,
    status: 'HK',
    equipment: '32N',
    carrierLocator: null,
    description: null,
    ...changes,
  };
}

export function bookingRecord(changes: Partial<BookingRecord> = {}): BookingRecord {
  const recordLocator = changes.recordLocator ?? 'K7PQ2M';
  return {
    system: '1A',
    recordLocator,
    createdOn: '2026-10-03',
    createdAt: new Date('2026-10-03T08:15:00Z'),
    locators: [{ system: '1A', recordLocator }],
    associated: [],
    pointOfSale: { officeId: 'FRAAX08AA', iataNumber: '12345675', country: 'DE', city: 'FRA' },
    groupName: null,
    numberInParty: null,
    passengers: [passengerRecord()],
    segments: [segmentRecord()],
    contacts: [],
    payments: [],
    remarks: [],
    warnings: [],
    ...changes,
  };
}

export function couponRecord(changes: Partial<CouponRecord> = {}): CouponRecord {
  return {
    number: 1,
    status: 'I',
    carrier: 'AX',
    flightNumber: '101',
    origin: 'BER',
    destination: 'FRA',
    departure: '2026-11-25T07:05:00',
    bookingClass: 'Y',
    fareBasis: 'YLX1',
    baggageAllowance: '23K',
    ...changes,
  };
}

export function ticketRecord(changes: Partial<TicketRecord> = {}): TicketRecord {
  return {
    number: '8992400000123',
    surname: 'LINDQVIST',
    firstName: 'ADA MARIE MRS',
    issuedOn: '2026-10-03',
    issuingOffice: 'FRAAX08AA',
    locators: [
      { system: 'AX', recordLocator: 'K7PQ2M' },
      { system: '1A', recordLocator: 'K7PQ2M' },
    ],
    fare: { amount: '250.00', currency: 'EUR' },
    total: { amount: '312.40', currency: 'EUR' },
    taxes: [{ code: 'YQ', amount: '62.40', currency: 'EUR' }],
    payments: [],
    coupons: [couponRecord()],
    ...changes,
  };
}

export function flightRecord(changes: Partial<FlightRecord> = {}): FlightRecord {
  return {
    carrier: 'AX',
    number: '101',
    departureDate: '2026-11-25',
    origin: 'BER',
    operating: null,
    destination: 'FRA',
    departureTerminal: '1',
    arrivalTerminal: '1',
    gate: 'A12',
    scheduledDeparture: '2026-11-25T07:05:00',
    scheduledArrival: '2026-11-25T08:20:00',
    estimatedDeparture: '2026-11-25T07:40:00',
    estimatedArrival: '2026-11-25T08:55:00',
    status: 'DELAYED',
    equipment: '32N',
    cabins: [
      { code: 'C', seatsLeft: 4 },
      { code: 'Y', seatsLeft: null },
    ],
    ...changes,
  };
}
