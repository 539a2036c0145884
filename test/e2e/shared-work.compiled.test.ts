/** What requests that ask the same share, seen from outside: plans, calls to subgraphs - and plans that nobody runs. */
import { afterEach, describe, expect, test } from 'vitest';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { type LyingSubgraph, lyingSubgraph } from '../support/lying-subgraph.ts';

const open: (TestGateway | LyingSubgraph)[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});
const opened = <T extends TestGateway | LyingSubgraph>(each: T): T => {
  open.push(each);
  return each;
};

const counted = async (gateway: TestGateway, figure: string) =>
  Number(
    new RegExp(`^${figure.replace(/[{}]/g, '\\$&')} (\\d+)$`, 'm').exec((await gateway.send('/metrics')).body)?.[1] ??
      0,
  );

describe('a hundred equal requests at the same time', () => {
  test('cost a subgraph one call, and the planner one plan', async () => {
    const customers = opened(await lyingSubgraph('customers', {}));
    const gateway = opened(await startSmallGateway({ sources: { customers: customers.source } }));
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => gateway.ask('query ($ms: Int!) { slow(milliseconds: $ms) }', { ms: 400 })),
    );
    expect(answers.map(({ body }) => body)).toEqual(Array(100).fill({ data: { slow: 'done' } }));
    expect(customers.taken.requests).toBe(1);
    expect(await counted(gateway, 'graph_shared_fetches_total{subgraph="customers"}')).toBe(99);
    expect(await counted(gateway, 'graph_plans_total{outcome="planned"}')).toBe(1);
  });

  test('that change something are each carried out', async () => {
    const customers = opened(await lyingSubgraph('customers', {}));
    const gateway = opened(await startSmallGateway({ sources: { customers: customers.source } }));
    await Promise.all(Array.from({ length: 5 }, () => gateway.ask('mutation { touch }')));
    expect(customers.taken.requests).toBe(5);
  });

  test('keep their own deadlines: who has little time is told, the others are answered', async () => {
    const customers = opened(await lyingSubgraph('customers', {}));
    const gateway = opened(await startSmallGateway({ sources: { customers: customers.source } }));
    const ask = (headers: Record<string, string>) => gateway.ask('{ deaf(milliseconds: 500) }', {}, headers);
    const [hasty, patient] = await Promise.all([ask({ 'x-time-left-ms': '100' }), ask({})]);
    expect(hasty.body.errors[0].extensions.code).toBe('LEGACY_TIMEOUT');
    expect(patient.body).toEqual({ data: { deaf: 'done' } });
  });
});

describe('a dry run', () => {
  const dry = { 'x-query-plan': 'dry-run' };

  test('tells the plan, has no data, and asks nobody', async () => {
    const asked: string[] = [];
    const gateway = opened(
      await startSmallGateway({
        config: { explorer: true },
        behaviour: { onContext: (name) => void asked.push(name) },
      }),
    );
    const { status, body } = await gateway.ask('{ customer(id: "1") { name loyalty { tier } } }', {}, dry);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['extensions']);
    expect(body.extensions.queryPlan).toMatchObject({
      kind: 'QueryPlan',
      node: { kind: 'Sequence', nodes: [{ kind: 'Fetch' }, { kind: 'Flatten', path: [{ Field: 'customer' }] }] },
    });
    expect(asked).toEqual([]);
    const run = await gateway.ask('{ customer(id: "1") { name } }');
    expect(run.body).toEqual({ data: { customer: { name: 'Anna' } } });
  });

  test('tells what is wrong with an operation as usual', async () => {
    const gateway = opened(await startSmallGateway({ config: { explorer: true } }));
    const { status, body } = await gateway.ask('{ nothing }', {}, dry);
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  test('is an ordinary run where the explorer is off', async () => {
    const gateway = opened(await startSmallGateway());
    const { body } = await gateway.ask('{ customer(id: "1") { name } }', {}, dry);
    expect(body).toEqual({ data: { customer: { name: 'Anna' } } });
  });
});
