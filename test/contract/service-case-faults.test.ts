/** What the Request Tracker adapter makes of a desk that is down, slow, wrong or hostile. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ServiceDesk, startServiceDesk } from '../../legacy/service-desk/index.ts';
import type { Fault } from '../../legacy/shared/stand-in.ts';
import type { World } from '../../legacy/world/types.ts';
import { requestTracker } from '../../subgraphs/service-cases/adapters/request-tracker/index.ts';
import type { ServiceCaseSource } from '../../subgraphs/service-cases/source.ts';
import { guard } from '../../subgraphs/shared/policies/guard.ts';
import type { SourceCall } from '../../subgraphs/shared/subgraph.ts';
import { deskWorld } from '../support/service-desk-world.ts';

const open = (url: string, token: string, timeout = 2_000, onCall: (call: SourceCall) => void = () => undefined) =>
  requestTracker({
    ...{ url, token, queues: [], concurrency: 4 },
    guard: guard({ system: 'service-cases', concurrency: 4, queue: 50, timeout, onCall }),
  });
const recorded = () => {
  const operations: string[] = [];
  return { operations, onCall: ({ operation }: SourceCall) => void operations.push(operation) };
};
const { signal } = new AbortController();

describe('a desk with faults', () => {
  let world: World;
  let desk: ServiceDesk;
  let source: ServiceCaseSource;
  let ids: string[];

  beforeAll(async () => {
    world = deskWorld();
    desk = await startServiceDesk(world);
    source = open(desk.settings.SERVICE_CASES_URL!, desk.settings.SERVICE_CASES_TOKEN!, 400);
    ids = world.cases.map(({ id }) => String(id));
  });
  afterEach(() => {
    desk.setFault({ kind: 'none' });
    desk.hideTotals(false);
  });
  afterAll(async () => {
    await source.close();
    await desk.close();
  });

  const faults: [Fault['kind'], string][] = [
    ['hang', 'LEGACY_TIMEOUT'],
    ['refuse', 'LEGACY_UNAVAILABLE'],
    ['drop', 'LEGACY_UNAVAILABLE'],
    ['garble', 'LEGACY_MALFORMED'],
    ['unavailable', 'LEGACY_UNAVAILABLE'],
    ['rate-limit', 'OVERLOADED'],
  ];
  it.each(faults)('%s is %s, and the desk is down', async (kind, code) => {
    desk.setFault({ kind });
    await expect(source.casesById(ids.slice(0, 2), signal)).rejects.toMatchObject({ code, system: 'service-cases' });
    expect(await source.health(signal)).toMatchObject({ state: 'down', code });
  });

  it('waits for a desk that is late within its time', async () => {
    desk.setFault({ kind: 'delay', milliseconds: 50 });
    expect((await source.casesById(ids.slice(0, 2), signal)).size).toBe(2);
  });

  it('a token that is wrong is LEGACY_REJECTED', async () => {
    const wrong = open(desk.settings.SERVICE_CASES_URL!, 'wrong');
    await expect(wrong.casesById(['1001'], signal)).rejects.toMatchObject({ code: 'LEGACY_REJECTED' });
    await wrong.close();
  });

  it('rows in another order, twice, and of other cases change nothing', async () => {
    const few = ids.slice(5, 9);
    const keys = world.cases
      .slice(5, 9)
      .flatMap(({ requester: { email } }) => (email === null ? [] : [{ kind: 'email' as const, value: email }]));
    const ask = async () => {
      const cases = await source.casesById(few, signal);
      const found = await source.casesByKeys(keys, signal);
      const messages = await source.messages([...cases.values()], 20, signal);
      return {
        cases: [...cases.values()].sort((a, b) => Number(a.id) - Number(b.id)),
        found: [...found].sort((a, b) => Number(a.id) - Number(b.id)),
        messages: Object.fromEntries(messages),
        solved: await source.solvedCases('BAGGAGE', 50, signal).then((solved) => solved.map(({ id }) => id).sort()),
      };
    };
    const right = await ask();
    desk.setFault({ kind: 'shuffle' });
    expect(await ask()).toEqual(right);
  });

  it('reads a page a call, and conversations in one search of transactions and one of attachments', async () => {
    const { operations, onCall } = recorded();
    const counting = open(desk.settings.SERVICE_CASES_URL!, desk.settings.SERVICE_CASES_TOKEN!, 10_000, onCall);
    const cases = await counting.casesById(ids, signal);
    expect(cases.size).toBeGreaterThan(counting.capabilities.pageSize);
    expect(operations.splice(0)).toEqual(['tickets', 'tickets page']);
    await counting.messages([...cases.values()].slice(0, 24), 20, signal);
    expect(operations.splice(0)).toEqual(['transactions', 'attachments']);
    await counting.solvedCases('BAGGAGE', 3, signal);
    expect(operations).toEqual(['tickets solved']);
    await counting.close();
  });

  it('reads on to the end where rights hide the totals', async () => {
    desk.hideTotals(true);
    expect((await source.casesById(ids, signal)).size).toBe(ids.length);
  });
});

describe('a desk that answers what it should not', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  const serve = async (listener: RequestListener) => {
    const started = createServer(listener);
    server = started;
    await new Promise<void>((resolve) => void started.listen(0, '127.0.0.1', resolve));
    const address = started.address();
    return open(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`, 'token');
  };
  const ticket = (id: number) => ({ type: 'ticket', id: String(id), _url: '', Subject: `Case ${id}` });
  const page = (rest: object) =>
    JSON.stringify({ count: 1, total: 1, per_page: 100, page: 1, pages: 1, items: [ticket(1)], ...rest });

  const malformed: Record<string, string> = {
    'an empty reply': '',
    'half a reply': page({}).slice(0, 60),
    'a list': '[]',
    null: 'null',
    'no items': page({ items: null }),
    'fewer items than it says': page({ count: 2 }),
    'fewer rows than there are': page({ total: 2 }),
    'one row twice instead of two': page({ count: 2, total: 2, items: [ticket(1), ticket(1)] }),
    'another page than asked for': page({ page: 2 }),
    'rows of another type': page({ items: [{ type: 'asset', id: '1' }] }),
    'pages without end': page({ total: 10_000_000, pages: 100_000 }),
  };
  it.each(Object.entries(malformed))('%s is LEGACY_MALFORMED', async (_, reply) => {
    const source = await serve((_request, response) => response.end(reply));
    await expect(source.casesById(['1'], signal)).rejects.toMatchObject({ code: 'LEGACY_MALFORMED' });
    await source.close();
  });

  it('a case nobody asked for is not shown', async () => {
    const source = await serve((_request, response) => response.end(page({ items: [ticket(2)] })));
    expect(await source.casesById(['1'], signal)).toEqual(new Map());
    expect(await source.casesByKeys([{ kind: 'customerId', value: 'C1' }], signal)).toEqual([]);
    await source.close();
  });

  it('one value that cannot be read leaves the others', async () => {
    const items = [
      { ...ticket(1), Created: '2026-02-31T99:00:00Z', Resolved: '1970-01-01T00:00:00Z', Priority: 'high' },
    ];
    const source = await serve((_request, response) => response.end(page({ items })));
    const found = (await source.casesById(['1'], signal)).get('1');
    expect(found).toMatchObject({ subject: 'Case 1', resolvedAt: null, openedAt: { code: 'LEGACY_MALFORMED' } });
    expect(found?.priority).toMatchObject({ code: 'LEGACY_MALFORMED' });
    await source.close();
  });

  it('more than five megabytes are not read', async () => {
    let sent = 0;
    const source = await serve((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536;
      };
      response.on('drain', more);
      more();
    });
    await expect(source.casesById(['1'], signal)).rejects.toMatchObject({ code: 'LEGACY_MALFORMED' });
    expect(sent).toBeLessThan(20_000_000);
    await source.close();
  });

  it('closes the connection when the asker leaves', async () => {
    const closed = Promise.withResolvers<number>();
    const leaving = new AbortController();
    let left = 0;
    const source = await serve((request) => {
      request.socket.once('close', () => closed.resolve(performance.now() - left));
      left = performance.now();
      leaving.abort();
    });
    await expect(source.casesById(['1'], leaving.signal)).rejects.toThrow();
    expect(await closed.promise).toBeLessThan(1_500);
    await source.close();
  });

  it('does not follow an address the desk gives', async () => {
    const asked: string[] = [];
    const source = await serve((request, response) => {
      asked.push(request.url ?? '');
      const first = asked.length === 1;
      response.end(
        page({
          total: 2,
          pages: 2,
          page: first ? 1 : 2,
          items: [ticket(asked.length)],
          next_page: 'http://evil.example.com/?page=2',
        }),
      );
    });
    expect((await source.casesById(['1', '2'], signal)).size).toBe(2);
    expect(asked).toEqual(['/REST/2.0/tickets', '/REST/2.0/tickets']);
    await source.close();
  });
});
