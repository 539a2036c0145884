/** Nobody is answered who does not say who he is, on any path, and no token is believed that should not be. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { remote } from '../../gateway/data-sources/remote.ts';
import { authConfig, issuerEntry, staffRules } from '../support/auth-config.ts';
import { everyonePolicy } from '../support/everybody.ts';
import { type Answer, startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { hostileTokens } from '../support/hostile-tokens.ts';
import {
  type IdentityProvider,
  newSigningKey,
  signed,
  startIdentityProvider,
  usualSubject,
} from '../support/identity-provider.ts';
import { lyingSubgraph } from '../support/lying-subgraph.ts';
import { askInParts, byPath } from '../support/parts.ts';
import { claimsOf, signerOf } from '../support/subgraph-secret.ts';

let staff: IdentityProvider;
let customers: IdentityProvider;
let gateway: TestGateway;
beforeAll(async () => {
  [staff, customers] = await Promise.all([startIdentityProvider(), startIdentityProvider()]);
  gateway = await startSmallGateway({
    config: {
      explorer: true,
      auth: authConfig({
        issuers: [
          // By its discovery document, and by the address of its keys.
          issuerEntry('staff', staff.issuer),
          issuerEntry('customers', customers.issuer, {
            jwksUri: customers.jwksUri,
            audience: ['mobile-app', 'web-app'],
            algorithms: ['RS256', 'ES256'],
            principal: {
              ...staffRules,
              kind: { is: 'customer' },
              customerId: { claim: ['https://claims.example.com/customer', 'id'] },
            },
          }),
        ],
      }),
    },
  });
});
afterAll(async () => {
  await gateway?.close();
  await Promise.all([staff?.close(), customers?.close()]);
});

const query = '{ customer(id: "1") { name miles } }';
const data = { customer: { name: 'Anna', miles: 1000 } };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const customerClaims = {
  aud: 'mobile-app',
  azp: 'mobile-app',
  'https://claims.example.com/customer': { id: 'C0000101' },
};
const told = ({ status, headers, body }: Answer) => ({
  status,
  challenge: headers.get('www-authenticate'),
  data: 'data' in body,
  errors: body.errors.map((error: Record<string, unknown>) => ({
    ...error,
    extensions: { ...(error.extensions as object), requestId: undefined },
  })),
});
const lineOf = (id: string) => gateway.lines.find(({ msg, requestId }) => msg === 'operation' && requestId === id);

describe('whoever has a good token', () => {
  test('is answered, and the log tells his kind, tenant and client, and not who he is', async () => {
    const { status, body } = await gateway.ask(
      query,
      {},
      { ...bearer(await staff.token()), 'x-request-id': 'good-token' },
    );
    expect([status, body]).toEqual([200, { data }]);
    await expect
      .poll(() => lineOf('good-token')?.caller)
      .toEqual({ kind: 'staff', tenant: 'airline', client: 'agent-desktop' });
    expect(JSON.stringify(gateway.lines)).not.toContain(usualSubject);
  });

  test('is answered on the short way to the engine, the second time he asks', async () => {
    const headers = bearer(await staff.token());
    for (const _ of [1, 2]) expect((await gateway.ask(query, {}, headers)).body).toEqual({ data });
    const page: string = (await gateway.send('/metrics')).body;
    // @apollo/gateway has no short way.
    if (process.env.ENGINE !== 'apollo') expect(page).toMatch(/^graph_operation_ways_total\{way="direct"\} [1-9]/m);
    expect(page).toMatch(/^graph_authentications_total\{credential="token",outcome="ok"\} \d+$/m);
  });

  test.each(['Bearer', 'bearer', 'BEARER'])('may write %s', async (scheme) => {
    const { status } = await gateway.ask(query, {}, { authorization: `${scheme} ${await staff.token()}` });
    expect(status).toBe(200);
  });

  test('may have a clock that is up to a minute off', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const claims of [{ exp: now - 50 }, { nbf: now + 50 }, { iat: now + 50 }]) {
      expect((await gateway.ask(query, {}, bearer(await staff.token(claims)))).status, JSON.stringify(claims)).toBe(
        200,
      );
    }
  });

  test('is known until his token expires and no longer', async () => {
    const headers = bearer(await staff.token({ exp: Math.floor(Date.now() / 1000) - 58 }));
    expect((await gateway.ask(query, {}, headers)).status).toBe(200);
    expect((await gateway.ask(query, {}, headers)).status).toBe(200);
    await expect.poll(async () => (await gateway.ask(query, {}, headers)).status, { timeout: 10_000 }).toBe(401);
  });

  test('may have one of several issuers, each by its own keys, audience and claims', async () => {
    const token = await customers.token(customerClaims);
    expect((await gateway.ask(query, {}, { ...bearer(token), 'x-request-id': 'customer-1' })).body).toEqual({ data });
    await expect
      .poll(() => lineOf('customer-1')?.caller)
      .toEqual({ kind: 'customer', tenant: 'airline', client: 'mobile-app' });
    const wrong = [
      // One issuer's key does not make the other's tokens, though both are called key-1.
      await signed(staff.issuer, customers.key()),
      await signed(customers.issuer, staff.key(), customerClaims),
      // Nor is its audience the other's.
      await staff.token({ aud: 'mobile-app' }),
      await customers.token({ ...customerClaims, aud: 'customer-graph' }),
      // A customer without his id would be anybody.
      await customers.token({ aud: 'web-app' }),
    ];
    for (const each of wrong) expect((await gateway.ask(query, {}, bearer(each))).status).toBe(401);
  });

  test('has his own class with every source, whatever a proxy says', async () => {
    const customersSubgraph = await lyingSubgraph('customers', {});
    const own = await startSmallGateway({
      sources: {
        customers: remote('customers', customersSubgraph.url, {
          connections: 4,
          sign: signerOf('customers'),
        }),
      },
      config: {
        trustedProxies: ['127.0.0.1'],
        auth: authConfig({
          issuers: [issuerEntry('staff', staff.issuer, { principal: { ...staffRules, kind: { is: 'service' } } })],
        }),
      },
    });
    const { status } = await own.ask(query, {}, { ...bearer(await staff.token()), 'x-client-class': 'partner' });
    expect([status, claimsOf(customersSubgraph.taken.headers.at(-1))?.class]).toEqual([200, 'internal']);
    await own.close();
    await customersSubgraph.close();
  });

  test.each(['ES256', 'RS256'])('may have it signed by %s', async (alg) => {
    const own = await startIdentityProvider();
    const key = await newSigningKey('of-its-own', alg);
    own.publish([key]);
    const other = await startSmallGateway({
      config: { auth: authConfig({ issuers: [issuerEntry('own', own.issuer)] }) },
    });
    expect((await other.ask(query, {}, bearer(await own.token({}, {}, key)))).body).toEqual({ data });
    await other.close();
    await own.close();
  });
});

describe('a token', () => {
  const refused = {
    status: 401,
    challenge: 'Bearer realm="customer-graph", error="invalid_token"',
    data: false,
    errors: [{ message: 'What you sent to say who you are is not accepted.', extensions: { code: 'UNAUTHENTICATED' } }],
  };

  test.each(hostileTokens)(
    '$title is refused as all others are, and the log tells why',
    async ({ make, refusal, title }) => {
      const token = await make(staff);
      const id = `hostile-${hostileTokens.findIndex((each) => each.title === title)}-0000`;
      // What was asked before, and so is known, is not answered either.
      for (const operation of [query, '{ __schema { types { name } } }']) {
        const answer = await gateway.ask(operation, {}, { ...bearer(token), 'x-request-id': id });
        expect(told(answer)).toEqual(refused);
      }
      await expect.poll(() => lineOf(id)?.refusal).toBe(refusal);
      expect(lineOf(id)).not.toHaveProperty('caller');
    },
  );

  test.each([
    ['of basic authentication', { authorization: 'Basic YWRhOnNlY3JldA==' }],
    ['without a scheme', { authorization: 'letmein' }],
    ['that is empty', { authorization: 'Bearer ' }],
    ['of two words', { authorization: 'Bearer a b' }],
    ['of an API key that is none', { 'x-api-key': 'letmein' }],
    ['of an API key as a bearer token', { authorization: `Bearer acg_${'A'.repeat(43)}` }],
  ])('%s is refused alike', async (_, headers) => {
    expect(told(await gateway.ask(query, {}, headers))).toEqual(refused);
  });

  test('beside an API key is refused, as one of them would be guessed', async () => {
    const headers = { ...bearer(await staff.token()), 'x-api-key': `acg_${'A'.repeat(43)}` };
    expect(told(await gateway.ask(query, {}, headers))).toEqual(refused);
  });

  test('that fills more than Node reads of headers is not even looked at', async () => {
    const reply = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${'x'.repeat(40_000)}` },
      body: JSON.stringify({ query }),
    });
    expect(reply.status).toBe(431);
  });

  test('in the address is not read', async () => {
    const { status } = await gateway.send(`/graphql?access_token=${await staff.token()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(status).toBe(401);
  });
});

describe('whoever says nothing', () => {
  const json = { 'content-type': 'application/json' };
  const post = (body: string, headers: Record<string, string> = json) => ({ method: 'POST', headers, body });
  const asked = (text: string) => JSON.stringify({ query: text });

  test.each<[string, string, RequestInit]>([
    ['an operation', '/graphql', post(asked(query))],
    ['one that is known', '/graphql', post(asked(query))],
    ['the schema', '/graphql', post(asked('{ __schema { types { name } } }'))],
    ['a type name', '/graphql', post(asked('{ __typename }'))],
    [
      'parts',
      '/graphql',
      post(asked('{ customer(id: "1") { name ... @defer { miles } } }'), { ...json, accept: byPath }),
    ],
    ['a plan', '/graphql', post(asked(query), { ...json, 'x-query-plan': 'dry-run' })],
    ['sources', '/graphql', post(asked(query), { ...json, 'x-sources': '1' })],
    ['a change', '/graphql', post(asked('mutation { touch }'))],
    ['something wrong', '/graphql', post(asked('{ nothing }'))],
    ['what is no JSON', '/graphql', post('{')],
    ['a batch', '/graphql', post(`[${asked(query)}]`)],
    ['a form', '/graphql', post('query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' })],
    ['a text', '/graphql', post(query, { 'content-type': 'text/plain' })],
    ['too much', '/graphql', post(asked(`# ${'x'.repeat(300_000)}`))],
    ['by GET', '/graphql?query=%7B__typename%7D', {}],
    ['by GET for parts', '/graphql?query=%7B__typename%7D', { headers: { accept: byPath } }],
    ['by PUT', '/graphql', { ...post(asked(query)), method: 'PUT' }],
    ['with a purpose', '/graphql', post(asked(query), { ...json, 'x-purpose': 'customer-service' })],
    ['as staff of a proxy that is none', '/graphql', post(asked(query), { ...json, 'x-client-class': 'first-party' })],
  ])('and asks for %s is told to say who he is, and nothing else', async (_, path, init) => {
    expect(told(await gateway.send(path, init))).toEqual({
      status: 401,
      challenge: 'Bearer realm="customer-graph"',
      data: false,
      errors: [
        {
          message: 'Say who you are: send a bearer token in authorization, or an API key in x-api-key.',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    });
  });

  test('is told so in the media type he asks for', async () => {
    const accept = 'application/graphql-response+json';
    const { headers, status } = await gateway.ask(query, {}, { accept });
    expect([status, headers.get('content-type')]).toEqual([401, `${accept}; charset=utf-8`]);
  });

  test('is told by HEAD no more', async () => {
    const { status } = await fetch(`${gateway.url}/graphql`, { method: 'HEAD' });
    expect(status).toBe(401);
  });

  test.each(['/healthz', '/readyz', '/metrics', '/', '/explorer/favicon.svg'])(
    'is answered at %s as ever',
    async (path) => {
      expect((await gateway.send(path)).status).toBe(200);
    },
  );

  test('may ask from a page that is allowed whether he may ask', async () => {
    const { status, headers } = await gateway.send('/graphql', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,x-purpose',
      },
    });
    expect([status, headers.get('access-control-allow-headers')]).toEqual([204, expect.stringContaining('x-purpose')]);
  });
});

test('Parts of an answer come to who has a good token, and to nobody else', async () => {
  const own = await startSmallGateway({
    config: {
      engine: 'compiled',
      policy: everyonePolicy,
      auth: authConfig({ issuers: [issuerEntry('staff', staff.issuer)] }),
    },
  });
  const deferred = '{ customer(id: "1") { name ... @defer { miles } } }';
  const { list } = await askInParts(own, deferred, { headers: bearer(await staff.token()) });
  expect(list[0]).toMatchObject({ data: { customer: { name: 'Anna' } }, hasNext: true });
  const { status, body } = await own.ask(deferred, {}, { accept: byPath });
  expect([status, body.data]).toEqual([401, undefined]);
  await own.close();
});

describe('the purpose', () => {
  const ask = async (headers: Record<string, string>, claims?: Record<string, unknown>) =>
    gateway.ask(query, {}, { ...bearer(await staff.token(claims)), ...headers });

  test('may be any of the caller’s', async () => {
    for (const purpose of ['customer-service', 'complaint'])
      expect((await ask({ 'x-purpose': purpose })).status).toBe(200);
  });

  test.each([
    ['another', 'marketing'],
    ['two at once', 'customer-service, complaint'],
    ['one in other letters', 'Complaint'],
    ['none', ''],
  ])('may not be %s', async (_, purpose) => {
    const { status, body } = await ask({ 'x-purpose': purpose, 'x-request-id': 'purpose-wrong' });
    expect([status, body.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
    await expect.poll(() => lineOf('purpose-wrong')).toMatchObject({ refusal: 'purpose', caller: { kind: 'staff' } });
  });

  test('may not be named by who has none', async () => {
    expect((await ask({}, { purposes: undefined })).status).toBe(200);
    expect((await ask({ 'x-purpose': 'customer-service' }, { purposes: undefined })).status).toBe(403);
  });
});

test('Who is turned away is not counted among those who wait, by whatever way', async () => {
  await gateway.ask(query);
  await gateway.send('/graphql', { headers: bearer(await staff.token()) });
  const inFlight = async () => /^graph_operations_in_flight (\S+)$/m.exec((await gateway.send('/metrics')).body)?.[1];
  await expect.poll(inFlight).toBe('0');
});

test('Nothing of a token is in log or metrics', async () => {
  const token = await staff.token();
  await gateway.ask(query, {}, bearer(token));
  await gateway.ask(query, {}, bearer(`${token}x`));
  await pause(50);
  const all = JSON.stringify(gateway.lines) + (await gateway.send('/metrics')).body;
  for (const part of [...token.split('.'), usualSubject, 'kanarienvogel']) expect(all).not.toContain(part);
  expect(all).toMatch(
    /graph_authentications_total\{credential=\\?"token",outcome=\\?"signature\\?"\}|outcome="signature"/,
  );
});

test('Without AUTH everybody is nobody, and is answered', async () => {
  const open = await startSmallGateway();
  const { body } = await open.ask(query, {}, { authorization: 'Bearer letmein', 'x-purpose': 'anything' });
  expect(body).toEqual({ data });
  await open.close();
});
