/**
 * Nothing personal in log, metrics, traces, texts of errors, and in clear in a cache: unmistakable values are planted in the world and in
 * what clients send, everything is done that goes wrong with them, and then they are searched for.
 */
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { buildWorld } from '../../legacy/world/build.ts';
import { canariesIn, canary, plantedWorld, withCanaries } from './canaries.ts';
import { type Collector, startCollector } from './collector.ts';
import { type Answer, type Product, startProduct } from './product.ts';
import { type SubgraphProcesses, startSubgraphProcesses } from './subgraph-processes.ts';
import { type Said, startTellingHost, type TellingHost } from './telling-host.ts';

const saved = readSavedOperations(new URL('../../gateway/operations/', import.meta.url)).map(
  ({ query, variables }) => ({ query, variables: JSON.parse(withCanaries(JSON.stringify(variables))) }),
);
const everything = `{
  customer(id: "${canary.customerId}") {
    name { full } dateOfBirth emails { address } loyalty { number tier { validUntil } }
    bookings(first: 2) { edges { node { recordLocator passengers { name { surname } } } } }
    serviceCases(first: 2) { edges { node { subject messages(first: 3) { text } } } }
  }
  customerCandidates(email: "${canary.email}") { customer { id } }
  booking(recordLocator: "${canary.recordLocator}") { recordLocator }
  loyaltyMembership(number: "${canary.membershipNumber}") { number }
}`;

const { surname, email, phone, membershipNumber, customerId, passport, card } = canary;
/** Mistakes a client makes with somebody's values at hand. */
const mistakes: [string, string, Record<string, unknown>?][] = [
  ['a text too many', `{ customer(id: "${customerId}" "${surname}") { id } }`],
  ['a name too many', `{ customer(id: ${surname} ${surname}) { id } }`],
  ['a text that does not end', `{ customerCandidates(email: "${email}) { confidence } }`],
  ['no operation at all', `${surname} ${email}`],
  ['a text for a number', `{ customerCandidates(phone: "${phone}", first: "${surname}") { confidence } }`],
  ['a number for a text', `{ customerCandidates(membershipNumber: ${membershipNumber}, surname: 1) { confidence } }`],
  ['a text for an enum', `{ customer(id: "x") { serviceCases(status: "${surname}") { edges { node { id } } } } }`],
  ['an enum that is none', `{ customer(id: "x") { serviceCases(status: ${surname}) { edges { node { id } } } } }`],
  ['an object for an id', `{ customer(id: { passport: "${passport}" }) { id } }`],
  ['a date that is none', `{ customerCandidates(surname: "${surname}", dateOfBirth: "${card}") { confidence } }`],
  ['a locator that is none', `{ booking(recordLocator: "${surname}") { recordLocator } }`],
  [
    'a number that is none',
    `{ loyaltyMembership(number: "${email}") { number } ticket(number: "${card}") { number } }`,
  ],
  ['a case that is none', `{ serviceCase(id: "${email}") { id } }`],
  ['a phone that is none', `{ customerCandidates(phone: "${surname}") { confidence } }`],
  ['an object in a variable', 'query ($id: ID!) { customer(id: $id) { id } }', { id: { surname, email } }],
  [
    'a text in a number variable',
    'query ($n: Int) { customerCandidates(surname: "x", first: $n) { confidence } }',
    { n: email },
  ],
  [
    'a date variable',
    'query ($d: Date) { customerCandidates(surname: "x", dateOfBirth: $d) { confidence } }',
    { d: passport },
  ],
  [
    'an enum variable',
    'query ($s: [LoyaltyRedemptionKind!]) { loyaltyMembership(number: "1") { number } }',
    { s: [surname] },
  ],
  [
    'a cursor',
    `{ customer(id: "${customerId}") { bookings(first: 1, after: "${email}") { edges { node { recordLocator } } } } }`,
  ],
  ['a page too large', `{ customer(id: "${customerId}") { serviceCases(first: 4929) { edges { node { id } } } } }`],
];

const page = `<!doctype html><p>${surname}, ${email}, ${phone}\n    at ${passport} (${card}:1:1)</p>`;
const fault = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode>soapenv:Client</faultcode><faultstring>18|${surname}|${email} NOT ALLOWED</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`;
/** How hosts fail, with what they tell meanwhile. */
const failures: [string, Said][] = [
  ['a page in place of an answer', { status: 200, type: 'text/html', body: page }],
  ['a broken answer in XML', { status: 200, type: 'text/xml', body: `<${surname} mail="${email}">${phone}` }],
  ['a SOAP fault', { status: 500, type: 'text/xml', body: fault }],
  [
    'an answer in JSON',
    { status: 200, type: 'application/json', body: JSON.stringify({ message: page, items: [surname] }) },
  ],
  ['broken JSON', { status: 200, type: 'application/json', body: `{"items": [{"id": "${email}", ${surname}` }],
  ['a refusal', { status: 401, type: 'application/json', body: JSON.stringify({ message: `No ticket of ${email}` }) }],
  ['a failure', { status: 503, type: 'text/plain', body: page }],
  ['half an answer', { status: 200, type: 'text/xml', body: page.repeat(50), cut: true }],
  ['no answer', { status: 200, type: 'text/xml', body: '', hang: true }],
];

export interface Layout {
  readonly title: string;
  /** Each subgraph in a process of its own. */
  readonly apart: boolean;
  /** Settings of the gateway's cache; without one where it is missing. */
  readonly cache?: () => Record<string, string>;
  /** All that can be read in the cache: names and values. */
  readonly kept?: () => Promise<readonly string[]>;
}

export function describeSilence(layouts: readonly Layout[]): void {
  let legacy: Legacy;
  let hosts: { readonly pss: TellingHost; readonly desk: TellingHost };
  beforeAll(async () => {
    const now = new Date('2026-11-24T09:00:00Z');
    legacy = await startLegacy({ world: plantedWorld(buildWorld({ seed: 1, people: 400, now })) });
    const [pss, desk] = await Promise.all(
      [legacy.settings.RESERVATIONS_URL!, legacy.settings.SERVICE_CASES_URL!].map((url) =>
        startTellingHost(new URL(url)),
      ),
    );
    hosts = { pss: pss!, desk: desk! };
  });
  afterAll(async () => {
    await Promise.all([hosts?.pss.close(), hosts?.desk.close()]);
    await legacy?.close();
  });

  test('the search finds what it looks for, and Ada’s values are planted', () => {
    for (const value of Object.values(canary)) expect(canariesIn(`x ${value} y`), value).toHaveLength(1);
    expect(canariesIn(JSON.stringify({ hello: 'Ada', id: 'C0000102' }))).toEqual([]);
    expect(withCanaries(JSON.stringify(saved))).toBe(JSON.stringify(saved));
  });

  describe.each(layouts)('nobody is told who a customer is, $title,', ({ apart, cache, kept }) => {
    let collector: Collector;
    let subgraphs: SubgraphProcesses | null = null;
    let product: Product;
    const answers: Answer[] = [];
    const ask = async (
      query: string,
      variables: Record<string, unknown> = {},
      headers: Record<string, string> = {},
    ) => {
      const answer = await product.ask(query, variables, {
        'user-agent': surname,
        baggage: `who=${surname}`,
        ...headers,
      });
      answers.push(answer);
      return answer;
    };
    beforeAll(async () => {
      collector = await startCollector();
      const settings = {
        ...legacy.settings,
        RESERVATIONS_URL: hosts.pss.url,
        SERVICE_CASES_URL: hosts.desk.url,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: apart ? 'http/protobuf' : 'http/json',
        OTEL_BSP_SCHEDULE_DELAY: '50',
        LOG_LEVEL: 'trace',
      };
      if (apart) subgraphs = await startSubgraphProcesses(settings);
      product = await startProduct({
        ...settings,
        ...Object.fromEntries(apart ? ownUrls() : []),
        ...subgraphs?.settings,
        ...cache?.(),
      });
    });
    /** With subgraphs elsewhere the gateway has no systems of its own. */
    const ownUrls = () => Object.keys(legacy.settings).map((name) => [name, ''] as const);
    afterAll(async () => {
      await product?.close();
      await subgraphs?.close();
      await collector?.close();
    });

    test('by the saved operations, whose answers are full of it', async () => {
      const askSaved = async () => {
        for (const { query, variables } of saved) expect((await ask(query, variables)).errors).toEqual([]);
      };
      await askSaved();
      if (cache) {
        // Until some of it is in there: one that has just started may be too slow for its own read budget.
        const counted = async () => (await fetch(new URL('/metrics', product.url))).text();
        await expect
          .poll(async () => askSaved().then(counted))
          .toMatch(/graph_cache_rows_total\{.*outcome="hit"\} [1-9]/);
        expect(await counted()).toMatch(/graph_cache_rows_total\{.*outcome="passed"\} [1-9]/);
      }
      const { data, errors } = await ask(everything);
      expect(errors).toEqual([]);
      for (const value of [surname, email, membershipNumber, canary.recordLocator]) {
        expect(JSON.stringify(data), value).toContain(value);
      }
    });

    test.each(mistakes)('by a mistake: %s', async (_, query, variables) => {
      const { errors } = await ask(query, variables);
      expect(canariesIn(JSON.stringify(errors))).toEqual([]);
    });

    test('by requests that are none', async () => {
      const json = { 'content-type': 'application/json' };
      const sent: [string, RequestInit][] = [
        ['graphql', { method: 'POST', headers: json, body: `{"query": "${surname}` }],
        ['graphql', { method: 'POST', headers: json, body: JSON.stringify([{ query: email }]) }],
        ['graphql', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: email }],
        [
          'graphql',
          {
            method: 'POST',
            headers: json,
            body: JSON.stringify({ query: '{ a: __typename }', operationName: surname }),
          },
        ],
        [`graphql?query={customer(id:"${customerId}"){id}}`, { method: 'GET' }],
        [
          `${surname}/${customerId}`,
          { method: 'GET', headers: { traceparent: `00-${surname}`, 'x-time-left-ms': surname } },
        ],
      ];
      for (const [path, init] of sent) {
        const reply = await fetch(`${product.url}${path}`, init);
        expect(reply.status).toBeGreaterThanOrEqual(400);
        expect(canariesIn(await reply.text())).toEqual([]);
      }
    });

    test.each(failures)('by hosts that answer with %s', async (_, said) => {
      const before = hosts.pss.said() + hosts.desk.said();
      for (const host of [hosts.pss, hosts.desk]) host.say(said);
      try {
        const answer = await ask(everything, {}, { 'x-time-left-ms': '1500' });
        expect(answer.errors.length).toBeGreaterThan(0);
      } finally {
        for (const host of [hosts.pss, hosts.desk]) host.say(null);
      }
      expect(hosts.pss.said() + hosts.desk.said()).toBeGreaterThan(before);
    });

    test('by databases that hold what they should not', async () => {
      const spoil = (url: string, statement: string) => {
        const database = new DatabaseSync(url.replace(/^sqlite:/, ''));
        database.exec(statement);
        database.close();
      };
      const { CUSTOMERS_URL, LOYALTY_URL } = legacy.settings;
      const table = (set: string, where: string) => `UPDATE ${set} WHERE ${where}`;
      spoil(CUSTOMERS_URL!, table(`pty SET bth_dt = '${surname}'`, `pty_no = '${customerId}'`));
      spoil(LOYALTY_URL!, table(`lymember SET tierend = '${email}'`, `mbrnbr = '${membershipNumber}'`));
      // Which no cache has.
      const { errors } = await ask(
        everything.replaceAll('{ full }', '{ full surname }').replaceAll('validUntil', 'validUntil level'),
      );
      expect(errors.map(({ extensions }) => extensions?.code)).toContain('LEGACY_MALFORMED');
      spoil(LOYALTY_URL!, `ALTER TABLE lymember RENAME COLUMN surnm TO ${surname}`);
      await ask(everything);
      spoil(LOYALTY_URL!, `ALTER TABLE lymember RENAME COLUMN ${surname} TO surnm`);
      spoil(CUSTOMERS_URL!, table("pty SET bth_dt = '19840517'", `pty_no = '${customerId}'`));
      spoil(LOYALTY_URL!, table('lymember SET tierend = 1270331', `mbrnbr = '${membershipNumber}'`));
    });

    test('neither in errors’ texts, nor in metrics, traces and logs', async () => {
      const told = answers.flatMap(({ errors, extensions }) => [
        ...errors.map((error) => JSON.stringify(error)),
        JSON.stringify(extensions),
      ]);
      expect(told.length).toBeGreaterThan(30);
      expect(told.flatMap(canariesIn)).toEqual([]);
      const pages = await Promise.all(
        [new URL(product.url), ...(subgraphs?.urls ?? [])].map(async (url) =>
          (await fetch(new URL('/metrics', url))).text(),
        ),
      );
      expect(pages.join('')).toContain('legacy_calls_total{');
      expect(pages.flatMap(canariesIn)).toEqual([]);

      if (kept) {
        const texts = await kept();
        expect(texts.length).toBeGreaterThan(20);
        expect(texts.flatMap(canariesIn)).toEqual([]);
      }

      await expect.poll(() => collector.bodies.length).toBeGreaterThan(10);
      expect(await product.close()).toBe(0);
      await subgraphs?.close();
      const spans = collector.bodies.map((body) => body.toString('latin1'));
      for (const name of ['POST /graphql', 'fetch customers', 'reservations PNR_Retrieve', 'LEGACY_MALFORMED']) {
        expect(
          spans.some((text) => text.includes(name)),
          name,
        ).toBe(true);
      }
      expect(spans.flatMap(canariesIn)).toEqual([]);

      const log = `${product.output()}${subgraphs?.output() ?? ''}`;
      expect(log.split('\n').filter((line) => line.includes('"operation"')).length).toBeGreaterThan(answers.length);
      expect(log).toContain('"causes":');
      expect(canariesIn(log)).toEqual([]);
    });
  });
}
