/**
 * Small subgraphs from tables, composed and served by both engines: what a case asks must come back to the letter from ours, and
 * as the same data from vanilla @apollo/gateway, unless the case says what vanilla gets wrong - which is checked as well.
 */
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { type DocumentNode, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { SystemName } from '../../subgraphs/shared/subgraph.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { placesOf } from '../support/places.ts';

type Row = Readonly<Record<string, unknown>>;

export interface SubgraphTable {
  /** SDL without the `@link`. */
  readonly schema: string;
  /** Root fields: values, or functions of the arguments. */
  readonly query?: Readonly<Record<string, unknown>>;
  readonly mutation?: Readonly<Record<string, unknown>>;
  /** Entities by type. One is found by what of a representation its row has too, and gets the rest of the representation. */
  readonly rows?: Readonly<Record<string, readonly Row[]>>;
  /** Fields worked out from the object and the arguments, by type. */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, (object: Row, args: Row) => unknown>>>>;
}

export interface Case {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly data: unknown;
  /** Places of the errors; none when left out. */
  readonly errors?: readonly (readonly (string | number)[] | undefined)[];
  /** What vanilla gets wrong here. */
  readonly vanilla?: string;
  /** What each subgraph is asked at least once, and nothing else is. */
  readonly asks?: readonly string[];
  /** How often each subgraph is asked. */
  readonly calls?: Readonly<Record<string, number>>;
}

/** By subgraph name. */
export type Tables = Readonly<Record<string, SubgraphTable>>;

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires",
  "@provides", "@override", "@shareable", "@inaccessible", "@interfaceObject", "@context", "@fromContext"])`;

export interface Served {
  readonly compiled: TestGateway;
  readonly apollo: TestGateway;
  /** Subgraphs asked by our engine, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function serve(tables: Tables): Promise<Served> {
  const { start, asked } = starter(tables);
  const [compiled, apollo] = await Promise.all([start('compiled'), start('apollo')]);
  return { compiled, apollo, asked, close: async () => void (await Promise.all([compiled.close(), apollo.close()])) };
}

/** A graph that only our engine can serve. `refusal`: what vanilla says of it. */
export async function serveAlone(tables: Tables, refusal: RegExp): Promise<Omit<Served, 'apollo'>> {
  const { start, asked } = starter(tables);
  await expect(start('apollo')).rejects.toThrow(refusal);
  const compiled = await start('compiled');
  return { compiled, asked, close: compiled.close };
}

function starter(tables: Tables) {
  const documents = Object.entries(tables).map(
    ([name, { schema }]) => [name, parse(`${link}\n${schema}`, { noLocation: true })] as const,
  );
  const composed = composeServices(
    documents.map(([name, typeDefs]) => ({ name, url: `http://localhost/${name}`, typeDefs })),
  );
  if (composed.supergraphSdl === undefined) throw new Error(composed.errors?.map(({ message }) => message).join('\n'));
  const asked: string[] = [];
  const start = (engine: 'compiled' | 'apollo') => {
    const sources = documents.map(([name, typeDefs]) => {
      const source = sourceOf(name, typeDefs, tables[name]!);
      const fetch: DataSource['fetch'] = (operation, context) => {
        if (engine === 'compiled') asked.push(name);
        return source.fetch(operation, context);
      };
      return { ...source, fetch };
    });
    return startGateway(composed.supergraphSdl!, sources, { engine, explorer: true });
  };
  return { start, asked };
}

function sourceOf(name: string, typeDefs: DocumentNode, table: SubgraphTable): DataSource {
  const resolvers = resolversOf(table) as GraphQLResolverMap<unknown>;
  return inProcess({
    name: name as SystemName,
    typeDefs,
    schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
    context: () => ({}),
    health: async () => ({ state: 'up', milliseconds: 0 }),
    close: async () => {},
  });
}

function resolversOf({ query, mutation, rows, fields }: SubgraphTable): Record<string, Record<string, unknown>> {
  const roots = (values: Readonly<Record<string, unknown>> | undefined) =>
    Object.fromEntries(
      Object.entries(values ?? {}).map(([field, value]) => [
        field,
        (_: unknown, args: Row) => (typeof value === 'function' ? value(args) : value),
      ]),
    );
  const types = new Set([...Object.keys(rows ?? {}), ...Object.keys(fields ?? {})]);
  return {
    ...(query && { Query: roots(query) }),
    ...(mutation && { Mutation: roots(mutation) }),
    ...Object.fromEntries(
      [...types].map((type) => [
        type,
        {
          ...fields?.[type],
          ...(rows?.[type] && { __resolveReference: (reference: Row) => find(rows[type]!, reference) }),
        },
      ]),
    ),
  };
}

function find(rows: readonly Row[], { __typename: _, ...reference }: Row): Row | null {
  const row = rows.find((each) => {
    const shared = Object.keys(reference).filter((name) => name in each);
    return shared.length > 0 && shared.every((name) => within(reference[name], each[name]));
  });
  return row ? { ...reference, ...row } : null;
}

function within(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part) && Array.isArray(whole)) {
    return part.length === whole.length && part.every((item, index) => within(item, whole[index]));
  }
  if (!isRecord(part) || !isRecord(whole)) return String(part) === String(whole);
  return Object.keys(part).every((name) => name === '__typename' || within(part[name], whole[name]));
}

/** One test a case. `refusal`: what vanilla says of a graph it cannot serve. */
export function describeGraph(
  title: string,
  tables: Tables,
  cases: Readonly<Record<string, Case>>,
  refusal?: RegExp,
): void {
  describe(title, () => {
    let served: Omit<Served, 'apollo'> & Partial<Served>;
    beforeAll(async () => {
      served = refusal ? await serveAlone(tables, refusal) : await serve(tables);
    });
    afterAll(() => served?.close());
    test.each(Object.entries(cases))('%s', async (_, one) => {
      served.asked.length = 0;
      const ours = await served.compiled.ask(one.query, { ...one.variables });
      // As text: the order of the answer counts.
      expect(JSON.stringify(ours.body.data ?? null, null, 1)).toBe(JSON.stringify(one.data, null, 1));
      expect(ours.body.errors === undefined ? [] : placesOf(ours.body.errors)).toEqual(
        (one.errors ?? []).filter((place) => place !== undefined),
      );
      expect(ours.body.errors === undefined).toBe(one.errors === undefined);
      if (one.asks) expect([...new Set(served.asked)]).toEqual(one.asks);
      if (one.calls) {
        const calls = Map.groupBy(served.asked, (name) => name);
        expect(Object.fromEntries([...calls].map(([name, each]) => [name, each.length]))).toEqual(one.calls);
      }
      if (!served.apollo) return;
      const vanilla = await served.apollo.ask(one.query, { ...one.variables });
      const told = (answer: typeof ours) => ({
        data: answer.body.data ?? null,
        failed: answer.body.errors !== undefined,
      });
      if (one.vanilla === undefined) expect(told(vanilla)).toEqual(told(ours));
      else expect(told(vanilla), `vanilla: ${one.vanilla}`).not.toEqual(told(ours));
    });
  });
}
