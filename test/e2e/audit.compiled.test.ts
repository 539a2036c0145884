/** One record of every answer with personal data, whichever way it takes, before it is shown; and no answer without its record. */
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../../gateway/audit/verify.ts';
import { type Contracts, noContracts } from '../../gateway/contracts/contracts.ts';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { answersIn, chainFiles, linesIn, recordsIn } from '../support/audit.ts';
import { authConfig, issuerEntry } from '../support/auth-config.ts';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { type IdentityProvider, startIdentityProvider, usualSubject } from '../support/identity-provider.ts';
import { askInParts } from '../support/parts.ts';
import { policyTable } from '../support/protected-graph.ts';
import { smallSubgraph } from '../support/small-graph.ts';

let provider: IdentityProvider;
let folder: string;
let gateway: TestGateway | undefined;
let headers: Record<string, string>;
beforeAll(async () => {
  provider = await startIdentityProvider();
  headers = { authorization: `Bearer ${await provider.token()}` };
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => provider?.close());

/** Who does not see everybody's is answered whole, whatever he defers. */
const policy = policyTable(`
  version: 1
  purposes: { customer-service: To serve., complaint: To settle. }
  roles:
    agent:
      customer-service: { subjects: everyone, shown: [basic] }
      complaint: { subjects: everyone, shown: [basic] }`);

interface StartOptions extends Pick<Parameters<typeof startSmallGateway>[0] & object, 'behaviour' | 'sources'> {
  readonly contracts?: Contracts;
}
const start = async ({ contracts = noContracts, ...options }: StartOptions = {}) => {
  const auth = authConfig({ issuers: [issuerEntry('staff', provider.issuer)] });
  const audit = {
    place: { kind: 'file', folder } as const,
    key: null,
    person: { type: 'Customer', field: 'id' },
    roles: ['privacy-officer'],
  };
  gateway = await startSmallGateway({ ...options, config: { auth, audit, contracts, policy } });
  return gateway;
};
const subjects = () => answersIn(folder).map((record) => record.subjects);
const viewsIn = () => recordsIn(folder).flatMap((record) => (record.kind === 'view' ? [record] : []));
const query = 'query Look($id: ID!) { customer(id: $id) { name bookings { locator } } }';

describe('an answer', () => {
  test('of a contract that hides the persons’ keys is recorded with them', async () => {
    const contracts = [{ name: 'portal', include: ['portal'], exclude: ['internal'], roles: ['agent'] }];
    const { send } = await start({ contracts: { wholeGraph: [], contracts } });
    const { body } = await send('/graphql/portal', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ customer(id: "2") { greeting ... @defer { again: greeting } } }' }),
    });
    expect(body).toEqual({ data: { customer: { greeting: 'Dear Ben', again: 'Dear Ben' } } });
    expect(subjects()).toEqual([['2']]);
    expect(viewsIn()[0]?.shown).toEqual({ unclassified: ['Customer.greeting', 'Query.customer'] });
  });

  test('is recorded with who asked, by which program, for which purpose, about whom, and which fields he saw', async () => {
    const { ask } = await start();
    const { status } = await ask(
      query,
      { id: '1' },
      { ...headers, 'x-purpose': 'complaint', 'x-request-id': 'look-0001' },
    );
    expect(status).toBe(200);
    expect(answersIn(folder)).toMatchObject([
      {
        request: 'look-0001',
        caller: { issuer: 'staff', kind: 'staff', tenant: 'airline', subject: usualSubject, client: 'agent-desktop' },
        purpose: 'complaint',
        subjects: ['1'],
        part: null,
      },
    ]);
    const [view] = viewsIn();
    expect([view?.id, view?.operation.name]).toEqual([answersIn(folder)[0]?.view, 'Look']);
    expect(Object.values(view?.shown ?? {}).flat()).toEqual([
      'Booking.locator',
      'Customer.bookings',
      'Customer.name',
      'Query.customer',
    ]);
  });

  test('is recorded once each time it is given, the fast way as well as through Apollo Server', async () => {
    const { ask, send } = await start();
    for (const id of ['1', '2', '3']) await ask(query, { id }, headers);
    expect((await send('/metrics')).body).toMatch(/graph_operation_ways_total\{way="direct"\} 2$/m);
    expect(subjects()).toEqual([['1'], ['2'], ['3']]);
    // What they show is alike, and told once.
    expect(viewsIn()).toHaveLength(1);
    expect((await verifyChain(linesIn(folder), { key: null, known: null })).problems).toEqual([]);
  });

  test('with an error beside its data is recorded once too, which the fast way hands on to Apollo Server', async () => {
    const { ask } = await start({
      behaviour: { miles: { '2': new SourceError('loyalty', 'LEGACY_TIMEOUT', 'slow') } },
    });
    const partial = 'query ($id: ID!) { customer(id: $id) { name miles } }';
    for (const id of ['1', '2', '2']) await ask(partial, { id }, headers);
    expect(subjects()).toEqual([['1'], ['2'], ['2']]);
  });

  test('is recorded for each person in it, wherever he stands, under whatever name, in lists and fragments', async () => {
    const { ask } = await start();
    const { body } = await ask(
      `{ some: customers(ids: ["1", "2"]) { ...who } grid { ...who }
         loyalty(number: "M1") { sponsors { called: name } } }
       fragment who on Customer { id: code }`,
      {},
      headers,
    );
    expect(body.errors).toBeUndefined();
    expect(JSON.stringify(body.data)).not.toContain('_subject');
    expect(subjects().map((each) => each.toSorted())).toEqual([['1', '2', '3', '4']]);
  });

  test('is recorded when what it shows stands beside a person of whom nothing else was asked', async () => {
    const { ask } = await start();
    await ask('{ customer(id: "1") { __typename } }', {}, headers);
    // That there is such a customer is shown.
    expect(subjects()).toEqual([['1']]);
  });

  test('about a record that stands alone has its digest, and not its key', async () => {
    const { ask } = await start();
    await ask('{ loyalty(number: "M77-personal") { tier } }', {}, headers);
    const [record] = answersIn(folder);
    expect([record?.subjects, record?.others]).toEqual([[], [expect.stringMatching(/^Membership:[0-9a-f]{32}$/)]]);
    expect(JSON.stringify(chainFiles(folder))).not.toContain('M77');
  });

  test('to a mutation is recorded', async () => {
    const { ask } = await start();
    expect((await ask('mutation { touch }', {}, headers)).body.data).toEqual({ touch: 'touched' });
    expect(answersIn(folder)).toHaveLength(1);
  });

  test('that shows nobody anything is not recorded: a refusal, a mistake, what is not there, the schema', async () => {
    const { ask } = await start();
    for (const text of ['{ customer(id: "99") { name } }', '{ nonsense }', '{ __typename }', '{ fail(how: "legacy") }'])
      await ask(text, {}, headers);
    await ask(query, { id: '1' });
    await ask(query, { id: '1' }, { ...headers, 'x-purpose': 'curiosity' });
    await ask(query, { id: { not: 'an id' } }, headers);
    expect(answersIn(folder)).toEqual([]);
  });

  test('has none of its values in its record, nor those it was asked with', async () => {
    const { ask } = await start();
    await ask('query ($id: ID!) { customer(id: $id) { name code } onDay(day: "kanarienvogel") }', { id: '1' }, headers);
    const text = JSON.stringify(chainFiles(folder));
    for (const value of ['Anna', 'c1', 'kanarienvogel']) expect(text).not.toContain(`"${value}`);
    expect(subjects()).toEqual([['1']]);
  });
});

describe('an answer in parts', () => {
  const later = '{ customer(id: "1") { name ... @defer { loyalty { tier sponsors { name } } } } }';

  test('has a record of its first part, and one of each later part that shows somebody else', async () => {
    const { url } = await start();
    const { list } = await askInParts({ url }, later, { headers });
    expect(list.length).toBeGreaterThan(1);
    expect(answersIn(folder).map(({ part, subjects: whom }) => [part, whom.toSorted()])).toEqual([
      [1, ['1']],
      [2, ['2', '4']],
    ]);
    // Its fields are told from the start: what is deferred is part of what was asked.
    expect(Object.values(viewsIn()[0]?.shown ?? {}).flat()).toContain('Membership.tier');
  });

  test('goes without a later part whose record cannot be kept', async () => {
    const { promise: isAway, resolve: goOn } = Promise.withResolvers<void>();
    const own = inProcess(smallSubgraph('loyalty'));
    const loyalty: DataSource = { ...own, fetch: (...asked) => isAway.then(() => own.fetch(...asked)) };
    const { url } = await start({ sources: { loyalty } });
    const { list } = await askInParts({ url }, later, {
      headers,
      onPart: () => {
        if (existsSync(folder)) renameSync(folder, `${folder}-away`);
        goOn();
      },
    });
    renameSync(`${folder}-away`, folder);
    expect(list[0]).toMatchObject({ data: { customer: { name: 'Anna' } } });
    const text = JSON.stringify(list.slice(1));
    expect(text).toContain('AUDIT_UNAVAILABLE');
    expect(text).not.toMatch(/GOLD|Dora|Ben/);
  });
});

describe('when records cannot be kept', () => {
  const away = () => `${folder}-away`;

  test('no answer is given, with 503 and a code, until they can be again; what nobody was shown is not recorded', async () => {
    const { ask, lines, send } = await start();
    await ask(query, { id: '1' }, headers);
    renameSync(folder, away());
    try {
      for (const id of ['2', '3']) {
        const { status, body } = await ask(query, { id }, headers);
        expect([status, body.data ?? null, body.errors]).toEqual([
          503,
          null,
          [
            {
              message: 'What you ask for is not shown while it cannot be recorded who sees it. Try again later.',
              extensions: { code: 'AUDIT_UNAVAILABLE', retryable: true, requestId: expect.any(String) },
            },
          ],
        ]);
      }
      // Of whom nothing is shown.
      expect((await ask('{ customer(id: "99") { name } }', {}, headers)).status).toBe(200);
      await expect
        .poll(() => lines.filter(({ msg }) => String(msg).includes('audit cannot')))
        .toMatchObject([{ msg: 'the audit cannot be kept: personal data is not shown', cause: 'ENOENT' }]);
      expect((await send('/metrics')).body).toMatch(/^graph_audit_refused_total\{reason="unkept"\} 2$/m);
    } finally {
      renameSync(away(), folder);
    }
    await expect.poll(async () => (await ask(query, { id: '4' }, headers)).status).toBe(200);
    await expect.poll(() => lines.some(({ msg }) => msg === 'the audit is kept again')).toBe(true);
    expect(subjects()).toEqual([['1'], ['4']]);
    expect((await verifyChain(linesIn(folder), { key: null, known: null })).problems).toEqual([]);
  });

  test('a gateway whose folder another one writes does not start', async () => {
    await start();
    await expect(start()).rejects.toThrow(/another process writes the audit/);
  });
});

test('Answers that are given at once share a write', async () => {
  const { ask, send } = await start();
  await ask(query, { id: '1' }, headers);
  await Promise.all(Array.from({ length: 60 }, (_, place) => ask(query, { id: `${(place % 4) + 1}` }, headers)));
  expect(answersIn(folder)).toHaveLength(61);
  const [, writes] =
    /^graph_audit_write_seconds_count\{outcome="kept"\} (\d+)$/m.exec((await send('/metrics')).body) ?? [];
  expect(Number(writes)).toBeLessThan(61);
});
