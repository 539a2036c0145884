/** The running product traces a request from HTTP to each legacy call, in one process or five. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { type CollectedSpan, type Collector, startCollector } from '../support/collector.ts';
import { type Product, startProduct } from '../support/product.ts';
import { type SubgraphProcesses, startSubgraphProcesses } from '../support/subgraph-processes.ts';

const query = `query DayOfTravel($locator: String!) {
  booking(recordLocator: $locator) {
    passengers { customer { customer { name { full } loyalty { number } serviceCases(first: 1) { edges { node { id } } } } } }
  }
}`;
/** @apollo/gateway does not say when it plans. */
const planned = process.env.ENGINE === 'apollo' ? [] : ['planned'];
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const client = { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, tracestate: 'desk=17' };

/** What a legacy host that answers nobody is told in its headers. */
async function startListener() {
  const heard: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers);
    response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { heard, url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

let legacy: Legacy;
let listener: Awaited<ReturnType<typeof startListener>>;
beforeAll(async () => {
  const now = new Date('2026-11-24T09:00:00Z');
  [legacy, listener] = await Promise.all([startLegacy({ world: { people: 200, now } }), startListener()]);
});
afterAll(async () => {
  listener?.close();
  await legacy?.close();
});

describe.each(['in one process', 'in five'])('a traced request, %s,', (layout) => {
  let collector: Collector;
  let subgraphs: SubgraphProcesses | null = null;
  let product: Product;
  beforeAll(async () => {
    collector = await startCollector();
    const tracing = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '50',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    };
    if (layout === 'in five') subgraphs = await startSubgraphProcesses({ ...legacy.settings, ...tracing });
    product = await startProduct({ ...tracing, ...(subgraphs?.settings ?? legacy.settings) });
  });
  afterAll(async () => {
    await product?.close();
    await subgraphs?.close();
    await collector?.close();
  });
  const spansOf = async (trace: string, enough: (spans: CollectedSpan[]) => boolean) => {
    const find = () => collector.spans().filter((span) => span.traceId === trace);
    await expect.poll(() => enough(find()), { timeout: 10_000 }).toBe(true);
    return find();
  };

  test('is one trace from the client’s span to every call, and the log names it', async () => {
    const answer = await product.ask(query, { locator: 'ADAL7Q' }, client);
    expect(answer.errors).toEqual([]);
    const wanted = ['reservations', 'customers', 'loyalty', 'service-cases'];
    const legacyOf = (spans: CollectedSpan[]) => spans.filter(({ attributes }) => 'legacy.system' in attributes);
    const spans = await spansOf(
      traceId,
      (all) =>
        all.some(({ parentSpanId }) => parentSpanId === '00f067aa0ba902b7') &&
        wanted.every((system) => legacyOf(all).some(({ attributes }) => attributes['legacy.system'] === system)),
    );
    const root = spans.find(({ parentSpanId }) => parentSpanId === '00f067aa0ba902b7');
    expect(root).toMatchObject({
      name: 'POST /graphql',
      kind: 2,
      service: 'gateway',
      failed: false,
      attributes: {
        'http.request.method': 'POST',
        'http.response.status_code': 200,
        'http.route': '/graphql',
        'graphql.operation.name': 'DayOfTravel',
        'graphql.operation.type': 'query',
      },
    });
    const plans = spans.filter(({ name }) => name === 'plan');
    expect(plans.map(({ parentSpanId }) => parentSpanId)).toEqual(planned.map(() => root?.spanId));
    expect(plans.map(({ attributes }) => attributes['graph.plan.outcome'])).toEqual(planned);

    const named = new Map(spans.map((span) => [span.spanId, span]));
    const waysUp = legacyOf(spans).map((span) => {
      const way: string[] = [];
      for (let one: CollectedSpan | undefined = span; one; one = named.get(one.parentSpanId)) way.push(one.name);
      return way;
    });
    for (const way of waysUp) {
      const system = way[0]!.split(' ')[0];
      const own = layout === 'in five' ? ['POST /graphql'] : [];
      expect(way.slice(1)).toEqual([...own, `fetch ${system}`, 'POST /graphql']);
    }
    const pss = legacyOf(spans).find(({ attributes }) => attributes['legacy.system'] === 'reservations');
    const port = Number(new URL(legacy.settings.RESERVATIONS_URL!).port);
    expect(pss).toMatchObject({
      name: 'reservations PNR_Retrieve',
      kind: 3,
      attributes: { 'server.address': '127.0.0.1', 'server.port': port, 'http.response.status_code': 200 },
    });
    const sql = legacyOf(spans).find(({ attributes }) => attributes['legacy.system'] === 'loyalty');
    expect(sql?.attributes['db.system.name']).toBe('sqlite');
    const linesOf = (output: string) =>
      output.split('\n').filter((one) => one.includes(`"traceId":"${traceId}"`)).length;
    await expect.poll(() => linesOf(product.output())).toBe(1);
    if (subgraphs) await expect.poll(() => linesOf(subgraphs?.output() ?? '')).toBeGreaterThanOrEqual(4);
  });

  test('of a kept plan tells so', async () => {
    const other = traceId.replaceAll('4', '5');
    await product.ask(query, { locator: 'ADAL7Q' }, { traceparent: `00-${other}-00f067aa0ba902b7-01` });
    const spans = await spansOf(other, (all) => all.some(({ name }) => name === 'POST /graphql'));
    const plans = spans.filter(({ name }) => name === 'plan');
    expect(plans.map(({ attributes }) => attributes['graph.plan.outcome'])).toEqual(planned.map(() => 'kept'));
  });

  test('that is not sampled is not recorded, and has its id in the log all the same', async () => {
    const unsampled = traceId.replaceAll('4', '7');
    const seen = traceId.replaceAll('4', '8');
    await product.ask(query, { locator: 'ADAL7Q' }, { traceparent: `00-${unsampled}-00f067aa0ba902b7-00` });
    await product.ask(query, { locator: 'ADAL7Q' }, { traceparent: `00-${seen}-00f067aa0ba902b7-01` });
    await spansOf(seen, (all) => all.some(({ name }) => name === 'POST /graphql'));
    expect(collector.spans().filter((span) => span.traceId === unsampled)).toEqual([]);
    await expect.poll(() => product.output()).toContain(`"traceId":"${unsampled}"`);
  });
});

test('legacy hosts over HTTP are told the trace, in the name of the call', async () => {
  const collector = await startCollector();
  const product = await startProduct({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '50',
    ...legacy.settings,
    RESERVATIONS_URL: `${listener.url}/1ASIWABC`,
    SERVICE_CASES_URL: listener.url,
  });
  try {
    const both = '{ booking(recordLocator: "ADAL7Q") { recordLocator } serviceCase(id: "1001") { id } }';
    await product.ask(both, {}, client);
    await expect
      .poll(() => collector.spans().filter(({ attributes }) => 'legacy.system' in attributes).length, {
        timeout: 10_000,
      })
      // The host says that it cannot, so each call is made a second time.
      .toBe(4);
    const calls = collector.spans().filter(({ attributes }) => 'legacy.system' in attributes);
    const traced = listener.heard.filter(({ traceparent }) => traceparent !== undefined);
    expect(traced.map(({ traceparent }) => traceparent).toSorted()).toEqual(
      calls.map(({ spanId }) => `00-${traceId}-${spanId}-01`).toSorted(),
    );
    expect(new Set(traced.map(({ tracestate }) => tracestate))).toEqual(new Set(['desk=17']));
    for (const call of calls) {
      expect(call).toMatchObject({ failed: true, attributes: { 'error.type': 'LEGACY_UNAVAILABLE' } });
    }
  } finally {
    await product.close();
    await collector.close();
  }
});

test('without the setting nothing is traced, sent or told', async () => {
  const before = listener.heard.length;
  const product = await startProduct({ ...legacy.settings, RESERVATIONS_URL: listener.url });
  try {
    await product.ask('{ booking(recordLocator: "ADAL7Q") { recordLocator } }', {}, client);
    const heard = listener.heard.slice(before);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.filter(({ traceparent }) => traceparent !== undefined)).toEqual([]);
    await expect.poll(() => product.output()).toContain('"status":200');
    expect(product.output()).not.toContain('traceId');
  } finally {
    await product.close();
  }
});

test('a collector that is not there costs the spans, which are counted, and nothing else', async () => {
  const product = await startProduct({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    OTEL_EXPORTER_OTLP_TIMEOUT: '200',
    OTEL_BSP_SCHEDULE_DELAY: '50',
    ...legacy.settings,
  });
  try {
    expect((await product.ask(query, { locator: 'ADAL7Q' })).errors).toEqual([]);
    const lost = async () =>
      Number(/^trace_spans_lost_total (\d+)$/m.exec(await (await fetch(`${product.url}metrics`)).text())?.[1]);
    await expect.poll(lost, { timeout: 15_000 }).toBeGreaterThan(4);
  } finally {
    expect(await product.close()).toBe(0);
  }
});
