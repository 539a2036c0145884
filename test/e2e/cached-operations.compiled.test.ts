/** The saved operations with a cache: what it answers, cold and warm, is what is answered without it. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { subgraphs } from '../../subgraphs/index.ts';
import type { SourceCall } from '../../subgraphs/shared/subgraph.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';

const now = new Date('2026-11-24T09:00:00Z');
const supergraph = readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8');
const operations = readSavedOperations(new URL('../../gateway/operations/', import.meta.url));

let legacy: Legacy;
let plain: TestGateway;
let cached: TestGateway;
/** Of the gateway with a cache. */
const calls: SourceCall[] = [];

beforeAll(async () => {
  legacy = await startLegacy({ world: { people: 200, now } });
  const sources = async (onCall: (call: SourceCall) => void) =>
    (await Promise.all(subgraphs.map((each) => each.open(legacy.settings, { now: () => now, onCall })))).map(inProcess);
  plain = await startGateway(supergraph, await sources(() => {}), { requestTimeout: 10_000 });
  const cache = { place: { kind: 'memory', bytes: 16_777_216 }, keys: [], prefix: 'test' } as const;
  cached = await startGateway(
    supergraph,
    await sources((call) => calls.push(call)),
    { requestTimeout: 10_000, cache },
    () => now,
  );
});
afterAll(async () => {
  await plain?.close();
  await cached?.close();
  await legacy?.close();
});

describe('With a cache', () => {
  test.each(operations.map((operation) => [operation.name, operation] as const))(
    '"%s" is answered as without',
    async (_, saved) => {
      const variables = { ...saved.variables };
      const expected = await plain.ask(saved.query, variables);
      expect(expected.body.errors).toBeUndefined();
      const cold = await cached.ask(saved.query, variables);
      const warm = await cached.ask(saved.query, variables);
      expect([cold.body.data, warm.body.data]).toEqual([expected.body.data, expected.body.data]);
    },
  );

  test('a second round asks again only for what may not be kept: documents, consents, special services, what customers wrote', async () => {
    const asked: Record<string, string[]> = {};
    for (const { name, query, variables } of operations) {
      await cached.ask(query, { ...variables });
      calls.length = 0;
      await cached.ask(query, { ...variables });
      asked[name] = [...new Set(calls.map(({ system }) => system))].toSorted();
    }
    expect(asked).toEqual({
      'Who is calling?': [],
      'Check-in by locator': ['reservations'],
      'Day of travel': [],
      'Customer’s own page': ['customers'],
      'Preferred and booked': ['customers', 'reservations'],
      'Similar solved cases': ['service-cases'],
      'E-ticket and coupons': ['reservations'],
      'Why linked?': ['customers'],
      'Everything held on one person': ['customers', 'reservations', 'service-cases'],
      'Flights by locator and surname': ['reservations'],
    });
  });
});
