/** A subgraph answers alike in the gateway's process and as a service of its own: the saved operations, both ways. */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { remote } from '../../gateway/data-sources/remote.ts';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import type { SourceEntry } from '../../gateway/provenance/entries.ts';
import { tallyCall } from '../../gateway/provenance/record.ts';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { subgraphs } from '../../subgraphs/index.ts';
import { type SubgraphService, serveSubgraph } from '../../subgraphs/serve.ts';
import { createWatch } from '../../subgraphs/shared/hosting/watch.ts';
import type { Runtime, Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { secret, signerOf } from '../support/subgraph-secret.ts';

const now = new Date('2026-11-24T09:00:00Z');
const supergraph = readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8');
const operations = readSavedOperations(new URL('../../gateway/operations/', import.meta.url));
const mistakes = [
  ['an unknown customer', '{ customer(id: "C9999999") { name { full } loyalty { number } } }'],
  ['a malformed locator', '{ booking(recordLocator: "??") { recordLocator } customer(id: "C0000101") { id } }'],
  [
    'a bad page size',
    '{ customer(id: "C0000101") { bookings(first: -1) { edges { cursor } } serviceCases(first: 0) { edges { cursor } } } }',
  ],
  ['101 ids', `{ customers(ids: [${Array.from({ length: 101 }, (_, i) => `"C${i}"`)}]) { id } }`],
  [
    'an impossible date',
    '{ flight(carrier: "AX", number: "101", departureDate: "2026-02-31", origin: "FRA") { status } }',
  ],
] as const;

let legacy: Legacy;
let near: TestGateway;
let far: TestGateway;
const opened: Subgraph[] = [];
const services: SubgraphService[] = [];

beforeAll(async () => {
  legacy = await startLegacy({ world: { people: 200, now } });
  const watch = createWatch(pino({ level: 'silent' }));
  const open = async (onCall: Runtime['onCall']) => {
    const all = await Promise.all(
      subgraphs.map((subgraph) => subgraph.open(legacy.settings, { now: () => now, onCall })),
    );
    opened.push(...all);
    return all;
  };
  near = await startGateway(supergraph, (await open(tallyCall)).map(inProcess), { requestTimeout: 10_000 });
  const sources = await Promise.all(
    (await open(watch.onCall)).map(async (subgraph) => {
      const limits = { requestTimeout: 10_000, maxRequestBytes: 4_194_304 };
      const service = await serveSubgraph(subgraph, {
        host: '127.0.0.1',
        port: 0,
        watch,
        secrets: [secret],
        ...limits,
      });
      services.push(service);
      return remote(subgraph.name, new URL(`http://127.0.0.1:${service.port}/graphql`), {
        connections: 8,
        sign: signerOf(subgraph.name),
      });
    }),
  );
  far = await startGateway(supergraph, sources, { requestTimeout: 10_000 });
});

afterAll(async () => {
  await near?.close();
  await far?.close();
  for (const service of services) await service.close();
  await legacy?.close();
});

async function bothWays(query: string, variables: Record<string, unknown> = {}) {
  const anonymous = (body: unknown) =>
    JSON.parse(JSON.stringify(body).replace(/"requestId":"[^"]*"/g, '"requestId":""'));
  const [a, b] = await Promise.all([near.ask(query, variables), far.ask(query, variables)]);
  return { near: { status: a.status, body: anonymous(a.body) }, far: { status: b.status, body: anonymous(b.body) } };
}

describe('in the process and as services', () => {
  test.each(operations.map((operation) => [operation.name, operation] as const))(
    '"%s" is answered alike',
    async (_, saved) => {
      const answers = await bothWays(saved.query, { ...saved.variables });
      expect(answers.far).toEqual(answers.near);
      expect(answers.near.body.errors).toBeUndefined();
    },
  );

  test('the same systems are told to have answered, for the same calls', async () => {
    const query = `query ($id: ID!) { customer(id: $id) {
      name { full } loyalty { tier { level } } bookings(first: 1) { edges { node { recordLocator } } } serviceCases(first: 1) { edges { node { id } } }
    } }`;
    const told = async (gateway: TestGateway) => {
      const { body } = await gateway.ask(query, { id: 'C0000101' }, { 'x-sources': '1' });
      const sources: SourceEntry[] = body.extensions.sources;
      return sources
        .map(({ milliseconds: _, asOf: __, ...rest }) => rest)
        .toSorted((a, b) => (a.system < b.system ? -1 : 1));
    };
    const known = await told(near);
    expect(known.map(({ system, state }) => [system, state])).toEqual([
      ['customers', 'live'],
      ['loyalty', 'live'],
      ['reservations', 'live'],
      ['service-cases', 'live'],
    ]);
    for (const { calls } of known) expect(calls).toBeGreaterThan(0);
    expect(await told(far)).toEqual(known);
  });

  test.each(mistakes)('%s is answered alike', async (_, query) => {
    const answers = await bothWays(query);
    expect(answers.far).toEqual(answers.near);
    for (const { extensions } of answers.near.body.errors ?? []) expect(extensions.code).toBe('BAD_USER_INPUT');
  });

  test('the state of each system is told alike', async () => {
    const states = async (gateway: TestGateway) =>
      Object.entries((await gateway.send('/readyz')).body.systems as Record<string, { state: string }>).map(
        ([name, { state }]) => [name, state],
      );
    expect(await states(far)).toEqual(await states(near));
    expect(await states(near)).toEqual(subgraphs.map(({ name }) => [name, 'up']));
  });
});

/** Of a body that may be none. */
const queryIn = (body: string): string => /"query":"((?:[^"\\\\]|\\\\.)*)"/.exec(body)?.[1] ?? '';
const nobody = { principal: null, purpose: null, signal: new AbortController().signal, timeLeft: 5_000 };

describe('a subgraph service', () => {
  const send = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    fetch(`http://127.0.0.1:${services[0]?.port}/graphql`, {
      method: 'POST',
      headers: { ...headers, authorization: signerOf('customers')(queryIn(body), nobody) },
      body,
    });

  test.each([
    ['no JSON', '{"query"', 400],
    ['no query', '{}', 400],
    ['a batch', '[{"query":"{__typename}"}]', 400],
    ['more than its limit', JSON.stringify({ query: `#${'x'.repeat(5_000_000)}` }), 413],
  ])('refuses %s', async (_, body, status) => {
    expect((await send(body)).status).toBe(status);
  });

  test('refuses a form', async () => {
    expect((await send('query={__typename}', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(
      415,
    );
  });

  test('validates what it is asked, and bounds the entities asked for at once', async () => {
    const wrong = JSON.parse(await (await send('{"query":"{ nothing }"}')).text());
    expect(wrong.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    const representations = Array.from({ length: 5_001 }, () => ({ __typename: 'Customer', id: 'C1' }));
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
    expect((await send(JSON.stringify({ query, variables: { representations } }))).status).toBe(400);
  });
});
