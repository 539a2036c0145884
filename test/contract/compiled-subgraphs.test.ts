/** What the gateway asks the four subgraphs for the saved operations: compiled, they answer as on graphql-js. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { subgraphs } from '../../subgraphs/index.ts';
import type { Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { both, expectAlike } from '../support/beside-graphql-js.ts';
import { everybody } from '../support/everybody.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';

const now = new Date('2026-11-24T09:00:00Z');
const supergraph = readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8');
const operations = readSavedOperations(new URL('../../gateway/operations/', import.meta.url));
const mistakes = `{
  unknown: customer(id: "C9999999") { name { full } loyalty { number } }
  known: customer(id: "C0000101") { bookings(first: -1) { edges { cursor } } serviceCases(first: 0) { edges { cursor } } }
  booking(recordLocator: "??") { recordLocator }
  flight(carrier: "AX", number: "101", departureDate: "2026-02-31", origin: "FRA") { status }
}`;

let legacy: Legacy;
let gateway: TestGateway;
let opened: Subgraph[] = [];
/** Of every subgraph: operations compared. */
const compared = new Map<string, number>();
const differences: unknown[] = [];

beforeAll(async () => {
  legacy = await startLegacy({ world: { people: 200, now } });
  opened = await Promise.all(
    subgraphs.map((subgraph) => subgraph.open(legacy.settings, { now: () => now, onCall: () => {} })),
  );
  gateway = await startGateway(supergraph, opened.map(comparing), { requestTimeout: 30_000 });
});

afterAll(async () => {
  await gateway?.close();
  for (const subgraph of opened) await subgraph.close();
  await legacy?.close();
});

/** The source itself, which has every operation run both ways first. */
function comparing(subgraph: Subgraph): DataSource {
  const source = inProcess(subgraph);
  return {
    ...source,
    fetch: async (operation, context) => {
      const { query, variables = {} } = operation;
      const makeContext = () => subgraph.context(everybody(context.signal));
      try {
        const { ours, theirs } = await both(subgraph.schema, query, variables, makeContext);
        if (ours === null) throw new Error(`${subgraph.name} does not compile ${query}`);
        expectAlike(ours, theirs, query);
      } catch (error) {
        differences.push(error);
      }
      compared.set(subgraph.name, (compared.get(subgraph.name) ?? 0) + 1);
      return source.fetch(operation, context);
    },
  };
}

describe('every subgraph answers as on graphql-js', () => {
  test.each(operations.map(({ name, query, variables }) => [name, query, variables] as const))(
    'for %s',
    async (_, query, variables) => {
      const { body } = await gateway.ask(query, { ...variables });
      expect(differences).toEqual([]);
      expect(body.data).toBeTruthy();
      expect(body.errors).toBeUndefined();
    },
  );

  test('for questions with mistakes in them', async () => {
    const { body } = await gateway.ask(mistakes);
    expect(differences).toEqual([]);
    expect(body.errors.length).toBeGreaterThan(2);
  });

  test('and each was asked', () => {
    expect([...compared.keys()].sort()).toEqual(opened.map(({ name }) => name).sort());
    expect([...compared.values()].every((count) => count > 1)).toBe(true);
  });
});
