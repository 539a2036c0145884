/** Where a supergraph comes from, where its subgraphs run, and what happens when its files change. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { type Place, placeOf } from '../../gateway/data-sources/placement.ts';
import { sourcePool } from '../../gateway/data-sources/pool.ts';
import { readGraphs } from '../../gateway/supergraph/graphs.ts';
import { readSupergraph } from '../../gateway/supergraph/read.ts';
import { watchSupergraph } from '../../gateway/supergraph/watch.ts';
import { subgraphs } from '../../subgraphs/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supergraph-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('a subgraph runs', () => {
  const home = new Map([['loyalty', 'http://localhost:4003/graphql']]);
  const place = (name: string, url: string, environment: Record<string, string> = {}) =>
    placeOf({ name, url }, { registry: subgraphs, home, environment });

  test('in this process when it is one of ours at the address supergraph.yaml has for it', () => {
    expect(place('loyalty', 'http://localhost:4003/graphql').kind).toBe('in-process');
  });

  test.each([
    [
      'an address is set for it',
      'loyalty',
      'http://localhost:4003/graphql',
      { LOYALTY_SUBGRAPH_URL: 'http://a/b' },
      'http://a/b',
    ],
    [
      'the supergraph has another address for it',
      'loyalty',
      'https://other.example.com/',
      {},
      'https://other.example.com/',
    ],
    ['it is none of ours', 'Stock v2', 'http://stock.example.com/', {}, 'http://stock.example.com/'],
    ['it is none of ours, at an address set', 'Stock v2', '', { STOCK_V2_SUBGRAPH_URL: 'http://c/' }, 'http://c/'],
  ])('elsewhere when %s', (_, name, url, environment, expected) => {
    expect(place(name, url, environment)).toEqual({ kind: 'remote', url: new URL(expected) });
  });

  test('nowhere when nobody says where, and the setting that would say is named', () => {
    expect(() => place('stock', '')).toThrow(/^STOCK_SUBGRAPH_URL: write an address/);
    expect(() => place('stock', 'file:///etc')).toThrow(/^STOCK_SUBGRAPH_URL: write an address/);
  });
});

describe('a supergraph', () => {
  const yaml = (schema: string) =>
    `subgraphs:\n  desk:\n    routing_url: http://desk.example.com/\n    schema: { file: ${schema} }\n`;

  test('may be the composition of a file in rover’s shape', async () => {
    write('desk.graphql', 'type Query { hello: String }');
    const { sdl, files } = await readSupergraph(write('supergraph.yaml', yaml('./desk.graphql')));
    expect(readGraphs(sdl)).toEqual([{ name: 'desk', url: 'http://desk.example.com/' }]);
    expect(files).toEqual([join(folder, 'supergraph.yaml'), join(folder, 'desk.graphql')]);
  });

  test('that does not compose says why', async () => {
    write('desk.graphql', 'type Query { hello: Nothing }');
    await expect(readSupergraph(write('supergraph.yaml', yaml('./desk.graphql')))).rejects.toThrow(/Nothing/);
  });

  test('that changed between its reading and the first look is not missed', async () => {
    write('desk.graphql', 'type Query { hello: String }');
    const file = write('supergraph.yaml', yaml('./desk.graphql'));
    const current = await readSupergraph(file);
    write('desk.graphql', 'type Query { hello: Int }');
    const outcomes: string[] = [];
    const stop = watchSupergraph({
      file,
      current,
      take: async () => {},
      log: pino({ level: 'silent' }),
      onOutcome: (outcome) => void outcomes.push(outcome),
      interval: 20,
    });
    await expect.poll(() => outcomes).toEqual(['swapped']);
    stop();
  });

  test('that cannot be read is looked for in every file it would be made of, until it can', async () => {
    write('desk.graphql', 'type Query { hello: String }');
    const file = write('supergraph.yaml', yaml('./desk.graphql'));
    const outcomes: string[] = [];
    const stop = watchSupergraph({
      file,
      current: await readSupergraph(file),
      take: async () => {},
      log: pino({ level: 'silent' }),
      onOutcome: (outcome) => void outcomes.push(outcome),
      interval: 20,
    });
    write('supergraph.yaml', yaml('./next.graphql'));
    await expect.poll(() => outcomes).toEqual(['refused']);
    // It is looked at some times, and told once.
    await new Promise((resolve) => setTimeout(resolve, 200));
    write('next.graphql', 'type Query { hello');
    await expect.poll(() => outcomes).toEqual(['refused', 'refused']);
    write('next.graphql', 'type Query { hello: Int }');
    await expect.poll(() => outcomes).toEqual(['refused', 'refused', 'swapped']);
    rmSync(file);
    await expect.poll(() => outcomes).toEqual(['refused', 'refused', 'swapped', 'refused']);
    write('supergraph.yaml', yaml('./desk.graphql'));
    await expect.poll(() => outcomes.at(-1)).toBe('swapped');
    stop();
  });

  test('is followed through every file it is made of, and what cannot be served is refused', async () => {
    const schema = write('desk.graphql', 'type Query { hello: String }');
    const file = write('supergraph.yaml', yaml('./desk.graphql'));
    const taken: string[] = [];
    const outcomes: string[] = [];
    const stop = watchSupergraph({
      file,
      current: await readSupergraph(file),
      take: async (sdl) => {
        if (sdl.includes('forbidden')) throw new Error('not this one');
        taken.push(sdl);
      },
      log: pino({ level: 'silent' }),
      onOutcome: (outcome) => void outcomes.push(outcome),
      interval: 20,
    });
    writeFileSync(schema, 'type Query { hello: String more: Int }');
    await expect.poll(() => outcomes).toEqual(['swapped']);
    writeFileSync(schema, 'type Query { forbidden: String }');
    await expect.poll(() => outcomes).toEqual(['swapped', 'refused']);
    writeFileSync(schema, 'type Query { hello: Nothing, at: all }');
    await expect.poll(() => outcomes).toEqual(['swapped', 'refused', 'refused']);
    write('other.graphql', 'type Query { other: String }');
    writeFileSync(file, yaml('./other.graphql'));
    await expect.poll(() => outcomes.at(-1)).toBe('swapped');
    stop();
    expect(taken.map((sdl) => /more|other/.exec(sdl)?.[0])).toEqual(['more', 'other']);
  });
});

describe('the sources', () => {
  function pool(requestTimeout = 0) {
    const closed: string[] = [];
    const opened: string[] = [];
    const open = async (name: string, place: Place): Promise<DataSource> => {
      if (name === 'broken') throw new Error('cannot be opened');
      const id = `${name} ${place.kind === 'remote' ? place.url.host : ''}`;
      opened.push(id);
      return {
        name,
        fetch: async () => ({ data: {}, errors: [] }),
        health: async () => ({ state: 'up', milliseconds: 1 }),
        close: async () => void closed.push(id),
      };
    };
    const placing = (graph: { url: string }): Place => ({ kind: 'remote', url: new URL(graph.url) });
    return { opened, closed, pool: sourcePool({ placeOf: placing, open, requestTimeout }) };
  }
  const graph = (name: string, host: string) => ({ name, url: `http://${host}/` });

  test('that stay are kept open, others are opened, and those that go are closed once their requests have ended', async () => {
    const { pool: sources, opened, closed } = pool();
    const before = await sources.sourcesFor([graph('a', 'one'), graph('b', 'one')]);
    const after = await sources.sourcesFor([graph('a', 'one'), graph('b', 'two')]);
    sources.keepOnly(after);
    expect(opened).toEqual(['a one', 'b one', 'b two']);
    expect(after.get('a')).toBe(before.get('a'));
    expect(closed).toEqual([]);
    await expect.poll(() => closed, { timeout: 3_000 }).toEqual(['b one']);
    await sources.close();
    expect(closed.toSorted()).toEqual(['a one', 'b one', 'b two']);
  });

  test('are closed again when one of them cannot be opened', async () => {
    const { pool: sources, closed } = pool();
    await expect(sources.sourcesFor([graph('a', 'one'), graph('broken', 'one')])).rejects.toThrow('cannot be opened');
    expect(closed).toEqual(['a one']);
  });
});
