import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../legacy/pss/index.ts';
import type { Fault, StandIn } from '../../legacy/shared/stand-in.ts';
import {
  all,
  body,
  byFlight,
  byLocator,
  byNumber,
  call,
  departure,
  envelope,
  faultText,
  message,
  type Node,
  post,
  textAt,
  ticketNumber,
} from '../support/pss.ts';
import { pssWorld } from '../support/pss-world.ts';

let pss: StandIn;
beforeAll(async () => {
  pss = await start(pssWorld, { dataFolder: '.' });
});
afterAll(() => pss.close());

const texts = (node: Node, path: string): string[] => all(node, path).map(({ text }) => text);
const retrieve = (content: string, caller = {}) => call(pss, 'PNR_Retrieve', content, caller);

describe('errors', () => {
  it('no booking under a locator is told in the body of a good reply', async () => {
    const reply = await retrieve(byLocator('ZZZZZZ'));
    expect(reply.status).toBe(200);
    expect(texts(body(reply), 'generalErrorInfo/errorOrWarningCodeDetails/errorDetails/errorCode')).toEqual(['1']);
    expect(texts(body(reply), 'generalErrorInfo/errorWarningDescription/freeText')).toEqual([
      'NO MATCH FOR RECORD LOCATOR',
    ]);
  });

  it.each(['ABCD', 'ABCDEFGHI', 'AB-DEF', 'ADAL7Q OR 1=1', ''])('a locator like "%s" is a fault', async (locator) => {
    const reply = await retrieve(byLocator(locator));
    expect(reply.status).toBe(500);
    expect(body(reply)).toMatchObject({ name: 'Fault', namespace: 'http://schemas.xmlsoap.org/soap/envelope/' });
    expect(faultText(reply)).toBe('1929|Application|INVALID RECORD LOCATOR');
  });

  const facts = (type: string, ...criteria: string[]) =>
    `<retrievalFacts><retrieve><type>${type}</type></retrieve>${criteria.join('')}</retrievalFacts>`;
  const locator =
    '<reservationOrProfileIdentifier><reservation><controlNumber>ADAL7Q</controlNumber></reservation></reservationOrProfileIdentifier>';
  const number =
    '<frequentFlyer><frequentTraveller><companyId>AX</companyId><membershipNumber>2000000101</membershipNumber></frequentTraveller></frequentFlyer>';

  it.each([
    ['no criterion', facts('2')],
    ['two criteria', facts('2', locator, number)],
    ['two locators', facts('2', locator, locator)],
    ['two locators in one criterion', byLocator('ADAL7Q</controlNumber><controlNumber>GROUP1')],
    ['two frequent-flyer numbers', byNumber('AX', '1</membershipNumber><membershipNumber>2')],
    ['a criterion that is not the one of the type', facts('5', locator)],
    ['a retrieval type it does not serve', facts('3', locator)],
    ['a flight without a day', byFlight('LINDQVIST', '', 'AX', '101')],
    ['an impossible day', byFlight('LINDQVIST', '310226', 'AX', '101')],
    ['an element it does not know', facts('2', locator, '<tickets>1</tickets>')],
  ])('%s is a fault', async (_, content) => {
    const reply = await retrieve(content);
    expect(reply.status).toBe(500);
    expect(faultText(reply)).toMatch(/^18\|Presentation\|/);
  });

  it('two tickets, no ticket, another function or half a flight are faults', async () => {
    const two = ticketNumber('8992400000123').replace(/(<ticketInfoGroup>.*<\/ticketInfoGroup>)/, '$1$1');
    for (const content of [two, ticketNumber(''), ticketNumber('8992400000123').replace('131', '3')]) {
      expect(faultText(await call(pss, 'Ticket_ProcessETicket', content))).toMatch(/^18\|Presentation\|/);
    }
    expect(faultText(await call(pss, 'Air_FlightInfo', departure('AX', '101', '', 'BER')))).toMatch(
      /^18\|Presentation\|/,
    );
  });
});

describe('who may call', () => {
  it.each([
    ['user', { user: 'SOMEBODY' }],
    ['password', { password: 'guess' }],
    ['office', { office: 'LONAX08AA' }],
    ['time of the token', { created: 'yesterday' }],
  ])('not with a wrong %s', async (_, caller) => {
    const reply = await retrieve(byLocator('ADAL7Q'), caller);
    expect(reply.status).toBe(500);
    expect(faultText(reply)).toBe(' 11|Session|');
    expect(reply.body).not.toContain('LINDQVIST');
  });

  it('not without a header', async () => {
    for (const head of ['', '<s:Header/>']) {
      const reply = await post(pss, envelope(message('PNR_Retrieve', byLocator('ADAL7Q')), head));
      expect(faultText(reply)).toBe(' 11|Session|');
    }
  });

  it('not with the header of an earlier call', async () => {
    const nonce = randomBytes(12).toString('base64');
    expect((await retrieve(byLocator('ADAL7Q'), { nonce })).status).toBe(200);
    expect(faultText(await retrieve(byLocator('ADAL7Q'), { nonce }))).toBe(' 11|Session|');
  });

  it('not within a session', async () => {
    const more =
      '<Session xmlns="http://xml.amadeus.com/2010/06/Session_v3"><SessionId>01ZURPO74G</SessionId></Session>';
    expect(faultText(await retrieve(byLocator('ADAL7Q'), { more }))).toBe('95|Session|Inactive conversation');
  });
});

describe('what is no request', () => {
  const good = () => envelope(message('PNR_Retrieve', byLocator('ADAL7Q')));

  it.each([
    ['nothing', () => ''],
    ['half a request', () => good().slice(0, 900)],
    ['a mismatched tag', () => good().replace('</m:retrievalFacts>', '</m:retrieve>')],
    [
      'an entity bomb',
      () => good().replace('<s:Envelope', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><s:Envelope'),
    ],
    ['SOAP 1.2', () => good().replace('schemas.xmlsoap.org/soap/envelope/', 'www.w3.org/2003/05/soap-envelope')],
    ['an empty body', () => envelope('')],
    ['two messages', () => envelope(message('PNR_Retrieve', byLocator('ADAL7Q')).repeat(2))],
    ['a message of another version', () => good().replaceAll('PNRRET_14_2_1A', 'PNRRET_11_3_1A')],
    ['a message it does not serve', () => envelope('<Command_Cryptic xmlns="http://xml.amadeus.com/HSFREQ_07_3_1A"/>')],
    ['a deep nest', () => envelope('<x>'.repeat(5000) + '</x>'.repeat(5000))],
    [
      'a name that means something to JavaScript',
      () => good().replace('<s:Body>', '<s:Body id="__proto__" polluted="1">'),
    ],
    ['a child called __proto__', () => good().replace('<m:retrieve>', '<m:__proto__>1</m:__proto__><m:retrieve>')],
  ])('%s is a fault, in SOAP 1.1', async (_, make) => {
    const reply = await post(pss, make());
    expect(reply.status).toBe(500);
    expect(body(reply)).toMatchObject({ name: 'Fault', namespace: 'http://schemas.xmlsoap.org/soap/envelope/' });
    expect(faultText(reply)).toMatch(/^18\|Presentation\|/);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('bytes that are no text, or no gzip, are faults; good gzip is read', async () => {
    expect(faultText(await post(pss, new Uint8Array([0x3c, 0xff, 0xfe, 0x3e])))).toMatch(/^18/);
    expect(faultText(await post(pss, 'no gzip', { 'content-encoding': 'gzip' }))).toMatch(/^18/);
    expect(faultText(await post(pss, gzipSync(Buffer.alloc(5_000_000)), { 'content-encoding': 'gzip' }))).toMatch(
      /^18/,
    );
    expect((await post(pss, gzipSync(good()), { 'content-encoding': 'gzip' })).status).toBe(200);
  });

  it('a SOAPAction of another message is a fault', async () => {
    const reply = await post(pss, good(), { soapaction: '"http://webservices.amadeus.com/FLIREQ_07_1_1A"' });
    expect(faultText(reply)).toMatch(/^18\|Presentation\|/);
  });

  it('more than 256 kB is not read, another path or method is not served', async () => {
    expect((await post(pss, 'x'.repeat(300_000))).status).toBe(413);
    const url = pss.settings.RESERVATIONS_URL ?? '';
    expect((await fetch(`${url}/other`, { method: 'POST', body: good() })).status).toBe(404);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
  });

  it('arbitrary bytes never bring it down and are never answered with a booking', async () => {
    const pieces = good().split(/(?=<)/);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 400 }).map((text) => Buffer.from(text)),
      fc
        .array(fc.constantFrom(...pieces, '<![CDATA[', ']]>', '&amp;', '<?x?>'), { maxLength: 60 })
        .map((list) => Buffer.from(list.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (some) => {
        const reply = await post(pss, Uint8Array.from(some));
        expect(reply.status).toBe(500);
        expect(faultText(reply)).toMatch(/^ ?\d+\|/);
      }),
      { numRuns: 300 },
    );
    expect((await retrieve(byLocator('ADAL7Q'))).status).toBe(200);
  });

  it('one byte changed gives the booking, another answer or a fault, always in well-formed XML', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 0, max: 255 }), async (place, value) => {
        const request = Buffer.from(good());
        request[place % request.length] = value;
        const reply = await post(pss, Uint8Array.from(request));
        expect([200, 500]).toContain(reply.status);
        expect(['PNR_Reply', 'Fault']).toContain(body(reply).name);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the service', () => {
  it('describes itself in a WSDL whose address is its own', async () => {
    const response = await fetch(`${pss.settings.RESERVATIONS_URL}?wsdl`);
    const text = await response.text();
    expect(text).toContain(`location="${pss.settings.RESERVATIONS_URL}"`);
    expect(text).toContain('targetNamespace="http://xml.amadeus.com/PNRLST_14_2_1A" elementFormDefault="qualified"');
  });

  it('counts calls by message', async () => {
    pss.resetCalls();
    await retrieve(byLocator('ADAL7Q'));
    await retrieve(byLocator('ZZZZZZ'));
    await call(pss, 'Air_FlightInfo', departure('AX', '101', '251126', 'BER'));
    await post(pss, '<nonsense/>');
    expect(pss.calls()).toEqual({ PNR_Retrieve: 2, Air_FlightInfo: 1, other: 1 });
    pss.resetCalls();
    expect(pss.calls()).toEqual({});
  });

  it('listens on loopback alone', async () => {
    const { hostname, port } = new URL(pss.settings.RESERVATIONS_URL ?? '');
    expect(hostname).toBe('127.0.0.1');
    const elsewhere = connect({ host: '127.0.0.2', port: Number(port) });
    await expect(new Promise((done, fail) => elsewhere.once('connect', done).once('error', fail))).rejects.toThrow();
  });

  it('starts in the time of a blink and lets its port go', async () => {
    const other = await start(pssWorld, { dataFolder: '.' });
    expect(other.name).toBe('pss');
    await other.close();
    await expect(call(other, 'PNR_Retrieve', byLocator('ADAL7Q'))).rejects.toThrow();
  });
});

describe('faults', () => {
  const under = async <T>(fault: Fault, work: () => Promise<T>): Promise<T> => {
    pss.setFault(fault);
    try {
      return await work();
    } finally {
      pss.setFault({ kind: 'none' });
    }
  };

  it.each(['refuse', 'drop'] as const)('%s breaks the connection', async (kind) => {
    await expect(under({ kind }, () => retrieve(byLocator('ADAL7Q')))).rejects.toThrow();
  });

  it('unavailable, rate limit and garble answer something else', async () => {
    expect((await under({ kind: 'unavailable' }, () => retrieve(byLocator('ADAL7Q')))).status).toBe(503);
    expect((await under({ kind: 'rate-limit' }, () => retrieve(byLocator('ADAL7Q')))).status).toBe(429);
    const garbled = await under({ kind: 'garble' }, () => retrieve(byLocator('ADAL7Q')));
    expect(garbled.status).toBe(200);
    expect(garbled.body).not.toContain('PNR_Reply');
  });

  it('shuffle turns passengers and segments round, and repeats some', async () => {
    const pnr = await under({ kind: 'shuffle' }, async () => body(await retrieve(byLocator('ADAL7Q'))));
    expect(texts(pnr, 'travellerInfo/elementManagementPassenger/reference/number')).toEqual(['1', '3', '3']);
    expect(texts(pnr, 'originDestinationDetails/itineraryInfo/elementManagementItinerary/reference/number')).toEqual([
      ...['2', '6', '5', '4', '1', '1'],
    ]);
  });

  it('shuffle sometimes answers with a booking, a ticket or a flight nobody asked for', async () => {
    await under({ kind: 'shuffle' }, async () => {
      const three = <T>(work: () => Promise<T>) => Promise.all([1, 2, 3].map(work));
      const bookings = await three(async () =>
        textAt(body(await retrieve(byLocator('ADAL7Q'))), 'pnrHeader/reservationInfo/reservation/controlNumber'),
      );
      expect(bookings.filter((locator) => locator !== 'ADAL7Q')).toEqual(['CHANGE']);
      const tickets = await three(async () => {
        const reply = body(await call(pss, 'Ticket_ProcessETicket', ticketNumber('8992400000124')));
        return textAt(reply, 'documentGroup/ticketInfoGroup/ticketInfo/documentDetails/number');
      });
      expect(tickets.filter((number) => number !== '8992400000124')).toHaveLength(1);
      const flights = await three(async () => {
        const reply = body(await call(pss, 'Air_FlightInfo', departure('AX', '101', '251126', 'BER')));
        return textAt(reply, 'flightScheduleDetails/generalFlightInfo/productIdDetails/flightNumber');
      });
      expect(flights.filter((number) => number !== ' 101')).toHaveLength(1);
      const list = body(await retrieve(byNumber('AX', '2000000101')));
      expect(texts(list, 'pnrRecord/reservationInfo/reservation/controlNumber')).toEqual([
        'ADAL7Q',
        'ADAL7Q',
        'CHANGE',
      ]);
    });
  });
});
