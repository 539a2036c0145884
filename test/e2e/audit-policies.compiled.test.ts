/** A record says what was shown, masked and denied to whom, by classes of data; and what is not sensitive does not wait for it. */
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { answersIn, recordsIn } from '../support/audit.ts';
import { authConfig, issuerEntry } from '../support/auth-config.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { policyTable, protectedSupergraph } from '../support/protected-graph.ts';
import { smallNames, smallSubgraph } from '../support/small-graph.ts';

const policy = policyTable(`
  version: 1
  purposes: { customer-service: To serve. }
  roles:
    supervisor:
      customer-service: { subjects: everyone, shown: [contact, travel, loyalty, identity] }
    agent:
      customer-service: { subjects: everyone, shown: [travel, loyalty], masked: [contact] }`);

const classed = (name: string, mask = '') =>
  `@rule(policies: [["${name}"]]) @dataClass(is: "${name.toUpperCase()}"${mask && `, mask: "${mask}"`})`;
const supergraph = protectedSupergraph({
  Query: '@dataClass(is: "PUBLIC")',
  'Customer.id': '@dataClass(is: "PUBLIC")',
  'Customer.name': classed('contact', 'FIRST_LETTER'),
  'Customer.code': classed('identity'),
  'Customer.bookings': classed('travel'),
  'Booking.locator': classed('travel'),
  'Customer.loyalty': classed('loyalty'),
  'Membership.number': classed('loyalty'),
  'Membership.tier': classed('loyalty'),
  'Membership.sponsors': '@dataClass(is: "PUBLIC")',
});

let provider: IdentityProvider;
let folder: string;
let gateway: TestGateway;
beforeAll(async () => {
  provider = await startIdentityProvider();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  gateway = await startGateway(
    supergraph,
    smallNames.map((name) => inProcess(smallSubgraph(name))),
    {
      auth: authConfig({ issuers: [issuerEntry('staff', provider.issuer)] }),
      policy,
      audit: { place: { kind: 'file', folder }, key: null, person: { type: 'Customer', field: 'id' }, roles: [] },
    },
  );
});
afterEach(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => provider?.close());

const ask = async (role: string, query: string) => {
  const { status, body } = await gateway.ask(
    query,
    {},
    { authorization: `Bearer ${await provider.token({ roles: [role] })}` },
  );
  return { status, data: body.data, codes: (body.errors ?? []).map((each: typeof body) => each.extensions.code) };
};
const views = () =>
  recordsIn(folder).flatMap((record) => {
    if (record.kind !== 'view') return [];
    const { shown, masked, denied } = record;
    return [{ shown, masked, denied }];
  });
const query = '{ customer(id: "1") { id name code bookings { locator } } }';

describe('a record', () => {
  test('says by classes what was shown, what in part, and what not, as each caller’s answer has it', async () => {
    expect((await ask('supervisor', query)).data.customer).toMatchObject({ name: 'Anna', code: 'c1' });
    const agent = await ask('agent', query);
    expect([agent.data.customer.name, agent.data.customer.code, agent.codes]).toEqual([
      'A***',
      null,
      ['UNAUTHORIZED_FIELD_OR_TYPE'],
    ]);
    const travel = ['Booking.locator', 'Customer.bookings'];
    // That of the agent shows nothing that waits for it.
    await expect.poll(views).toEqual([
      {
        shown: { contact: ['Customer.name'], identity: ['Customer.code'], travel },
        masked: {},
        denied: {},
      },
      { shown: { travel }, masked: { contact: ['Customer.name'] }, denied: { identity: ['Customer.code'] } },
    ]);
    expect(answersIn(folder).map(({ subjects }) => subjects)).toEqual([['1'], ['1']]);
  });

  test('has nothing of what stands within what is denied', async () => {
    const gate = '{ customer(id: "1") { name ... on Customer { loyalty { tier sponsors { code } } } } }';
    await ask('supervisor', gate);
    await ask('nobody', gate);
    await ask('agent', '{ customer(id: "1") { loyalty { tier sponsors { code } } } }');
    await expect.poll(() => views().map(({ denied }) => denied)).toEqual([{}, { identity: ['Customer.code'] }]);
    expect(answersIn(folder)).toHaveLength(2);
  });

  test('is not made of an answer that shows nothing but what is public', async () => {
    await ask('agent', '{ customer(id: "1") { id } }');
    expect(recordsIn(folder).map(({ kind }) => kind)).toEqual(['opened']);
  });

  test('names persons though their id is asked for by nobody, and not those that are kept back', async () => {
    await ask('agent', '{ customer(id: "1") { bookings { locator } } }');
    await ask('nobody', '{ customer(id: "1") { loyalty { sponsors { id } } } }');
    await ask('agent', '{ customer(id: "1") { loyalty { tier sponsors { id } } } }');
    await expect
      .poll(() => answersIn(folder).map(({ subjects }) => subjects.toSorted()))
      .toEqual([['1'], ['1', '2', '4']]);
  });
});

describe('while nothing can be written', () => {
  const away = () => `${folder}-away`;
  beforeEach(() => renameSync(folder, away()));

  test('identity data is not shown, and what is denied anyway keeps nobody from the rest, which is recorded later', async () => {
    expect(await ask('supervisor', query)).toMatchObject({ status: 503, codes: ['AUDIT_UNAVAILABLE'] });
    expect((await ask('agent', query)).status).toBe(200);
    expect((await ask('supervisor', '{ customer(id: "2") { bookings { locator } } }')).status).toBe(200);
    renameSync(away(), folder);
    await expect
      .poll(() => answersIn(folder).map(({ subjects }) => subjects), { timeout: 5_000 })
      .toEqual([['1'], ['2']]);
    await expect.poll(async () => (await ask('supervisor', query)).status).toBe(200);
  });
});
