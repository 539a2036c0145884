/**
 * Whoever does not see everybody's records sees his own, or those of who has consented, on every path; all others are as if they were not
 * there. The same with subgraphs in the gateway's process and as services, over HTTP.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { remote } from '../../gateway/data-sources/remote.ts';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { personas } from '../../legacy/world/personas.ts';
import { subgraphs } from '../../subgraphs/index.ts';
import { type SubgraphService, serveSubgraph } from '../../subgraphs/serve.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { readPolicyFile } from '../../subgraphs/shared/privacy/policy-file.ts';
import type { SourceCall, Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { authConfig, issuerEntry, staffRules } from '../support/auth-config.ts';
import { type Answer, startGateway, type TestGateway } from '../support/gateway.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { secret, signerOf } from '../support/subgraph-secret.ts';

const now = new Date('2026-11-24T09:00:00Z');
const supergraph = readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8');
const all = 'shown: [look-up, basic, contact, travel, identity, loyalty, case, payment, special-category]';
const read = readPolicyFile(`
version: 1
purposes: { customer-service: Help., self-service: Look., marketing: Offer., survey: Ask. }
roles:
  agent: { customer-service: { subjects: everyone, ${all} } }
  customer: { self-service: { subjects: everyone, ${all} } }
  marketing: { marketing: { subjects: consented, ${all} }, survey: { subjects: consented, ${all} } }
`);
if ('problems' in read) throw new Error(read.problems.join('\n'));
const policy = read.table;
const { ada, siobhan, mara, mila, johnSenior } = personas;

let legacy: Legacy;
let staff: IdentityProvider;
let customers: IdentityProvider;
beforeAll(async () => {
  legacy = await startLegacy({ world: { people: 200, now } });
  [staff, customers] = await Promise.all([startIdentityProvider(), startIdentityProvider()]);
});
afterAll(() => Promise.all([legacy?.close(), staff?.close(), customers?.close()]));

describe.each(['in the gateway’s process', 'as services'])('with the subgraphs %s', (where) => {
  const calls: SourceCall[] = [];
  const services: SubgraphService[] = [];
  let gateway: TestGateway;
  beforeAll(async () => {
    const open = await Promise.all(
      subgraphs.map((each) => each.open(legacy.settings, { now: () => now, onCall: (call) => void calls.push(call) })),
    );
    const apart = async (subgraph: Subgraph) => {
      const limits = { requestTimeout: 10_000, maxRequestBytes: 1_000_000 };
      const own = { host: '127.0.0.1', port: 0, secrets: [secret], policy, ...limits };
      const service = await serveSubgraph(subgraph, own);
      services.push(service);
      const url = new URL(`http://127.0.0.1:${service.port}/graphql`);
      return remote(subgraph.name, url, { connections: 8, sign: signerOf(subgraph.name) });
    };
    const sources = await Promise.all(open.map((each) => (where === 'as services' ? apart(each) : inProcess(each))));
    const customerRules = { ...staffRules, kind: { is: 'customer' }, customerId: { claim: 'customer' } };
    const auth = authConfig({
      issuers: [
        issuerEntry('staff', staff.issuer),
        issuerEntry('customers', customers.issuer, { principal: customerRules }),
      ],
    });
    gateway = await startGateway(supergraph, sources, { auth, policy, requestTimeout: 10_000 }, () => now);
  });
  afterAll(async () => {
    await gateway?.close();
    for (const service of services) await service.close();
  });

  const ask = async (token: Promise<string>, query: string): Promise<Answer['body']> => {
    calls.length = 0;
    const { status, body } = await gateway.ask(query, {}, { authorization: `Bearer ${await token}` });
    expect(status).toBe(200);
    return body;
  };
  const asCustomer = (id: string) => (query: string) =>
    ask(customers.token({ customer: id, roles: ['customer'], purposes: ['self-service'] }), query);
  const asAda = asCustomer(ada.customerId);
  const asAgent = (query: string) => ask(staff.token(), query);
  const asMarketing = (query: string, purpose = 'marketing') =>
    ask(staff.token({ roles: ['marketing'], purposes: [purpose] }), query);

  const trip = `bookings(first: 5, when: UPCOMING) { edges { passenger { id } node {
    recordLocator numberInParty associatedBookings { recordLocator } remarks { text } payments { kind }
    contacts { value } passengers { nameAsBooked customer { customer { id } } possibleCustomers { customer { id } }
      booking { passengers { nameAsBooked } } tickets { number passengerName { full } booking { passengers { nameAsBooked } } } }
    serviceCases { edges { node { id } } }
  } } }`;

  test('a customer sees himself, and of his bookings what is his', async () => {
    const { data, errors } = await asAda(`{ customer(id: "${ada.customerId}") {
      name { givenNames surname } emails { address } loyalty { number tier { level } customer { customer { id } } }
      possibleDuplicates { customer { id } } serviceCases { edges { node { id customer { customer { id } } } } } ${trip} } }`);
    expect(errors).toBeUndefined();
    expect(data.customer).toMatchObject({
      name: { givenNames: ada.givenNames, surname: ada.surname },
      loyalty: {
        number: ada.membershipNumber,
        tier: { level: 'GOLD' },
        customer: { customer: { id: ada.customerId } },
      },
    });
    const cases = data.customer.serviceCases.edges.map(({ node }: Answer['body']) => node);
    expect(cases).toContainEqual({ id: String(ada.openCase), customer: { customer: { id: ada.customerId } } });
    const { node } = data.customer.bookings.edges.find(
      (edge: Answer['body']) => edge.node.recordLocator === ada.recordLocator,
    );
    expect(node.numberInParty).toBe(2);
    expect(node.passengers.map((each: Answer['body']) => each.nameAsBooked)).toEqual(['LINDQVIST/ADA MARIEMRS']);
    const [herself] = node.passengers;
    expect(herself.customer).toEqual({ customer: { id: ada.customerId } });
    expect(herself.booking.passengers).toEqual([{ nameAsBooked: 'LINDQVIST/ADA MARIEMRS' }]);
    for (const ticket of herself.tickets) {
      expect(ticket.booking.passengers).toEqual([{ nameAsBooked: 'LINDQVIST/ADA MARIEMRS' }]);
    }
    // Jonas travels with her; nothing on any path says so.
    expect(JSON.stringify(data)).not.toMatch(/jonas|berg/i);
    expect([node.associatedBookings, node.remarks, node.payments]).toEqual([[], [], []]);
  });

  test('an agent sees all of the booking', async () => {
    const { data } = await asAgent(`{ customer(id: "${ada.customerId}") { ${trip} } }`);
    expect(JSON.stringify(data)).toContain('BERG/JONAS');
  });

  const flight = 'carrier: "AX", number: "101", departureDate: "2026-11-25", origin: "FRA"';
  test.each([
    [
      `{ customer(id: "${siobhan.customerId}") { name { full } } }`,
      '{ customer(id: "C99999999") { name { full } } }',
      { customer: null },
    ],
    [
      `{ customers(ids: ["${siobhan.customerId}", "${mara.customerId}"]) { id } }`,
      '{ customers(ids: ["C99999998", "C99999999"]) { id } }',
      { customers: [null, null] },
    ],
    [
      `{ customerCandidates(phone: "${siobhan.phone}") { customer { id } } }`,
      '{ customerCandidates(phone: "+12025559999") { customer { id } } }',
      { customerCandidates: [] },
    ],
    [
      `{ customerCandidates(membershipNumber: "${siobhan.membershipNumber}") { customer { id } } }`,
      '{ customerCandidates(membershipNumber: "2999999999") { customer { id } } }',
      { customerCandidates: [] },
    ],
    [
      `{ identityComparison(customerId: "${ada.customerId}", otherCustomerId: "${mara.customerId}") { verdict } }`,
      `{ identityComparison(customerId: "${ada.customerId}", otherCustomerId: "C99999999") { verdict } }`,
      { identityComparison: null },
    ],
    [
      `{ loyaltyMembership(number: "${siobhan.membershipNumber}") { number balance { available } } }`,
      '{ loyaltyMembership(number: "2999999999") { number balance { available } } }',
      { loyaltyMembership: null },
    ],
    [
      `{ booking(recordLocator: "${siobhan.recordLocator}") { id passengers { name { full } } } }`,
      '{ booking(recordLocator: "ZZZZZZ") { id passengers { name { full } } } }',
      { booking: null },
    ],
    ['{ serviceCase(id: "1002") { subject } }', '{ serviceCase(id: "999999") { subject } }', { serviceCase: null }],
    [
      `{ bookingsOnFlight(${flight}, surname: "Berg") { id } }`,
      `{ bookingsOnFlight(${flight}, surname: "Nobody") { id } }`,
      { bookingsOnFlight: [] },
    ],
  ])('another is to a customer as nobody: %s', async (other, unknown, nothing) => {
    const callsOf = () => calls.map(({ system, operation, outcome }) => `${system} ${operation} ${outcome}`);
    const others = [await asAda(other), callsOf()];
    expect(others).toEqual([await asAda(unknown), callsOf()]);
    expect(others[0]).toEqual({ data: nothing });
  });

  test('a ticket of another is as one that there is not, also by its own number', async () => {
    const { data } = await asAgent(
      `{ booking(recordLocator: "${siobhan.recordLocator}") { passengers { tickets { number } } } }`,
    );
    const [{ tickets }] = data.booking.passengers;
    expect(tickets[0].number).toMatch(/^\d{13}$/);
    const query = (number: string) => `{ ticket(number: "${number}") { passengerName { full } } }`;
    const own = await asAda(query(tickets[0].number));
    expect([own, calls]).toEqual([{ data: { ticket: null } }, []]);
    expect(own).toEqual(await asAda(query('9999999999999')));
  });

  test('a customer finds himself by what he has', async () => {
    const { data } = await asAda(`{ customerCandidates(phone: "${ada.phone}") { merges customer { id } } }`);
    expect(data.customerCandidates).toEqual([{ merges: false, customer: { id: ada.customerId } }]);
  });

  test('twins are not told of one another', async () => {
    const { data, errors } = await asCustomer(mara.customerId)(
      `{ customer(id: "${mara.customerId}") { possibleDuplicates { customer { id } } ${trip} }
         customerCandidates(phone: "${mara.phone}") { customer { id } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.customer.possibleDuplicates).toEqual([]);
    expect(data.customerCandidates).toEqual([{ customer: { id: mara.customerId } }]);
    expect(JSON.stringify(data)).not.toMatch(new RegExp(`mila|${mila.customerId}`, 'i'));
  });

  test('a customer sees neither others’ cases that are like his, nor a booking he has named to the desk', async () => {
    const query = `{ customer(id: "${siobhan.customerId}") { serviceCases { edges { node { similar { case { id } } booking { id } } } } } }`;
    const { data } = await asCustomer(siobhan.customerId)(query);
    expect(data.customer.serviceCases.edges.length).toBeGreaterThan(0);
    for (const { node } of data.customer.serviceCases.edges) expect(node).toEqual({ similar: [], booking: null });
    expect(JSON.stringify(await asAgent(query))).toMatch(/"case":\{"id"/);
  });

  const people = [ada, siobhan, mara, mila, johnSenior].map(({ customerId }) => customerId);
  const list = (fields: string) => `{ customers(ids: ${JSON.stringify([...people, 'C99999999'])}) { ${fields} } }`;

  test('marketing sees who has consented to it, and nobody else', async () => {
    const told = await asAgent(list('id consents { purpose granted }'));
    const consenting = told.data.customers.map((each: Answer['body']) =>
      each?.consents.some(({ purpose, granted }: Answer['body']) => granted && purpose.startsWith('MARKETING_'))
        ? each.id
        : null,
    );
    // Some have, and some have not: otherwise this would show nothing.
    expect(new Set(consenting.slice(0, people.length).map((id: string | null) => id === null)).size).toBe(2);
    const seen = await asMarketing(
      list('id loyalty { number } bookings(first: 3) { edges { node { passengers { nameAsBooked } } } }'),
    );
    expect(seen.errors).toBeUndefined();
    expect(seen.data.customers.map((each: Answer['body']) => each?.id ?? null)).toEqual(consenting);
    // Others in their bookings have consented to nothing.
    for (const each of seen.data.customers) {
      for (const { node } of each?.bookings.edges ?? []) expect(node.passengers.length).toBeLessThanOrEqual(1);
    }
    expect(JSON.stringify(seen)).not.toMatch(/BERG\/JONAS/);
  });

  test('no consent is for a purpose that is nobody’s to consent to', async () => {
    const { data } = await asMarketing(list('id'), 'survey');
    expect(data.customers).toEqual([...people, 'C99999999'].map(() => null));
  });

  test('who has no right to anything sees nobody', async () => {
    const { data } = await ask(staff.token({ roles: ['cleaner'] }), `{ customer(id: "${ada.customerId}") { id } }`);
    expect(data).toEqual({ customer: null });
  });
});

test('while it cannot be read who has consented, marketing sees nobody, whatever else is up', async () => {
  const host = { now: () => now, onCall: () => {} };
  const open = await Promise.all(subgraphs.map((each) => each.open(legacy.settings, host)));
  const sources = open.map((subgraph): DataSource => {
    const source = inProcess(subgraph);
    if (subgraph.name !== 'customers') return source;
    return { ...source, fetch: () => Promise.reject(new SourceError('customers', 'LEGACY_UNAVAILABLE', 'down')) };
  });
  const auth = authConfig({ issuers: [issuerEntry('staff', staff.issuer)] });
  const gateway = await startGateway(supergraph, sources, { auth, policy, requestTimeout: 10_000 }, () => now);
  const query = `{
    customer(id: "${mara.customerId}") { id name { full } loyalty { number } bookings(first: 1) { edges { cursor } } }
    customers(ids: ["${mara.customerId}"]) { id }
    loyaltyMembership(number: "${ada.membershipNumber}") { number }
    booking(recordLocator: "${ada.recordLocator}") { id passengers { name { full } } }
    serviceCase(id: "1001") { subject }
  }`;
  const authorization = `Bearer ${await staff.token({ roles: ['marketing'], purposes: ['marketing'] })}`;
  const { body } = await gateway.ask(query, {}, { authorization });
  await gateway.close();
  expect(body.data).toEqual({
    customer: null,
    customers: null,
    loyaltyMembership: null,
    booking: null,
    serviceCase: null,
  });
  const codes = (body.errors ?? []).map((error: { extensions: { code: string } }) => error.extensions.code);
  expect(new Set(codes)).toEqual(new Set(['LEGACY_UNAVAILABLE']));
});
