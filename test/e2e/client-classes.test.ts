/** Where a source has not slots for all, calls of the airline's own clients go before its staff's, and those before its partners'. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { remote } from '../../gateway/data-sources/remote.ts';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { subgraphs } from '../../subgraphs/index.ts';
import { serveSubgraph } from '../../subgraphs/serve.ts';
import type { Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { startGateway, startSmallGateway } from '../support/gateway.ts';
import { lyingSubgraph } from '../support/lying-subgraph.ts';
import { claimsOf, secret, signerOf } from '../support/subgraph-secret.ts';

const now = new Date('2026-11-24T09:00:00Z');
const supergraph = readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8');
const narrow = { RESERVATIONS_CONCURRENCY: '1', RESERVATIONS_QUEUE_WAIT_MS: '10000', RESERVATIONS_TIMEOUT_MS: '20000' };
const byProxy = { trustedProxies: ['127.0.0.1'], requestTimeout: 20_000 };

let legacy: Legacy;
beforeAll(async () => {
  legacy = await startLegacy({ world: { people: 200, now } });
});
afterAll(() => legacy?.close());

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

async function apart(subgraph: Subgraph): Promise<DataSource> {
  const limits = { requestTimeout: 20_000, maxRequestBytes: 100_000, secrets: [secret] };
  const service = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, ...limits });
  opened.push(service);
  return remote(subgraph.name, new URL(`http://127.0.0.1:${service.port}/graphql`), {
    connections: 16,
    sign: signerOf(subgraph.name),
  });
}

test.each([
  ['in the gateway’s process', async (subgraph: Subgraph) => inProcess(subgraph)],
  ['as services of their own', apart],
])('in the queue before the reservation system, with subgraphs %s', async (_, reach) => {
  const settings = { ...legacy.settings, ...narrow };
  const open = await Promise.all(subgraphs.map((each) => each.open(settings, { now: () => now, onCall: () => {} })));
  const system = open.find(({ name }) => name === 'reservations');
  const queued = () => system?.state?.().queued;
  const gateway = await startGateway(supergraph, await Promise.all(open.map(reach)), byProxy, () => now);
  opened.push(gateway);
  const answered: string[] = [];
  const ask = async (recordLocator: string, name: string) => {
    const query = 'query ($recordLocator: String!) { booking(recordLocator: $recordLocator) { recordLocator } }';
    const { body } = await gateway.ask(query, { recordLocator }, { 'x-client-class': name });
    expect(body).toEqual({ data: { booking: { recordLocator } } });
    answered.push(`${name} ${recordLocator}`);
  };
  const pss = legacy.standIns.find(({ name }) => name === 'pss');
  // Time for all others to come and queue.
  pss?.setFault({ kind: 'delay', milliseconds: 3_000 });
  const asked = [ask('ADAL7Q', 'partner')];
  await expect.poll(() => system?.state?.().inFlight).toBe(1);
  const others = [
    ['SIOB4R', 'partner'],
    ['MARA5K', 'nonsense'],
    ['MILA5K', 'internal'],
    ['JSMI55', 'first-party'],
    // What another asks already, who waits behind.
    ['SIOB4R', 'first-party'],
  ] as const;
  for (const [place, [locator, name]] of others.entries()) {
    asked.push(ask(locator, name));
    await expect.poll(queued, { interval: 10 }).toBe(place + 1);
  }
  pss?.setFault({ kind: 'none' });
  await Promise.all(asked);
  expect(answered).toEqual([
    'partner ADAL7Q',
    'first-party JSMI55',
    'first-party SIOB4R',
    'internal MILA5K',
    'partner SIOB4R',
    'nonsense MARA5K',
  ]);
});

test('a subgraph service is told the class by the gateway alone', async () => {
  const told: unknown[] = [];
  const service = await lyingSubgraph('customers', {});
  opened.push(service);
  for (const trustedProxies of [[], ['127.0.0.1'], ['192.0.2.7']]) {
    const customers = remote('customers', service.url, { connections: 4, sign: signerOf('customers') });
    const gateway = await startSmallGateway({ sources: { customers }, config: { trustedProxies } });
    for (const name of ['first-party', 'internal', 'nonsense', undefined]) {
      await gateway.ask(`{ customer(id: "${told.length}") { name } }`, {}, name ? { 'x-client-class': name } : {});
      told.push(claimsOf(service.taken.headers.at(-1))?.class);
    }
    await gateway.close();
  }
  const nobody = [undefined, undefined, undefined, undefined];
  expect(told).toEqual([...nobody, undefined, 'internal', 'partner', 'partner', ...nobody.map(() => 'partner')]);
});
