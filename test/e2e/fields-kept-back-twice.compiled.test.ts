/**
 * What a subgraph keeps back by its own schema and policy table, whatever the gateway before it lets through; and that of what the gateway
 * shows by right nothing is lost by it. Over HTTP.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { remote } from '../../gateway/data-sources/remote.ts';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import type { Principal } from '../../gateway/identity/principal.ts';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { personas } from '../../legacy/world/personas.ts';
import { subgraphs } from '../../subgraphs/index.ts';
import { type SubgraphService, serveSubgraph } from '../../subgraphs/serve.ts';
import type { PolicyTable } from '../../subgraphs/shared/privacy/access.ts';
import type { Subgraph, SystemName } from '../../subgraphs/shared/subgraph.ts';
import { authConfig, issuerEntry } from '../support/auth-config.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { policyTable } from '../support/protected-graph.ts';
import { root } from '../support/source-files.ts';
import { secret, signerOf } from '../support/subgraph-secret.ts';

const now = new Date('2026-11-24T09:00:00Z');
const { ada } = personas;
const supergraph = readFileSync(join(root, 'gateway/supergraph.graphql'), 'utf8');
const operations = readSavedOperations(new URL('../../gateway/operations/', import.meta.url));
const own = policyTable(readFileSync(join(root, 'gateway/policy.yaml'), 'utf8'));
const agent = (grant: string) =>
  policyTable(`
version: 1
purposes: { customer-service: Answer a customer who asks. }
roles: { agent: { customer-service: { subjects: everyone, ${grant} } } }
`);
const wide = agent('shown: [look-up, basic, contact, travel, identity, loyalty, case, payment, special-category]');
const narrow = agent('shown: [look-up, basic, loyalty], masked: [identity]');

let legacy: Legacy;
let staff: IdentityProvider;
const services: SubgraphService[] = [];
const gateways: TestGateway[] = [];
beforeAll(async () => {
  [legacy, staff] = await Promise.all([startLegacy({ world: { people: 200, now } }), startIdentityProvider()]);
});
afterAll(async () => {
  for (const gateway of gateways) await gateway.close();
  for (const service of services) await service.close();
  await Promise.all([legacy?.close(), staff?.close()]);
});

const openAll = () =>
  Promise.all(subgraphs.map((each) => each.open(legacy.settings, { now: () => now, onCall: () => {} })));

async function gatewayOf(policy: PolicyTable, sources: readonly DataSource[]): Promise<TestGateway> {
  const auth = authConfig({ issuers: [issuerEntry('staff', staff.issuer)] });
  const gateway = await startGateway(supergraph, [...sources], { auth, policy, requestTimeout: 10_000 }, () => now);
  gateways.push(gateway);
  return gateway;
}

/** Where each of them is then. */
async function served(policy: PolicyTable): Promise<{ sources: DataSource[]; urls: ReadonlyMap<SystemName, URL> }> {
  const urls = new Map<SystemName, URL>();
  const serve = async (subgraph: Subgraph) => {
    const limits = { requestTimeout: 10_000, maxRequestBytes: 1_000_000 };
    const service = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, secrets: [secret], policy, ...limits });
    services.push(service);
    const url = new URL(`http://127.0.0.1:${service.port}/graphql`);
    urls.set(subgraph.name, url);
    return remote(subgraph.name, url, { connections: 8, sign: signerOf(subgraph.name) });
  };
  return { sources: await Promise.all((await openAll()).map(serve)), urls };
}

interface Told {
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string };
}
interface Reply {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors?: readonly Told[];
}
const toldAt = (errors: readonly Told[] = []) =>
  errors.map(({ path, extensions }) => `${extensions.code} ${path?.join('.')}`).toSorted();

describe('a gateway that lets through what its subgraphs’ policy table hides', () => {
  let gateway: TestGateway;
  let customers: URL;
  beforeAll(async () => {
    const { sources, urls } = await served(narrow);
    gateway = await gatewayOf(wide, sources);
    customers = urls.get('customers')!;
  });

  const ask = async (query: string) =>
    (await gateway.ask(query, {}, { authorization: `Bearer ${await staff.token()}` })).body;

  test('is given null in its place, and told where', async () => {
    const { data, errors } = await ask(`{ customer(id: "${ada.customerId}") {
      name { full } where: emails { address } ...born recordLocators { recordLocator } residence { code }
    } } fragment born on Customer { nationality { code } }`);
    expect(data.customer).toEqual({
      name: { full: expect.stringContaining(ada.surname) },
      where: null,
      nationality: null,
      recordLocators: null,
      residence: null,
    });
    expect(toldAt(errors)).toEqual([
      'UNAUTHORIZED_FIELD_OR_TYPE customer.nationality',
      'UNAUTHORIZED_FIELD_OR_TYPE customer.recordLocators',
      'UNAUTHORIZED_FIELD_OR_TYPE customer.residence',
      'UNAUTHORIZED_FIELD_OR_TYPE customer.where',
    ]);
    expect(JSON.stringify(errors)).not.toContain(ada.email);
  });

  test('in entities too, whose fields that require hidden ones are there', async () => {
    const { data, errors } = await ask(`{ customer(id: "${ada.customerId}") {
      loyalty { number } bookings(first: 1) { edges { node { recordLocator } } }
    } }`);
    expect(data.customer.loyalty).toEqual({ number: ada.membershipNumber });
    expect(toldAt(errors)).not.toEqual([]);
    expect(toldAt(errors).every((each) => each.startsWith('UNAUTHORIZED_FIELD_OR_TYPE customer.bookings'))).toBe(true);
    expect(JSON.stringify(data)).not.toContain(ada.recordLocator);
  });

  const principal: Principal = {
    issuer: 'staff',
    kind: 'staff',
    tenant: 'airline',
    subject: 'x',
    client: 'desk',
    roles: ['agent'],
    scopes: [],
    purposes: ['customer-service'],
    customerId: null,
    clientClass: 'first-party',
  };
  const post = async (query: string, purpose: string | null, needs: readonly string[] = []): Promise<Reply> => {
    const { signal } = new AbortController();
    const authorization = signerOf('customers')(query, { principal, purpose, signal, timeLeft: 5_000, needs });
    const reply = await fetch(customers, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query }),
    });
    return reply.json() as Promise<Reply>;
  };
  const entity = `{ _entities(representations: [{ __typename: "Customer", id: "${ada.customerId}" }]) {
    ... on Customer { id emails { address } phones { raw } dateOfBirth } } }`;

  test('is answered with a signature no more than with none of its mistakes', async () => {
    const { data, errors } = await post(entity, 'customer-service');
    // What is masked goes to the gateway whole, which masks it.
    expect(data._entities).toEqual([{ id: ada.customerId, emails: null, phones: null, dateOfBirth: ada.birthDate }]);
    expect(toldAt(errors)).toEqual([
      'UNAUTHORIZED_FIELD_OR_TYPE _entities.0.emails',
      'UNAUTHORIZED_FIELD_OR_TYPE _entities.0.phones',
    ]);
  });

  test('is given what it says it needs for itself, and nothing else', async () => {
    const { data } = await post(entity, 'customer-service', ['Customer.emails', 'CustomerEmail.address']);
    expect(data._entities).toEqual([
      { id: ada.customerId, emails: [{ address: ada.email }], phones: null, dateOfBirth: ada.birthDate },
    ]);
  });

  test.each(['marketing', 'nonsense', null])(
    'is given nothing for the purpose %s, which nobody is granted',
    async (purpose) => {
      const ids = `customerId: "${ada.customerId}", otherCustomerId: "${personas.siobhan.customerId}"`;
      const { data, errors } = await post(`{ identityComparison(${ids}) { __typename } }`, purpose);
      expect(data).toEqual({ identityComparison: null });
      expect(toldAt(errors)).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE identityComparison']);
    },
  );
});

describe('what a gateway shows by right, its subgraphs do not keep back', () => {
  const among = new Map<string, TestGateway>();
  /** One a caller. */
  const shown: string[] = [];
  beforeAll(async () => {
    const trusting = (await openAll()).map((subgraph): DataSource => {
      const source = inProcess(subgraph);
      return { ...source, fetch: (operation, context) => source.fetch({ ...operation, needs: undefined }, context) };
    });
    among.set('trusted', await gatewayOf(own, trusting));
    among.set('in its process', await gatewayOf(own, (await openAll()).map(inProcess)));
    among.set('as services', await gatewayOf(own, (await served(own)).sources));
  });

  const callers = [
    ['agent', 'customer-service'],
    ['agent', 'disruption'],
    ['supervisor', 'complaint'],
    ['check-in', 'travel'],
    ['gate', 'travel'],
    ['guest', 'self-service'],
    ['marketing', 'marketing'],
    ['partner', 'membership-check'],
    ['privacy-officer', 'privacy-request'],
  ] as const;

  test.each(callers)('from %s for %s', async (role, purpose) => {
    const authorization = `Bearer ${await staff.token({ roles: [role], purposes: [purpose] })}`;
    const answers = async (where: string) => {
      const gateway = among.get(where)!;
      const bodies = [];
      for (const { query, variables } of operations) {
        const { body } = await gateway.ask(query, { ...variables }, { authorization });
        bodies.push({ query, data: body.data, errors: toldAt(body.errors), masked: body.extensions?.masked });
      }
      return bodies;
    };
    const trusted = await answers('trusted');
    shown.push(JSON.stringify(trusted));
    expect(await answers('in its process')).toEqual(trusted);
    expect(await answers('as services')).toEqual(trusted);
  });

  test('and that is not the same for all', () => {
    expect(new Set(shown).size).toBe(callers.length);
  });
});
