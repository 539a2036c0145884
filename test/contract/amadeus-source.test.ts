/** The Amadeus adapter against recorded replies, and against hosts that misbehave. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passwordDigest } from '../../subgraphs/reservations/adapters/amadeus/envelope.ts';
import { amadeusSource } from '../../subgraphs/reservations/adapters/amadeus/index.ts';
import type { ReservationSource } from '../../subgraphs/reservations/source.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { guard } from '../../subgraphs/shared/policies/guard.ts';
import type { SourceCall } from '../../subgraphs/shared/subgraph.ts';
import { lineTo, shownByLine } from '../support/line.ts';
import { type RecordedPss, type Respond, recordedPss, replay } from '../support/recorded-pss.ts';
import { wire } from '../support/wire.ts';
import { describeReservationSource } from './reservation-source.ts';
import type { Given } from './source-under-test.ts';

const never = new AbortController().signal;
const flight = { carrier: 'AX', number: '101', departureDate: '2026-11-25', origin: 'BER' };

interface Limits {
  readonly concurrency?: number;
  readonly queue?: number;
  readonly timeout?: number;
}

function open(url: string, calls: SourceCall[] = [], limits: Limits = {}): ReservationSource {
  const { concurrency = 3, queue = 50, timeout = 2_000 } = limits;
  const onCall = (call: SourceCall) => void calls.push(call);
  return openWith(url, {
    concurrency,
    guard: guard({ system: 'reservations', concurrency, queue, timeout, onCall }),
  });
}

function openWith(url: string, { concurrency, guard }: Omit<Given, 'timeout'>): ReservationSource {
  return amadeusSource({
    url,
    user: 'WSAXTEST',
    password: 'p&ssword',
    office: 'FRAAX08AA',
    concurrency,
    guard,
    now: () => new Date('2026-11-24T09:00:00Z'),
  });
}

describeReservationSource(
  'for Amadeus, on recorded replies',
  async (given) => {
    const pss = await recordedPss();
    const line = await lineTo(pss.url);
    const source = openWith(line.url, given);
    return {
      ...line,
      source,
      examples: {
        locators: ['KXT4PA', 'GRP5LK'],
        unknownLocator: 'N0NE77',
        surname: 'MWANGI',
        frequentFlyer: { programme: 'AX', number: '2000000140' },
        unknownFrequentFlyer: { programme: 'AX', number: '1' },
        flight,
        unknownFlight: { ...flight, number: '9999' },
        ticket: '8992400000140',
        unknownTicket: '8990000000000',
      },
      close: () => source.close().then(line.close).then(pss.close),
    };
  },
  shownByLine,
);

describe('The Amadeus adapter', () => {
  let pss: RecordedPss;
  let source: ReservationSource;
  let calls: SourceCall[];
  let respond: Respond;

  beforeEach(async () => {
    calls = [];
    respond = replay;
    pss = await recordedPss((request, response) => respond(request, response));
    source = open(pss.url, calls);
  });
  afterEach(async () => {
    await source.close();
    await pss.close();
  });

  const bookingCode = async (locator = 'KXT4PA') => {
    const result = (await source.bookings([locator], never)).get(locator);
    return result instanceof SourceError ? result.code : result === undefined ? 'none' : 'data';
  };
  const xml = { 'content-type': 'text/xml' };

  test('proves who asks anew with every message, and says which message it is', async () => {
    await source.bookings(['KXT4PA', 'GRP5LK'], never);
    const parts = pss.requests.map((request) => ({
      nonce: /<wsse:Nonce[^>]*>([^<]+)</.exec(request)![1]!,
      created: /<wsu:Created>([^<]+)</.exec(request)![1]!,
      digest: /<wsse:Password [^>]*>([^<]+)</.exec(request)![1]!,
      messageId: /<wsa:MessageID>([^<]+)</.exec(request)![1]!,
    }));
    for (const { nonce, created, digest } of parts) {
      expect(digest).toBe(passwordDigest(Buffer.from(nonce, 'base64'), created, 'p&ssword'));
      expect(Math.abs(Date.parse(created) - Date.now())).toBeLessThan(60_000);
    }
    expect(new Set(parts.flatMap(({ nonce, messageId }) => [nonce, messageId])).size).toBe(4);
    expect(pss.requests.join()).not.toContain('p&amp;ssword');
    expect(pss.headers[0]).toMatchObject({ soapaction: '"http://webservices.amadeus.com/PNRRET_14_2_1A"' });
  });

  test('hashes the password before the digest, as Amadeus wants it', () => {
    expect(passwordDigest(Buffer.from('secretnonce10111'), '2015-09-30T14:12:15Z', 'AMADEUS')).toBe(
      '+LzcaRc+ndGAcZIXmq/N7xGes+k=',
    );
  });

  test('keeps its connections', async () => {
    for (let round = 0; round < 10; round++) expect(await bookingCode()).toBe('data');
    expect(pss.opened()).toBeLessThanOrEqual(2);
  });

  test('reports every call with its operation and outcome', async () => {
    await source.bookings(['KXT4PA', 'N0NE77', 'SEC0RE'], never);
    await source.tickets(['8992400000140'], never);
    expect(calls.map(({ operation, keys, outcome }) => [operation, keys, outcome])).toEqual([
      ['PNR_Retrieve', 1, 'ok'],
      ['PNR_Retrieve', 1, 'ok'],
      ['PNR_Retrieve', 1, 'LEGACY_REJECTED'],
      ['Ticket_ProcessETicket', 1, 'ok'],
    ]);
  });

  test('loses only the key whose call failed', async () => {
    respond = (request, response) => (request.includes('GRP5LK') ? response.destroy() : replay(request, response));
    const bookings = await source.bookings(['KXT4PA', 'GRP5LK', 'N0NE77'], never);
    expect(bookings.get('KXT4PA')).toMatchObject({ recordLocator: 'KXT4PA' });
    expect(bookings.get('GRP5LK')).toMatchObject({ code: 'LEGACY_UNAVAILABLE' });
    expect(bookings.has('N0NE77')).toBe(false);
  });

  test('shows nobody the booking of another locator', async () => {
    respond = (_, response) => response.writeHead(200, xml).end(wire('pnr-family'));
    expect(await bookingCode('ADAL7Q')).toBe('LEGACY_MALFORMED');
  });

  test('shows nobody an answer that relates to another message', async () => {
    const relating = (id: string) =>
      wire('pnr-family').replace('<s:Header>', `<s:Header><w:RelatesTo>${id}</w:RelatesTo>`);
    respond = (request, response) => {
      const id = /<wsa:MessageID>urn:uuid:([^<]+)</.exec(request)![1]!;
      response.writeHead(200, xml).end(relating(id.toUpperCase()));
    };
    expect(await bookingCode()).toBe('data');
    respond = (_, response) =>
      response.writeHead(200, xml).end(relating('urn:uuid:00000000-0000-0000-0000-000000000000'));
    expect(await bookingCode()).toBe('LEGACY_MALFORMED');
  });

  test.each([
    [
      'a proxy page for 502',
      502,
      { 'content-type': 'text/html' },
      '<html><body>Bad Gateway</body></html>',
      'LEGACY_UNAVAILABLE',
    ],
    [
      'a proxy page for 200',
      200,
      { 'content-type': 'text/html' },
      '<html><body>Welcome</body></html>',
      'LEGACY_MALFORMED',
    ],
    ['a page that calls itself XML', 200, xml, '<html><body>Welcome</body></html>', 'LEGACY_MALFORMED'],
    ['a reply cut in two', 200, xml, wire('pnr-family').slice(0, 12_000), 'LEGACY_MALFORMED'],
    ['nothing', 200, xml, '', 'LEGACY_MALFORMED'],
    ['503', 503, {}, '', 'LEGACY_UNAVAILABLE'],
    ['500 without a fault', 500, { 'content-type': 'text/plain' }, 'oops', 'LEGACY_UNAVAILABLE'],
    ['500 with half a fault', 500, xml, wire('fault-session').slice(0, 200), 'LEGACY_UNAVAILABLE'],
    ['500 with a session fault', 500, xml, wire('fault-session'), 'LEGACY_UNAVAILABLE'],
    ['500 with a fault for the locator', 500, xml, wire('fault-locator'), 'none'],
    ['429', 429, { 'retry-after': '1' }, 'slow down', 'OVERLOADED'],
    ['401', 401, {}, '', 'LEGACY_REJECTED'],
    ['404', 404, {}, '', 'LEGACY_REJECTED'],
    ['302', 302, { location: 'http://127.0.0.1:1/' }, '', 'LEGACY_REJECTED'],
    ['a reply in no type', 200, {}, wire('pnr-family'), 'data'],
    [
      'a reply in an unknown charset',
      200,
      { 'content-type': 'text/xml; charset=klingon' },
      wire('pnr-family'),
      'LEGACY_MALFORMED',
    ],
    [
      'bytes that are not the charset they claim',
      200,
      xml,
      Buffer.from(wire('pnr-family').replace('RIVER', 'R\u00cfVER'), 'latin1'),
      'LEGACY_MALFORMED',
    ],
  ])('takes %s for what it is', async (_, status, headers, body, expected) => {
    respond = (__, response) => response.writeHead(status, headers as Record<string, string>).end(body);
    expect(await bookingCode()).toBe(expected);
  });

  test('reads a reply in the charset it states', async () => {
    const latin1 = Buffer.from(wire('pnr-family').replace('VIP CHIEF', 'VIP CH\u00cfEF'), 'latin1');
    respond = (_, response) => response.writeHead(200, { 'content-type': 'text/xml; charset=ISO-8859-1' }).end(latin1);
    const booking = (await source.bookings(['KXT4PA'], never)).get('KXT4PA');
    expect(booking).toMatchObject({
      remarks: expect.arrayContaining([{ type: 'OS', text: 'VIP CH\u00cfEF ENGINEER' }]),
    });
  });

  test.each([
    ['stated', { 'content-length': String(6 * 1024 * 1024) }],
    ['not stated', {}],
  ])('cuts off a reply of 6 MB, its size %s, and its socket', async (_, headers) => {
    respond = (__, response) => {
      response.writeHead(200, { ...xml, ...headers });
      response.end(Buffer.alloc(6 * 1024 * 1024, 0x20));
    };
    expect(await bookingCode()).toBe('LEGACY_MALFORMED');
    await expect.poll(() => pss.connections()).toBe(0);
  });

  test('gives up on a host that never answers, and closes its socket', async () => {
    await source.close();
    source = open(pss.url, calls, { timeout: 150 });
    respond = () => undefined;
    expect(await bookingCode()).toBe('LEGACY_TIMEOUT');
    await expect.poll(() => pss.connections(), { timeout: 500, interval: 10 }).toBe(0);
    expect(calls.at(-1)).toMatchObject({ outcome: 'LEGACY_TIMEOUT' });
  });

  test('gives up on a host that answers drop by drop', async () => {
    await source.close();
    source = open(pss.url, calls, { timeout: 250 });
    respond = (_, response) => {
      response.writeHead(200, xml);
      const drip = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(drip));
    };
    expect(await bookingCode()).toBe('LEGACY_TIMEOUT');
    await expect.poll(() => pss.connections(), { timeout: 500, interval: 10 }).toBe(0);
  });

  test('closes the socket within 100 ms when the client leaves, asks nothing more, and works on', async () => {
    respond = () => undefined;
    const leaving = new AbortController();
    const asked = source.bookings(['KXT4PA', 'GRP5LK', 'AAAAA1', 'AAAAA2', 'AAAAA3', 'AAAAA4'], leaving.signal);
    await expect.poll(() => pss.requests.length).toBe(3);
    leaving.abort(new Error('left'));
    await expect(asked).rejects.toThrow('left');
    await sleep(100);
    expect(await pss.connections()).toBe(0);
    expect(pss.requests).toHaveLength(3);
    respond = replay;
    expect(await bookingCode()).toBe('data');
  });

  test('asks nothing for a caller who has left already', async () => {
    await expect(source.bookings(['KXT4PA'], AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
    expect(pss.requests).toHaveLength(0);
  });

  test('lets the calls of one request wait among themselves, and not in the queue all requests share', async () => {
    await source.close();
    source = open(pss.url, calls, { concurrency: 2, queue: 0 });
    respond = (request, response) => setTimeout(() => replay(request, response), 5);
    const locators = Array.from({ length: 20 }, (_, index) => `AAAA${String(index).padStart(2, '0')}`);
    await source.bookings(locators, never);
    await Promise.all(locators.map((locator) => source.bookings([locator], never)));
    expect(calls.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 40 }, () => 'ok'));
    expect(pss.requests).toHaveLength(40);
    expect(pss.peak()).toBe(2);
  });

  test('turns calls away when other requests fill the queue', async () => {
    await source.close();
    source = open(pss.url, calls, { concurrency: 1, queue: 1 });
    respond = (request, response) => setTimeout(() => replay(request, response), 20);
    const codes = await Promise.all(
      [1, 2, 3].map(async () => {
        const result = (await source.bookings(['KXT4PA'], new AbortController().signal)).get('KXT4PA');
        return result instanceof SourceError ? result.code : 'data';
      }),
    );
    expect(codes.sort()).toEqual(['OVERLOADED', 'data', 'data']);
  });

  test('is down with a code when the host is gone, slow or sends nonsense', async () => {
    respond = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    expect(await source.health(never)).toMatchObject({ state: 'down', code: 'LEGACY_MALFORMED' });
    respond = () => undefined;
    const health = await source.health(never);
    expect(health).toMatchObject({ state: 'down', code: 'LEGACY_TIMEOUT' });
    expect(health.milliseconds).toBeLessThan(2000);
    await pss.close();
    expect(await source.health(never)).toMatchObject({ state: 'down', code: 'LEGACY_UNAVAILABLE' });
  });

  test('names no host, user or data in what a client may see of an error', async () => {
    await pss.close();
    const error = (await source.bookings(['KXT4PA'], never)).get('KXT4PA') as SourceError;
    expect(error).toMatchObject({ code: 'LEGACY_UNAVAILABLE', message: 'The reservations system cannot be reached.' });
    expect(error.detail).toBe('connection: ECONNREFUSED');
  });
});
