/** What is deferred comes after the rest, and all of it together is the answer it would have been. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { askInParts, byId, byPath, together } from '../support/parts.ts';
import { type Behaviour, type SmallName, smallSubgraph } from '../support/small-graph.ts';

/** A small graph whose reservations take their time. */
async function start(behaviour: Behaviour = {}, slow: Partial<Record<SmallName, number>> = {}, config = {}) {
  const late = (name: SmallName) => {
    const source = inProcess(smallSubgraph(name, behaviour));
    const fetch: typeof source.fetch = async (operation, context) => {
      await new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, slow[name] ?? 0);
        context.signal.addEventListener('abort', () => {
          clearTimeout(timer);
          ended.push({ name, at: performance.now() });
          reject(new SourceError(name, 'LEGACY_TIMEOUT', 'too late'));
        });
      });
      return source.fetch(operation, context);
    };
    return { ...source, fetch };
  };
  const ended: { name: SmallName; at: number }[] = [];
  const sources = Object.fromEntries((Object.keys(slow) as SmallName[]).map((name) => [name, late(name)]));
  const gateway = await startSmallGateway({ behaviour, sources, config: { engine: 'compiled', ...config } });
  return { gateway, ended };
}

const withoutDefer = (query: string) => query.replaceAll(/@defer(\([^)]*\))?/g, '');
const withoutId = (errors: { extensions: { requestId?: string } }[]) =>
  errors.map(({ extensions: { requestId: _, ...extensions }, ...error }) => ({ ...error, extensions }));

const operations: Record<string, string> = {
  'one part': '{ customer(id: "1") { name ... @defer(label: "later") { bookings { locator } } } }',
  'several with one dependency':
    '{ customer(id: "1") { id ... @defer(label: "a") { miles } ... @defer(label: "b") { bookings { locator } } ... @defer { name miles } } }',
  'objects of a list':
    '{ customers(ids: ["1", "9", "2"]) { name ... @defer(label: "m") { miles bookings { locator } } } }',
  'lists in lists': '{ grid { id ... @defer { miles } } }',
  'parts in parts':
    '{ customer(id: "1") { name ... @defer(label: "o") { bookings { locator passengers { name customer { id ... @defer(label: "i") { name miles } } } } } } }',
  'a part in the very same object': '{ customer(id: "1") { ... @defer { name ... @defer { miles } } } }',
  'a whole root field':
    '{ customer(id: "1") { name } ... @defer { loyalty(number: "M1") { tier sponsors { name } } } }',
  'nothing but parts': '{ ... @defer { customer(id: "1") { name miles } } }',
  'a named fragment, twice':
    'fragment F on Customer { miles ... @defer(label: "in") { greeting } } query { a: customer(id: "1") { ...F @defer(label: "a") } b: customer(id: "2") { id ...F @defer } }',
  'names that shadow keys':
    '{ customer(id: "1") { id: name ... @defer { __typename: code miles bookings { locator: __typename } } } }',
  'what stands in both':
    '{ customer(id: "1") { name bookings { locator } ... @defer { name bookings { locator passengers { seat } } } } }',
  'the schema itself': '{ customer(id: "1") { name } ... @defer { __schema { queryType { name } } } }',
  'nobody there': '{ customer(id: "9") { name ... @defer { miles } } }',
  'within a fragment of its own type':
    '{ customer(id: "1") { ... on Customer { name ... on Customer @defer { miles } } } }',
};

describe('all parts together', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    ({ gateway } = await start({}, {}, { explorer: true }));
  });
  afterAll(() => gateway.close());

  for (const [what, query] of Object.entries(operations)) {
    for (const accept of [byPath, byId, 'multipart/mixed']) {
      test(`are the undeferred answer: ${what} (${accept})`, async () => {
        const { body } = await gateway.ask(withoutDefer(query));
        expect(body.errors).toBeUndefined();
        const { list } = await askInParts(gateway, query, { accept });
        expect(together(list)).toEqual({ data: body.data, errors: [] });
        if (what === 'nobody there') expect(list).toEqual([{ data: { customer: null } }]);
        else {
          expect(list.length).toBeGreaterThan(1);
          expect(list.map(({ hasNext }) => hasNext)).toEqual(list.map((_, index) => index < list.length - 1));
        }
      });
    }
    test(`are told at once to a client who does not take parts: ${what}`, async () => {
      const { body, headers } = await gateway.ask(query);
      expect(headers.get('content-type')).toContain('application/json');
      expect(body).toEqual((await gateway.ask(withoutDefer(query))).body);
    });
  }

  test('have the form clients know by path and label', async () => {
    const { list, headers } = await askInParts(gateway, operations['one part']!);
    expect(headers.get('content-type')).toBe('multipart/mixed; boundary="-"; deferSpec=20220824');
    expect(list).toEqual([
      { data: { customer: { name: 'Anna' } }, hasNext: true },
      {
        incremental: [
          { data: { bookings: [{ locator: 'A1' }, { locator: 'B1' }] }, path: ['customer'], label: 'later' },
        ],
        hasNext: false,
      },
    ]);
  });

  test('have the form clients know by id', async () => {
    const { list, headers } = await askInParts(gateway, operations['one part']!, { accept: byId });
    expect(headers.get('content-type')).toBe('multipart/mixed; boundary="-"; incrementalSpec=v0.2');
    expect(list).toEqual([
      {
        data: { customer: { name: 'Anna' } },
        pending: [{ id: '0', path: ['customer'], label: 'later' }],
        hasNext: true,
      },
      {
        incremental: [{ data: { bookings: [{ locator: 'A1' }, { locator: 'B1' }] }, id: '0' }],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ]);
  });

  test('are as many as their conditions say', async () => {
    const query = `query ($a: Boolean, $b: Boolean! = false, $shown: Boolean!) { customer(id: "1") {
      name ... @defer(if: $a) { code } ... @defer(if: $b) { miles } ... @include(if: $shown) { ... @defer { greeting } }
    } }`;
    const partsOf = async (variables: Record<string, unknown>) => {
      const { list } = await askInParts(gateway, query, { variables });
      return list.flatMap(({ data, incremental }) =>
        [...(data ? [data.customer] : []), ...(incremental ?? []).map((item: { data: unknown }) => item.data)].map(
          (part) => Object.keys(part).join(),
        ),
      );
    };
    expect((await partsOf({ shown: false })).toSorted()).toEqual(['code', 'name,miles']);
    expect((await partsOf({ a: false, b: true, shown: true })).toSorted()).toEqual(['greeting', 'miles', 'name,code']);
    expect(await partsOf({ a: false, shown: false })).toEqual(['name,code,miles']);
  });

  test('come with the same limits and refusals as any answer', async () => {
    const { list } = await askInParts(gateway, `{ customer(id: "1") { nope ... @defer { miles } } }`);
    expect(list).toHaveLength(1);
    expect(list[0].errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    const wide = `{ customer(id: "1") { ${Array.from({ length: 21 }, () => '... @defer { miles }').join(' ')} } }`;
    expect((await askInParts(gateway, wide)).list[0].errors[0].extensions.code).toBe('OPERATION_TOO_LARGE');
  });
});

describe('when it is slow', () => {
  test('the first part does not wait for what is deferred, nor one part for another', async () => {
    const { gateway } = await start({}, { reservations: 500, loyalty: 250 });
    const query =
      '{ customer(id: "1") { name ... @defer(label: "slow") { bookings { locator } } ... @defer(label: "quick") { miles } } }';
    await askInParts(gateway, query);
    const { list, at } = await askInParts(gateway, query);
    await gateway.close();
    expect(list.map((part) => part.incremental?.map(({ label }: { label: string }) => label))).toEqual([
      undefined,
      ['quick'],
      ['slow'],
    ]);
    expect(at[0]).toBeLessThan(240);
    expect(at[1]).toBeLessThan(490);
    expect(at[2]).toBeGreaterThanOrEqual(490);
  });

  test('a client who leaves ends everything', async () => {
    const { gateway, ended } = await start({}, { reservations: 1_500 });
    const leaving = new AbortController();
    let left = 0;
    const asking = askInParts(gateway, operations['one part']!, {
      signal: leaving.signal,
      onPart: () => {
        left = performance.now();
        leaving.abort();
      },
    });
    await expect(asking).rejects.toThrow();
    await expect.poll(() => ended.length, { timeout: 500 }).toBeGreaterThan(0);
    expect(ended[0]!.at - left).toBeLessThan(100);
    await expect.poll(() => gateway.lines.at(-1)?.ended).toBe('ClientLeft');
    await gateway.close();
  });

  test('a deadline ends the parts that are not there yet, in order', async () => {
    const { gateway } = await start({}, { reservations: 1_500 });
    const { list, at } = await askInParts(gateway, operations['one part']!, { headers: { 'x-time-left-ms': '200' } });
    expect(at[1]).toBeLessThan(400);
    expect(list[1]).toMatchObject({
      incremental: [
        {
          data: { bookings: null },
          errors: [{ path: ['customer', 'bookings'], extensions: { code: 'LEGACY_TIMEOUT', system: 'reservations' } }],
        },
      ],
      hasNext: false,
    });
    await expect.poll(() => gateway.lines.at(-1)).toMatchObject({ ended: 'DeadlinePassed', codes: ['LEGACY_TIMEOUT'] });
    const metrics = await gateway.send('/metrics');
    expect(metrics.body).toContain('graph_operation_errors_total{operation="other",code="LEGACY_TIMEOUT"} 1');
    await gateway.close();
  });
});

describe('a part that fails', () => {
  const down = new SourceError('loyalty', 'LEGACY_UNAVAILABLE', 'db17.internal is down');

  test('says so itself, once for all its places, and takes nothing with it', async () => {
    const { gateway } = await start({ miles: { '1': down, '2': down } });
    const query =
      '{ customers(ids: ["1", "2", "3"]) { name ... @defer { miles } ... @defer { bookings { locator } } } }';
    const whole = (await gateway.ask(withoutDefer(query))).body;
    const { list } = await askInParts(gateway, query);
    expect(list[0].errors).toBeUndefined();
    const { data, errors } = together(list);
    expect(data).toEqual(whole.data);
    expect(withoutId(errors)).toEqual(withoutId(whole.errors));
    expect(errors).toHaveLength(1);
    expect(errors[0].extensions.requestId).toEqual(expect.any(String));
    expect(JSON.stringify(list)).not.toContain('db17');
    await gateway.close();
  });

  test('is null as a whole where a null has to spread, and so is what was deferred within', async () => {
    const { gateway } = await start({ seat: { 'A1/0': down } });
    const query =
      '{ customer(id: "1") { name ... @defer(label: "o") { bookings { locator passengers { seat ... @defer(label: "i") { customer { miles } } } } } } }';
    const whole = (await gateway.ask(withoutDefer(query))).body;
    for (const accept of [byPath, byId]) {
      const { list } = await askInParts(gateway, query, { accept });
      const { data, errors } = together(list);
      expect(data).toEqual(whole.data);
      expect(withoutId(errors)).toEqual(withoutId(whole.errors));
    }
    await gateway.close();
  });
});

test('a mutation is answered whole', async () => {
  const { gateway } = await start();
  const { list } = await askInParts(gateway, 'mutation { ... @defer { touch } }');
  expect(list).toEqual([{ data: { touch: 'touched' } }]);
  await gateway.close();
});

test('introspection shows @defer', async () => {
  const { gateway } = await start({}, {}, { explorer: true });
  const { body } = await gateway.ask('{ __schema { directives { name args { name } locations } } }');
  expect(body.data.__schema.directives).toContainEqual({
    name: 'defer',
    args: [{ name: 'label' }, { name: 'if' }],
    locations: ['FRAGMENT_SPREAD', 'INLINE_FRAGMENT'],
  });
  await gateway.close();
});
