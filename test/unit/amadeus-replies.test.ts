import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedFlight, readFlight } from '../../subgraphs/reservations/adapters/amadeus/flight-info.ts';
import { expectedPnr, readBooking } from '../../subgraphs/reservations/adapters/amadeus/pnr.ts';
import { expectedList, readList } from '../../subgraphs/reservations/adapters/amadeus/pnr-list.ts';
import { expectedTicket, readTicket } from '../../subgraphs/reservations/adapters/amadeus/ticket.ts';
import { escapeXml, parseXml, XmlError } from '../../subgraphs/reservations/adapters/amadeus/xml.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { answerIn, wire } from '../support/wire.ts';

const now = new Date('2026-11-24T09:00:00Z');
const flight = { carrier: 'AX', number: '101', departureDate: '2026-11-25', origin: 'BER' };

/** Everything the adapter does with a reply to each kind of question. */
const decoders = {
  'pnr-family': (text: string) => {
    const answer = answerIn(text, expectedPnr);
    return answer && readBooking(answer, 'KXT4PA', now);
  },
  'pnr-list': (text: string) => {
    const answer = answerIn(text, expectedList);
    return answer && readList(answer, now);
  },
  ticket: (text: string) => {
    const answer = answerIn(text, expectedTicket);
    return answer && readTicket(answer, '8992400000140', now);
  },
  flight: (text: string) => {
    const answer = answerIn(text, expectedFlight);
    return answer && readFlight(answer, flight, now);
  },
};
const names = Object.keys(decoders) as (keyof typeof decoders)[];

function outcome(decode: () => unknown): string {
  try {
    return decode() === null ? 'none' : 'data';
  } catch (error) {
    if (error instanceof SourceError) return error.code;
    throw error;
  }
}

describe('A ticket off the wire', () => {
  test('has its coupons in order, its money, and an impossible time in its own place only', () => {
    expect(decoders.ticket(wire('ticket'))).toEqual({
      number: '8992400000140',
      surname: 'MWANGI',
      firstName: 'GRACE MRS',
      issuedOn: '2026-10-03',
      issuingOffice: 'FRAAX08AA',
      locators: [
        { system: 'AX', recordLocator: 'KXT4PA' },
        { system: '1A', recordLocator: 'KXT4PA' },
      ],
      fare: { amount: '250.00', currency: 'EUR' },
      total: { amount: '312.40', currency: 'EUR' },
      taxes: [{ code: 'YQ', amount: '62.40', currency: 'EUR' }],
      payments: [
        {
          kind: 'CARD',
          cardBrand: 'VI',
          cardLast4: '1112',
          amount: { amount: '312.40', currency: 'EUR' },
          raw: 'CC VI XXXX1112 312.40',
        },
      ],
      coupons: [
        {
          number: 1,
          status: 'C',
          carrier: 'AX',
          flightNumber: '101',
          origin: 'BER',
          destination: 'FRA',
          departure: expect.any(SourceError),
          bookingClass: 'M',
          fareBasis: 'MLX1',
          baggageAllowance: '23K',
        },
        {
          number: 2,
          status: 'I',
          carrier: 'AX',
          flightNumber: '7306',
          origin: 'FRA',
          destination: 'LHR',
          departure: '2026-11-25T22:15:00',
          bookingClass: 'M',
          fareBasis: 'MLX1',
          baggageAllowance: '1PC',
        },
      ],
    });
  });

  test('is refused when it is another one than asked for', () => {
    const answer = answerIn(wire('ticket'), expectedTicket)!;
    expect(outcome(() => readTicket(answer, '8992400000141', now))).toBe('LEGACY_MALFORMED');
  });
});

describe('A flight off the wire', () => {
  test('has scheduled and estimated times, gate, status, seats left and who flies it', () => {
    expect(decoders.flight(wire('flight'))).toEqual({
      ...flight,
      operating: { carrier: 'NW', number: '44' },
      destination: 'FRA',
      departureTerminal: '1',
      arrivalTerminal: '2',
      gate: 'A12',
      scheduledDeparture: '2026-11-25T07:05:00',
      scheduledArrival: '2026-11-25T08:20:00',
      estimatedDeparture: '2026-11-25T07:40:00',
      estimatedArrival: null,
      status: 'DELAYED',
      equipment: '320',
      cabins: [
        { code: 'C', seatsLeft: 4 },
        { code: 'Y', seatsLeft: 31 },
      ],
    });
  });

  test('is cancelled when its host only says so beside the data', () => {
    expect(decoders.flight(wire('flight-cancelled'))).toMatchObject({ status: 'CANCELLED', gate: null, cabins: [] });
  });

  test('is refused when it is another one than asked for', () => {
    const answer = answerIn(wire('flight'), expectedFlight)!;
    for (const other of [{ number: '102' }, { departureDate: '2026-11-26' }, { origin: 'MUC' }, { carrier: 'BA' }]) {
      expect(outcome(() => readFlight(answer, { ...flight, ...other }, now))).toBe('LEGACY_MALFORMED');
    }
  });
});

describe('A list off the wire', () => {
  test('says enough of each booking to choose which to open', () => {
    const list = decoders['pnr-list'](wire('pnr-list'));
    expect(list).toEqual([
      {
        recordLocator: 'KXT4PA',
        createdOn: '2026-10-03',
        surname: 'MWANGI',
        firstName: 'GRACE MRS',
        firstDeparture: '2026-11-25',
        lastDeparture: '2026-11-29',
      },
      expect.objectContaining({ recordLocator: 'OLD7TR', firstDeparture: '2026-03-01' }),
      expect.objectContaining({ recordLocator: 'HOT3EL', firstDeparture: null, lastDeparture: null }),
    ]);
  });

  test('of one may be the booking itself', () => {
    expect(readList(answerIn(wire('pnr-family'), expectedList)!, now)).toEqual([
      {
        recordLocator: 'KXT4PA',
        createdOn: '2026-10-03',
        surname: null,
        firstName: null,
        firstDeparture: '2026-11-25',
        lastDeparture: '2026-11-26',
      },
    ]);
  });

  test('is refused whole when a line has no locator', () => {
    const text = wire('pnr-list').replace('<controlNumber>OLD7TR</controlNumber>', '');
    expect(outcome(() => decoders['pnr-list'](text))).toBe('LEGACY_MALFORMED');
  });
});

describe('Trouble, in each of its shapes', () => {
  const fault = (code: string, text: string) =>
    wire('fault-locator').replace('s:Server', code).replace('1929|Application|INVALID RECORD LOCATOR', text);
  const inBody = (code: string, text: string) =>
    wire('pnr-restricted').replace('>20<', `>${code}<`).replace('RESTRICTED', text);

  test.each([
    ['a locator nobody has', 'none', wire('pnr-not-found')],
    ['a fault for a locator that cannot be', 'none', wire('fault-locator')],
    ['an error that forbids', 'LEGACY_REJECTED', wire('pnr-restricted')],
    ['a forbidding text under the code for nothing found', 'LEGACY_REJECTED', inBody('1', 'RESTRICTED')],
    ['an error nobody knows', 'LEGACY_REJECTED', inBody('99999', 'WHATEVER')],
    ['an error that will pass', 'LEGACY_UNAVAILABLE', inBody('99999', 'UNABLE - TRY AGAIN')],
    ['a session gone', 'LEGACY_UNAVAILABLE', wire('fault-session')],
    ['a conversation gone idle', 'LEGACY_UNAVAILABLE', fault('s:Client', '95|Session|Inactive conversation')],
    ['a session refused', 'LEGACY_REJECTED', fault('s:Client', '17|Session|')],
    ['too many conversations', 'OVERLOADED', fault('s:Client', '42|Application|Too many opened conversations.')],
    ['a message not understood', 'LEGACY_REJECTED', fault('s:Client', '18|Presentation|Fusion DSC found an exception')],
    ['a server fault without a code', 'LEGACY_UNAVAILABLE', fault('s:Server', 'java.lang.NullPointerException')],
    ['a client fault without a code', 'LEGACY_REJECTED', fault('s:Client', 'no such operation')],
    ['another message', 'LEGACY_MALFORMED', wire('ticket')],
    [
      'a reply with nothing in it',
      'LEGACY_MALFORMED',
      wire('pnr-not-found').replace(/<generalErrorInfo>.*<\/generalErrorInfo>/, ''),
    ],
  ])('%s is %s', (_, expected, text) => {
    expect(outcome(() => decoders['pnr-family'](text))).toBe(expected);
  });

  test('nothing found is told by each message in its own way', () => {
    expect(outcome(() => decoders['pnr-list'](wire('list-not-found')))).toBe('none');
    expect(outcome(() => decoders.ticket(wire('ticket-not-found')))).toBe('none');
    expect(outcome(() => decoders.flight(wire('flight-not-found')))).toBe('none');
  });

  test('an error shows the client nothing the system wrote', () => {
    try {
      decoders['pnr-family'](inBody('99999', 'SECRET OF MWANGI'));
    } catch (error) {
      expect(error).toBeInstanceOf(SourceError);
      expect(JSON.stringify({ ...(error as SourceError), message: (error as SourceError).message })).not.toContain(
        'MWANGI',
      );
    }
    expect.assertions(2);
  });
});

test('A locator with nobody in it is no booking, and with an error beside it is that error', () => {
  const people = /<travellerInfo>.*<\/travellerInfo>/s;
  expect(outcome(() => decoders['pnr-family'](wire('pnr-family').replace(people, '')))).toBe('LEGACY_MALFORMED');
  const error = /<generalErrorInfo>.*<\/generalErrorInfo>/.exec(wire('pnr-restricted'))?.[0] ?? '';
  const restricted = wire('pnr-family').replace(people, '').replace('<pnrHeader>', `${error}<pnrHeader>`);
  expect(outcome(() => decoders['pnr-family'](restricted))).toBe('LEGACY_REJECTED');
});

describe('A reply that is not what it should be', () => {
  test.each(names)('%s, cut off anywhere, is never half an answer', (name) => {
    const text = wire(name);
    fc.assert(
      fc.property(fc.nat(text.trimEnd().length - 1), (length) => {
        expect(outcome(() => decoders[name](text.slice(0, length)))).toBe('LEGACY_MALFORMED');
      }),
      { numRuns: 300 },
    );
  });

  test.each(names)('%s, with bytes changed, is an answer or an error of ours, in time', (name) => {
    const bytes = Buffer.from(wire(name));
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(changes, (list) => {
        const changed = Buffer.from(bytes);
        for (const [position, byte] of list) changed[position] = byte;
        outcome(() => decoders[name](changed.toString('latin1')));
      }),
      { numRuns: 300 },
    );
  });

  test.each(names)('%s, with elements lost, renamed or repeated, is an answer or an error of ours', (name) => {
    const parts = wire(name).split(/(?=<)/);
    const change = fc.tuple(
      fc.nat(parts.length - 1),
      fc.constantFrom('', '<x/>', '<number>7</number>', '<type>INF</type>'),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), (changes) => {
        const changed = [...parts];
        for (const [index, text] of changes) changed[index] = `${changed[index]}${text}`;
        outcome(() => decoders[name](changed.join('')));
      }),
      { numRuns: 300 },
    );
  });

  test('arbitrary bytes are malformed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(outcome(() => decoders['pnr-family'](text))).toBe('LEGACY_MALFORMED');
      }),
    );
  });

  test.each([
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'],
    ['a reference to a file', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['an undeclared entity', '<a>&nbsp;</a>'],
    ['an undeclared prefix', '<soap:a/>'],
    ['mismatched tags', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['a hundred levels', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`],
    [
      'a hundred thousand attributes',
      `<a ${Array.from({ length: 100_000 }, (_, index) => `b${index}=""`).join(' ')}/>`,
    ],
    ['a million elements', `<a>${'<b/>'.repeat(1_000_000)}</a>`],
    ['a web page', '<!doctype html><html><body><p>502 Bad Gateway<br></body></html>'],
    ['nothing', ''],
  ])('%s is no XML for us', (_, text) => {
    expect(() => parseXml(text)).toThrow(XmlError);
  });
});

test('Text written into a message comes back as it was, whatever it holds', () => {
  const xmlText = fc
    .string({ unit: 'binary' })
    .filter((text) => !/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text));
  fc.assert(
    fc.property(xmlText, (text) => {
      expect(parseXml(`<a>${escapeXml(text)}</a>`).text).toBe(text);
    }),
  );
  expect(escapeXml('</x><!--&"\'\u0000')).toBe('&lt;/x&gt;&lt;!--&amp;&quot;&apos;\ufffd');
});
