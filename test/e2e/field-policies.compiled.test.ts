/** A caller is answered what he may see for his purpose: the rest is null and said to be kept back, and nobody is asked for it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { GatewayConfig } from '../../gateway/config.ts';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { authConfig, issuerEntry } from '../support/auth-config.ts';
import { type Answer, startGateway, type TestGateway } from '../support/gateway.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { askInParts, byId, byPath } from '../support/parts.ts';
import { policyTable, protectedSupergraph } from '../support/protected-graph.ts';
import { type Behaviour, smallNames, smallSubgraph } from '../support/small-graph.ts';

let provider: IdentityProvider;
let gateway: TestGateway | undefined;
beforeAll(async () => {
  provider = await startIdentityProvider();
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});
afterAll(() => provider?.close());

const policy = policyTable(`
  version: 1
  purposes: { customer-service: To serve., complaint: To settle. }
  roles:
    supervisor:
      customer-service: { subjects: everyone, shown: [look-up, basic, contact, travel, loyalty, identity] }
    agent:
      customer-service: { subjects: everyone, shown: [look-up, travel], masked: [contact, identity] }
      complaint: { subjects: everyone, shown: [look-up, travel, contact, loyalty] }
    gate:
      customer-service: { subjects: everyone, shown: [look-up] }`);

const rules = {
  'Customer.name': '@rule(policies: [["contact"]]) @dataClass(is: "CONTACT", mask: "FIRST_LETTER")',
  'Customer.code': '@rule(policies: [["identity"]])',
  'Customer.loyalty': '@rule(policies: [["loyalty"]])',
  'Customer.miles': '@known @requiresScopes(scopes: [["miles:read", "customer:read"], ["everything"]])',
  'Passenger.seat': '@rule(policies: [["travel"]])',
  'Mutation.touch': '@requiresScopes(scopes: [["customer:write"]])',
};

interface Started {
  /** What was sent to each subgraph. */
  readonly sent: string[];
}

async function start(config: Partial<GatewayConfig> = {}, behaviour: Behaviour = {}): Promise<Started> {
  const sent: string[] = [];
  const sources = smallNames.map((name): DataSource => {
    const own = inProcess(smallSubgraph(name, behaviour));
    return {
      ...own,
      fetch: (operation, context) => {
        sent.push(`${name} ${operation.query.replaceAll(/\s+/g, ' ')}`);
        return own.fetch(operation, context);
      },
    };
  });
  const auth = authConfig({ issuers: [issuerEntry('staff', provider.issuer)] });
  gateway = await startGateway(protectedSupergraph(rules), sources, { auth, policy, ...config });
  return { sent };
}

const as = async (role: string, claims: Record<string, unknown> = {}, purpose = 'customer-service') => ({
  authorization: `Bearer ${await provider.token({ roles: [role], ...claims })}`,
  'x-purpose': purpose,
});

const ask = async (query: string, headers: Record<string, string>, variables = {}): Promise<Answer> => {
  if (!gateway) throw new Error('not started');
  return gateway.ask(query, variables, headers);
};

const withoutId = (answer: Answer) => JSON.parse(JSON.stringify(answer.body).replaceAll(/,?"requestId":"[^"]*"/g, ''));

const notForYou = (coordinate: string, ...paths: unknown[]) => ({
  message: `You may not see ${coordinate} for this purpose.`,
  path: paths[0],
  extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', ...(paths.length > 1 && { paths }) },
});

describe('what is kept back', () => {
  test('is null with one error a field, at all its places, and costs no call', async () => {
    const { sent } = await start();
    const query =
      '{ customers(ids: ["1", "2"]) { code tier: loyalty { tier } loyalty { number } bookings { locator } } }';
    const answer = await ask(query, await as('agent'));
    expect(answer.status).toBe(200);
    const places = (field: string) => [0, 1].map((index) => ['customers', index, field]);
    expect(withoutId(answer)).toEqual({
      data: {
        customers: ['1', '2'].map((id) => ({
          code: null,
          tier: null,
          loyalty: null,
          bookings: [{ locator: `A${id}` }, { locator: `B${id}` }],
        })),
      },
      errors: [
        notForYou('Customer.code', ...places('code')),
        notForYou(
          'Customer.loyalty',
          ['customers', 0, 'tier'],
          ['customers', 0, 'loyalty'],
          ['customers', 1, 'tier'],
          ['customers', 1, 'loyalty'],
        ),
      ],
    });
    expect(sent.map((text) => text.split(' ')[0])).toEqual(['customers', 'reservations']);
    expect(sent.join()).not.toMatch(/code|loyalty/);
  });

  test('leaves of an object of which nothing may be seen that it is there', async () => {
    const { sent } = await start();
    const query = '{ there: customer(id: "1") { code } nowhere: customer(id: "77") { code } }';
    const answer = await ask(query, await as('gate'));
    expect(withoutId(answer)).toEqual({
      data: { there: { code: null }, nowhere: null },
      errors: [notForYou('Customer.code', ['there', 'code'])],
    });
    expect(sent).toHaveLength(1);
  });

  test("is decided by roles, purpose and scopes, and is not another caller's answer", async () => {
    await start();
    const query = '{ customer(id: "1") { name code loyalty { tier } miles } }';
    const callers = [
      await as('agent'),
      await as('agent', {}, 'complaint'),
      await as('supervisor'),
      await as('supervisor', { scope: 'customer:read miles:read' }),
      await as('supervisor', { scope: 'everything' }),
      await as('gate', { scope: 'miles:read' }),
      await as('nobody'),
    ];
    const expected = [
      { name: 'A***', code: null, loyalty: null, miles: null },
      { name: 'Anna', code: null, loyalty: { tier: 'GOLD' }, miles: null },
      { name: 'Anna', code: 'c1', loyalty: { tier: 'GOLD' }, miles: null },
      { name: 'Anna', code: 'c1', loyalty: { tier: 'GOLD' }, miles: 1000 },
      { name: 'Anna', code: 'c1', loyalty: { tier: 'GOLD' }, miles: 1000 },
      { name: null, code: null, loyalty: null, miles: null },
      { name: null, code: null, loyalty: null, miles: null },
    ];
    // Twice: from the second time on the operation goes straight to the engine.
    for (const _ of [1, 2]) {
      const answers = await Promise.all(callers.map((headers) => ask(query, headers)));
      expect(answers.map(({ body }) => body.data.customer)).toEqual(expected);
    }
  });

  test('is told alike by the pipeline and on the short way', async () => {
    await start();
    const query = '{ customer(id: "1") { name code } }';
    const answers = [await ask(query, await as('agent')), await ask(query, await as('agent'))];
    const [first, second] = answers.map(withoutId);
    expect(first.errors).toEqual([notForYou('Customer.code', ['customer', 'code'])]);
    expect(second).toEqual(first);
    const heads = answers.map(({ headers }) => [...headers].filter(([name]) => !/^(date|x-request-id)$/.test(name)));
    expect(heads[1]).toEqual(heads[0]);
    const { body: page } = await gateway!.send('/metrics');
    expect(page).toMatch(/^graph_operation_ways_total\{way="direct"\} 1$/m);
    expect(page).toMatch(/^graph_operation_errors_total\{operation="other",code="UNAUTHORIZED_FIELD_OR_TYPE"\} 2$/m);
    const lines = () => gateway!.lines.filter(({ msg }) => msg === 'operation');
    await expect.poll(() => lines().length).toBe(2);
    for (const line of lines()) expect(line).toMatchObject({ codes: ['UNAUTHORIZED_FIELD_OR_TYPE'], level: 30 });
    expect(JSON.stringify(lines())).not.toMatch(/causes|Anna/);
  });

  test('is not in the plan that is shown', async () => {
    const { sent } = await start({ explorer: true });
    const query = '{ customer(id: "1") { name loyalty { tier } } }';
    const plan = async (role: string) => {
      const { body } = await ask(query, { ...(await as(role)), 'x-query-plan': 'dry-run' });
      return JSON.stringify(body.extensions.queryPlan);
    };
    expect(await plan('supervisor')).toMatch(/loyalty/);
    expect(await plan('agent')).not.toMatch(/loyalty/);
    expect(sent).toEqual([]);
  });

  test('is not run where it is a mutation', async () => {
    const { sent } = await start();
    const refused = await ask('mutation { touch }', await as('agent'));
    expect(withoutId(refused)).toEqual({
      data: { touch: null },
      errors: [notForYou('Mutation.touch', ['touch'])],
    });
    expect(sent).toEqual([]);
    const done = await ask('mutation { touch }', await as('agent', { scope: 'customer:write' }));
    expect(done.body).toEqual({ data: { touch: 'touched' } });
  });

  test('says nothing of a failure there; what depends on it does', async () => {
    const down = new SourceError('customers', 'LEGACY_TIMEOUT', 'slow');
    const { sent } = await start({}, { name: { '1': down } });
    const answer = await ask('{ customer(id: "1") { name greeting } }', await as('gate'));
    expect(answer.body.data).toEqual({ customer: { name: null, greeting: null } });
    expect(answer.body.errors.map(({ path, extensions: { code } }: never) => [path, code])).toEqual([
      [['customer', 'greeting'], 'LEGACY_TIMEOUT'],
      [['customer', 'name'], 'UNAUTHORIZED_FIELD_OR_TYPE'],
    ]);
    // Asked for the greeting's sake, in whose place it is not shown.
    expect(sent.join()).toMatch(/name/);
  });

  test('is shown to all who are not asked who they are', async () => {
    await start({ auth: null });
    const { body } = await ask('{ customer(id: "1") { name code miles } }', {});
    expect(body).toEqual({ data: { customer: { name: 'Anna', code: 'c1', miles: 1000 } } });
  });
});

describe('what is shown in part', () => {
  test('is masked, and extensions.masked says where', async () => {
    await start();
    const query = '{ one: customer(id: "1") { nick: name } customers(ids: ["1", "9", "2"]) { name } }';
    const { body } = await ask(query, await as('agent'));
    expect(body).toEqual({
      data: { one: { nick: 'A***' }, customers: [{ name: 'A***' }, null, { name: 'B***' }] },
      extensions: {
        masked: [
          {
            path: ['one', 'nick'],
            paths: [
              ['one', 'nick'],
              ['customers', 0, 'name'],
              ['customers', 2, 'name'],
            ],
            mask: 'FIRST_LETTER',
          },
        ],
      },
    });
  });

  test('is whole where another field is made of it', async () => {
    await start();
    const { body } = await ask('{ customer(id: "1") { name greeting } }', await as('agent'));
    expect(body.data.customer).toEqual({ name: 'A***', greeting: 'Dear Anna' });
  });
});

describe.each([byPath, byId])('in parts, to %s', (accept) => {
  test('deferred fields are kept back, and masked, with the part they are in', async () => {
    const { sent } = await start();
    const query =
      '{ customer(id: "1") { id ... @defer(label: "a") { loyalty { tier } bookings { locator } } ... @defer(label: "b") { name miles } } }';
    const headers = await as('agent');
    const { list } = await askInParts(gateway!, query, { accept, headers });
    const [first, ...parts] = list;
    expect(first.data).toEqual({ customer: { id: '1' } });
    expect(first.errors).toBeUndefined();
    const text = JSON.stringify(parts);
    expect(text).toContain('"loyalty":null');
    expect(text).toContain('"name":"A***"');
    expect(text).toContain('You may not see Customer.loyalty for this purpose.');
    expect(text).toContain('You may not see Customer.miles for this purpose.');
    expect(parts.flatMap(({ extensions }) => extensions?.masked ?? [])).toEqual([
      { path: ['customer', 'name'], mask: 'FIRST_LETTER' },
    ]);
    expect(text).not.toContain('Anna');
    expect(sent.filter((one) => one.startsWith('loyalty'))).toEqual([]);
  });
});

test('a supergraph that protects fields is not served by an engine that enforces nothing to callers who are told apart', async () => {
  await expect(start({ engine: 'apollo' })).rejects.toThrow(
    'ENGINE=apollo enforces no field policies, and this supergraph has @authenticated, @policy, @requiresScopes: write ENGINE=compiled.',
  );
});
