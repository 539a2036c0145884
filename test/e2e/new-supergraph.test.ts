/** One supergraph after another in one gateway: who is served by which. */
import { parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { composeParts } from '../support/any-graph.ts';
import { startGateway, type TestGateway, testConfig } from '../support/gateway.ts';

const sdl = (fields: string) => composeParts([{ name: 'desk', typeDefs: `type Query { ${fields} }` }], ['@key']);
const first = sdl('greeting: String leaving: String');
const second = sdl('greeting: String arriving: String');

/** Answers every field with its name, once `gate` opens. */
function source(gate: Promise<void> = Promise.resolve()): DataSource & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    name: 'desk',
    asked,
    fetch: async ({ query }) => {
      parse(query);
      asked.push(query);
      await gate;
      const names = ['greeting', 'leaving', 'arriving'].filter((name) => query.includes(name));
      return { data: Object.fromEntries(names.map((name) => [name, name])), errors: [] };
    },
    health: async () => ({ state: 'up', milliseconds: 1 }),
    close: async () => {},
  };
}

let gateway: TestGateway;
let openGate: () => void;
let gated: ReturnType<typeof source>;
beforeEach(async () => {
  gated = source(new Promise((resolve) => (openGate = resolve)));
  gateway = await startGateway(first, [gated]);
});
afterEach(() => gateway.close());

describe('after an update', () => {
  test('a request that began before it ends on the supergraph and the subgraphs it began with', async () => {
    const inFlight = gateway.ask('{ leaving }');
    await expect.poll(() => gated.asked.length).toBe(1);
    const next = source();
    await gateway.update(second, [next]);
    expect((await gateway.ask('{ arriving }')).body).toEqual({ data: { arriving: 'arriving' } });
    expect((await gateway.ask('{ leaving }')).status).toBe(400);
    openGate();
    expect((await inFlight).body).toEqual({ data: { leaving: 'leaving' } });
    expect(gated.asked).toHaveLength(1);
    expect(next.asked).toHaveLength(1);
  });

  test('that cannot be served everything is as before', async () => {
    openGate();
    await expect(gateway.update('type Query { a: Int }', [source()])).rejects.toThrow();
    await expect(gateway.update(second, [])).rejects.toThrow(/desk/);
    expect((await gateway.ask('{ leaving }')).body).toEqual({ data: { leaving: 'leaving' } });
  });

  test('what was asked for most before is answered still, and by our engine planned already', async () => {
    openGate();
    const planned = async () => {
      const { body } = await gateway.send('/metrics');
      return Number(/graph_plans_total\{outcome="planned"\} (\d+)/.exec(body)?.[1] ?? 0);
    };
    await gateway.ask('{ greeting }');
    await gateway.ask('{ leaving }');
    const before = await planned();
    await gateway.update(second, [source()]);
    // Of the two only the first is still of this schema. @apollo/gateway plans at the first request, and tells nobody.
    const plannedAhead = testConfig.engine === 'compiled' ? 1 : 0;
    expect(await planned()).toBe(before + plannedAhead);
    expect((await gateway.ask('{ greeting }')).body).toEqual({ data: { greeting: 'greeting' } });
    expect(await planned()).toBe(before + plannedAhead);
  });
});
