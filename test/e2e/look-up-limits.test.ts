/** How often a caller, and anybody for one locator, may look for what is not there: counted by field, not by request. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unlimited } from '../../gateway/abuse/settings.ts';
import { keyRecord, keysOf, withKey } from '../support/api-keys.ts';
import { authConfig, issuerEntry } from '../support/auth-config.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { type LookUpGraph, lookUpGraph } from '../support/look-up-graph.ts';

let graph: LookUpGraph;
let provider: IdentityProvider;
let gateway: TestGateway;
let as: (subject: string) => Promise<Record<string, string>>;
beforeEach(async () => {
  graph = lookUpGraph();
  provider = await startIdentityProvider();
  gateway = await startGateway(graph.supergraph, [graph.source], {
    auth: authConfig({ issuers: [issuerEntry('staff', provider.issuer)] }),
    abuse: {
      ...unlimited,
      lookUps: {
        ofCaller: { name: 'look-up', count: 20, seconds: 3_600 },
        ofKey: { name: 'look-up', count: 5, seconds: 900 },
      },
    },
  });
  as = async (sub) => ({ authorization: `Bearer ${await provider.token({ sub })}` });
});
afterEach(async () => {
  await gateway?.close();
  await provider?.close();
});

const trip = (locator: string, surname: string) => `trip(locator: "${locator}", surname: "${surname}") { locator }`;
const people = (phone: string) => `people(phone: "${phone}") { name }`;
/** So many fields, each under a name of its own. */
const aliased = (count: number, field: (number: number) => string) =>
  `{ ${Array.from({ length: count }, (_, number) => `f${number}: ${field(number)}`).join(' ')} }`;

describe('of one locator', () => {
  test('five fail within 15 minutes, then nobody may look for it, whoever he is and whatever he knows', async () => {
    for (let time = 0; time < 5; time += 1) {
      const { status, body } = await gateway.ask(`{ ${trip('AB12CD', `X${time}`)} }`, {}, await as(`guesser ${time}`));
      expect([status, body]).toEqual([200, { data: { trip: null } }]);
    }
    const refused = await gateway.ask(`{ ${trip('ab-12 cd', 'Doe')} }`, {}, await as('Jane'));
    expect([refused.status, refused.body]).toEqual([
      429,
      {
        errors: [
          {
            message: 'Too many look-ups have found nothing; try again later.',
            extensions: { code: 'RATE_LIMITED', requestId: refused.headers.get('x-request-id') },
          },
        ],
      },
    ]);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(800);
    expect(wait).toBeLessThanOrEqual(900);
    expect(graph.asked).toHaveLength(5);
    const other = await gateway.ask(`{ ${trip('ZZ99ZZ', 'Doe')} }`, {}, await as('Jane'));
    expect([other.status, other.body]).toEqual([200, { data: { trip: null } }]);
    expect(String((await gateway.send('/metrics')).body)).toMatch(
      /graph_limited_total\{class="[\w-]+",reason="look-up"\} 1/,
    );
  });

  test('the same goes for a locator that is nobody’s', async () => {
    const answers = [];
    for (let time = 0; time < 6; time += 1)
      answers.push(await gateway.ask(`{ ${trip('QQ11QQ', `X${time}`)} }`, {}, await as('guesser')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test('six aliases at once are more than five', async () => {
    const query = aliased(6, (number) => trip('AB12CD', `X${number}`));
    expect((await gateway.ask(query, {}, await as('guesser'))).status).toBe(429);
    expect(graph.asked).toEqual([]);
    expect((await gateway.ask(`{ ${trip('AB12CD', 'Doe')} }`, {}, await as('Jane'))).status).toBe(200);
  });

  test('variables, their presets and fragments count alike', async () => {
    const headers = await as('guesser');
    const asking = [
      ['query ($l: String!) { trip(locator: $l, surname: "X") { locator } }', { l: 'AB12CD' }],
      ['query ($l: String! = "AB12CD") { trip(locator: $l, surname: "X") { locator } }', {}],
      [`query { ...F } fragment F on Query { ${trip('AB12CD', 'X')} }`, {}],
      [`{ ... @include(if: true) { ${trip('AB12CD', 'X')} } }`, {}],
      // @apollo/gateway's executor defers nothing.
      [`{ ... ${process.env.ENGINE === 'apollo' ? '' : '@defer'} { ${trip('AB12CD', 'X')} } }`, {}],
    ] as const;
    for (const [query, variables] of asking) {
      const accept = query.includes('@defer') ? { accept: 'multipart/mixed;deferSpec=20220824' } : {};
      expect([query, (await gateway.ask(query, variables, { ...headers, ...accept })).status]).toEqual([query, 200]);
    }
    expect((await gateway.ask(`{ ${trip('AB12CD', 'Doe')} }`, {}, headers)).status).toBe(429);
  });

  test('a hundred at once are no more than five guesses', async () => {
    const all = await Promise.all(
      Array.from({ length: 100 }, async (_, number) =>
        gateway.ask(`{ ${trip('AB12CD', `X${number}`)} }`, {}, await as(`guesser ${number}`)),
      ),
    );
    expect(graph.asked).toHaveLength(5);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(95);
  });
});

describe('of one caller', () => {
  test('twenty fail within an hour, by whatever he looks, and by field', async () => {
    const headers = await as('guesser');
    const answers = [
      await gateway.ask(
        aliased(9, (number) => people(`99${number}`)),
        {},
        headers,
      ),
      await gateway.ask(
        aliased(9, (number) => trip(`XX77X${number}`, 'Doe')),
        {},
        headers,
      ),
      await gateway.ask(
        aliased(2, (number) => people(`77${number}`)),
        {},
        headers,
      ),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(graph.asked).toHaveLength(20);
    const refused = await gateway.ask(`{ ${people('1')} }`, {}, headers);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_500);
    expect(graph.asked).toHaveLength(20);
    // What looks up nobody he may ask, and others are not held up.
    expect((await gateway.ask('{ weather }', {}, headers)).body).toEqual({ data: { weather: 'fair' } });
    expect((await gateway.ask(`{ ${people('1')} }`, {}, await as('agent'))).status).toBe(200);
  });

  test('what is found does not count, nor what could not be asked, was left out or is invalid', async () => {
    const headers = await as('agent');
    const all = [people('1'), trip('AB12CD', 'Doe'), people('down'), `${people('9')} @skip(if: true)`];
    for (let time = 0; time < 8; time += 1)
      for (const field of all.map((each) => each.replace(/( \{ name \}) (@skip.*)$/, ' $2$1')))
        await gateway.ask(`{ __typename ${field} }`, {}, headers);
    await gateway.ask('query ($p: String!) { people(phone: $p) { name } }', { p: { no: 'text' } }, headers);
    expect(
      (
        await gateway.ask(
          aliased(9, (number) => people(`9${number}`)),
          {},
          headers,
        )
      ).status,
    ).toBe(200);
    expect(
      (
        await gateway.ask(
          aliased(9, (number) => people(`8${number}`)),
          {},
          headers,
        )
      ).status,
    ).toBe(200);
    expect(
      (
        await gateway.ask(
          aliased(2, (number) => people(`7${number}`)),
          {},
          headers,
        )
      ).status,
    ).toBe(200);
    expect((await gateway.ask(`{ ${people('6')} }`, {}, headers)).status).toBe(429);
  });

  test('who finds whom he looks for is not held up by how many he looks for at once', async () => {
    const headers = await as('a busy program');
    let letGo = () => {};
    graph.hold = new Promise((done) => {
      letGo = done;
    });
    const all = Promise.all(
      Array.from({ length: 60 }, (_, number) => gateway.ask(`{ ${people(`1${number}`)} }`, {}, headers)),
    );
    await expect.poll(() => graph.asked.length).toBe(20);
    letGo();
    expect((await all).map(({ status }) => status)).toEqual(Array(60).fill(200));
  });

  test('a hundred at once that find nobody are twenty', async () => {
    const headers = await as('guesser');
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, number) => gateway.ask(`{ ${people(`9${number}`)} }`, {}, headers)),
    );
    expect(graph.asked).toHaveLength(20);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(80);
  });
});

test('an API key may say how many of its client’s look-ups find nothing', async () => {
  const auth = keysOf(keyRecord('a', { lookUps: '2/1h' }), keyRecord('b', {}));
  const lookUps = { ofCaller: { name: 'look-up', count: 4, seconds: 3_600 }, ofKey: null };
  const keyed = await startGateway(graph.supergraph, [graph.source], { auth, abuse: { ...unlimited, lookUps } });
  const statuses = async (letter: string) => {
    const all = [];
    for (let time = 0; time < 5; time += 1)
      all.push((await keyed.ask(`{ ${people(`9${time}`)} }`, {}, withKey(letter))).status);
    return all;
  };
  expect(await statuses('a')).toEqual([200, 200, 429, 429, 429]);
  expect(await statuses('b')).toEqual([200, 200, 200, 200, 429]);
  await keyed.close();
});
