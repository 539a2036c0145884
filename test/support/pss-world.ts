/** A world of a few bookings, each with one of the difficulties reservations have. Small enough to know by heart. */
import { takeNotes } from '../../legacy/world/difficulties.ts';
import type { BookedSegment, Booking, Flight, Ticket, Traveller, World } from '../../legacy/world/types.ts';
import { somebody } from './people.ts';

const at = (text: string): Date => new Date(text);

function flight(sketch: Partial<Flight> & Pick<Flight, 'number' | 'origin' | 'destination'>): Flight {
  return {
    carrier: 'AX',
    operating: null,
    departureDate: '2026-11-25',
    departureTerminal: '1',
    arrivalTerminal: null,
    gate: null,
    scheduledDeparture: at('2026-11-25T06:05:00Z'),
    scheduledArrival: at('2026-11-25T07:20:00Z'),
    estimatedDeparture: null,
    estimatedArrival: null,
    status: 'SCHEDULED',
    aircraft: '32N',
    cabins: [
      { cabin: 'C', seats: 12, left: 3 },
      { cabin: 'Y', seats: 150, left: 30 },
    ],
    ...sketch,
  };
}

export function traveller(sketch: Partial<Traveller> & Pick<Traveller, 'tattoo' | 'surname' | 'first'>): Traveller {
  return {
    person: null,
    type: 'ADT',
    infantOf: null,
    birthDate: null,
    frequentFlyer: [],
    documents: [],
    specialServices: [],
    seats: [],
    checkedIn: [],
    tickets: [],
    ...sketch,
  };
}

export const air = (tattoo: number, index: number, more: Partial<BookedSegment> = {}): BookedSegment => ({
  tattoo,
  kind: 'AIR',
  flight: index,
  bookingClass: 'Y',
  cabin: 'Y',
  status: 'HK',
  hotel: null,
  ...more,
});

export function booking(recordLocator: string, sketch: Partial<Booking>): Booking {
  return {
    recordLocator,
    createdAt: at('2026-10-03T22:30:00Z'),
    purged: false,
    office: { id: 'FRAAX08AA', iataNumber: '23494561', country: 'DE', city: 'FRA' },
    otherLocators: [],
    groupName: null,
    travellers: [],
    segments: [air(1, 0)],
    contacts: [],
    payment: { kind: 'CASH', brand: null, last4: null, amount: '100.00', currency: 'EUR' },
    remarks: [],
    associated: [],
    ...sketch,
  };
}

function ticket(number: string, segments: readonly number[]): Ticket {
  return {
    number,
    issuedOn: '2026-10-04',
    fare: '250.00',
    total: '312.40',
    currency: 'EUR',
    taxes: [
      { code: 'DE', amount: '22.40' },
      { code: 'YQ', amount: '40.00' },
    ],
    coupons: segments.map((segment, place) => ({
      number: place + 1,
      segment,
      status: place === 0 ? 'C' : 'I',
      fareBasis: 'YFLEX',
      baggage: place === 0 ? '23K' : '2PC',
    })),
  };
}

const flights: readonly Flight[] = [
  flight({
    number: '101',
    origin: 'BER',
    destination: 'FRA',
    gate: 'A12',
    status: 'DELAYED',
    estimatedDeparture: at('2026-11-25T06:40:00Z'),
    estimatedArrival: at('2026-11-25T07:55:00Z'),
  }),
  flight({
    number: '457',
    origin: 'FRA',
    destination: 'HND',
    scheduledDeparture: at('2026-11-25T12:15:00Z'),
    scheduledArrival: at('2026-11-26T01:15:00Z'),
  }),
  flight({
    number: '7001',
    operating: { carrier: 'BA', number: '902' },
    origin: 'LHR',
    destination: 'FRA',
    scheduledDeparture: at('2026-11-25T06:50:00Z'),
  }),
  flight({ number: '103', origin: 'BER', destination: 'FRA', status: 'CANCELLED' }),
];

const [baby, lap] = [{ type: 'INF', birthDate: '2026-03-14' } as const, { infantOf: 3 }];
const infants = (locator: string, infant: Traveller): Booking =>
  booking(locator, {
    travellers: [
      traveller({ tattoo: 3, surname: 'MWANGI', first: 'GRACE MRS', birthDate: '1992-06-21' }),
      infant,
      traveller({ tattoo: 1, surname: 'MWANGI', first: 'PETERMR' }),
    ],
  });

const bookings: readonly Booking[] = [
  // Places 0 and 97 are those the host warns about, 150 is the one it hides: see the README.
  booking('CHANGE', { travellers: [traveller({ tattoo: 1, surname: 'ADEYEMI', first: 'TOLA' })] }),
  booking('ADAL7Q', {
    createdAt: at('2026-10-03T22:30:00Z'),
    otherLocators: [{ system: 'BA', recordLocator: 'X7K2PL' }],
    travellers: [
      traveller({
        tattoo: 3,
        person: 0,
        surname: 'LINDQVIST',
        first: 'ADAMARIEMRS',
        frequentFlyer: [{ programme: 'AX', number: '2000000101', tierCode: 'GOLD' }],
        documents: [{ type: 'P', number: 'C01X00T47', country: 'DEU', nationality: 'DE', expires: '2029-04-14' }],
        specialServices: [
          { code: 'AVML', status: 'HK', text: '', segments: [1] },
          { code: 'QZLX', status: 'HK', text: 'see <local> "rules" & more', segments: [] },
          { code: 'CTCE', status: 'HK', text: 'ada./lindqvist//example.com', segments: [] },
        ],
        seats: [{ segment: 1, number: '14C', characteristics: 'NA' }],
        checkedIn: [1],
        tickets: [ticket('8992400000123', [1, 4])],
      }),
      traveller({
        tattoo: 1,
        surname: 'OBRIEN',
        first: 'SIOBHAN MRS',
        seats: [{ segment: 1, number: '14A', characteristics: 'NW' }],
      }),
    ],
    segments: [
      air(1, 0),
      air(4, 1, { bookingClass: 'M', status: 'HL' }),
      {
        ...air(5, 0),
        kind: 'HHL',
        flight: null,
        hotel: { name: 'Hotel Mirador', city: 'HND', checkIn: '2026-11-26', checkOut: '2026-11-29' },
      },
      { ...air(6, 0), kind: 'ARNK', flight: null },
      air(2, 2),
    ],
    contacts: [
      { kind: 'PHONE', value: '+49 30 23125101-M', traveller: 3 },
      { kind: 'PHONE', value: '0030 23125999-B', traveller: null },
      { kind: 'EMAIL', value: 'ADA.LINDQVIST@EXAMPLE.COM', traveller: null },
    ],
    payment: { kind: 'CARD', brand: 'VI', last4: '1111', amount: '312.40', currency: 'EUR' },
    remarks: [
      { type: 'RM', text: 'PAX ADVISED' },
      { type: 'RC', text: 'CORPORATE RATE' },
    ],
    associated: ['INF2ND'],
  }),
  infants('INF2ND', traveller({ tattoo: 2, surname: 'MWANGI', first: 'AMANIINF', ...lap, ...baby })),
  infants(
    'INF3RD',
    traveller({
      tattoo: 2,
      surname: 'OKELLO',
      first: 'AMANI',
      ...lap,
      ...baby,
      checkedIn: [1],
      tickets: [ticket('8992400000126', [1])],
    }),
  ),
  infants('INF1ST', traveller({ tattoo: 6, surname: 'MWANGI', first: 'AMANI', ...lap, ...baby })),
  booking('RELOC2', {
    purged: true,
    createdAt: at('2026-06-01T08:00:00Z'),
    travellers: [
      traveller({
        tattoo: 1,
        surname: 'HADDAD',
        first: 'FATIMA MRS',
        frequentFlyer: [{ programme: 'AX', number: '2000000113', tierCode: null }],
        tickets: [ticket('8992400000124', [1])],
      }),
    ],
  }),
  booking('RELOC2', { travellers: [traveller({ tattoo: 1, surname: 'STRANGER', first: '' })], segments: [] }),
  booking('GROUP1', {
    groupName: 'WANDERFREUNDE',
    travellers: ['ALPHA', 'BETA'].map((surname, place) => traveller({ tattoo: 2 - place, surname, first: 'X' })),
  }),
  ...Array.from({ length: 200 }, (_, place) =>
    booking(`FILL${String(place).padStart(3, '0')}`, {
      travellers: [traveller({ tattoo: 1, surname: 'FILLER', first: `NO${place}` })],
    }),
  ),
];

const ada = somebody({
  index: 0,
  customerId: 'C0000101',
  givenNames: ['Ada', 'Marie'],
  surname: 'Lindqvist',
  birthDate: '1984-05-17',
  updatedAt: at('2026-11-01T00:00:00Z'),
});

export const pssWorld: World = {
  options: { seed: 1, people: 200, now: at('2026-11-24T09:30:00Z') },
  airline: { carrier: 'AX', name: 'Auster Air', ticketPrefix: '899', programme: 'AX' },
  people: [ada],
  memberships: [],
  flights,
  bookings,
  cases: [],
  difficulties: takeNotes().all(),
};
