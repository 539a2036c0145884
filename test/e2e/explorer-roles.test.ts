/** Only those of an explorer role are shown what the graph is like: its schema, what is of a similar name, plans, costs and sources. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unlimited } from '../../gateway/abuse/settings.ts';
import { authConfig, issuerEntry } from '../support/auth-config.ts';
import { type Answer, startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';

let provider: IdentityProvider;
let gateway: TestGateway;
let asExplorer: Record<string, string>;
let asAgent: Record<string, string>;
beforeAll(async () => {
  provider = await startIdentityProvider();
  gateway = await startSmallGateway({
    config: {
      explorer: true,
      auth: authConfig({ issuers: [issuerEntry('staff', provider.issuer)] }),
      abuse: { ...unlimited, explorerRoles: ['explorer', 'platform'] },
    },
  });
  const as = async (roles: string[]) => ({ authorization: `Bearer ${await provider.token({ roles })}` });
  [asExplorer, asAgent] = await Promise.all([as(['agent', 'explorer']), as(['agent'])]);
});
afterAll(async () => {
  await gateway?.close();
  await provider?.close();
});

const query = '{ customer(id: "1") { name } }';
const code = ({ body }: Answer) => body.errors?.[0]?.extensions?.code;

describe.each([
  ['the schema', '{ __schema { types { name } } }'],
  ['a type', '{ __type(name: "Customer") { fields { name } } }'],
  [
    'the schema in a fragment, beside data',
    'query { customer(id: "1") { name } ...S } fragment S on Query { s: __schema { queryType { name } } }',
  ],
])('%s', (_, introspection) => {
  test('is shown to an explorer and to nobody else, also when it has been asked before', async () => {
    for (let time = 0; time < 3; time += 1) {
      const shown = await gateway.ask(introspection, {}, asExplorer);
      expect([shown.status, shown.body.errors]).toEqual([200, undefined]);
      const refused = await gateway.ask(introspection, {}, asAgent);
      expect([refused.status, code(refused), refused.body.data]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED', undefined]);
      expect(refused.body.errors[0].message).toBe('This graph does not show its schema.');
    }
  });
});

test('__typename is for everybody', async () => {
  expect((await gateway.ask('{ __typename }', {}, asAgent)).body).toEqual({ data: { __typename: 'Query' } });
});

test('what is of a similar name is suggested to an explorer alone', async () => {
  const misspelt = '{ custommer(id: "1") { name } }';
  const [shown, hidden] = [await gateway.ask(misspelt, {}, asExplorer), await gateway.ask(misspelt, {}, asAgent)];
  expect(shown.body.errors[0].message).toContain('Did you mean "customer"');
  expect([hidden.status, code(hidden)]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  expect(JSON.stringify(hidden.body)).not.toContain('Did you mean');
  expect(JSON.stringify(hidden.body)).not.toContain('"customer');
});

describe.each([
  ['a plan', 'queryPlan', { 'x-query-plan': '1' }],
  ['a cost', 'cost', { 'x-cost': '1' }],
  ['sources', 'sources', { 'x-sources': '1' }],
])('%s', (_, extension, header) => {
  test('is told to an explorer who asks for it, and to nobody else', async () => {
    for (let time = 0; time < 2; time += 1) {
      const shown = await gateway.ask(query, {}, { ...asExplorer, ...header });
      expect(Object.keys(shown.body.extensions)).toEqual([extension]);
      const hidden = await gateway.ask(query, {}, { ...asAgent, ...header });
      expect(hidden.body).toEqual({ data: { customer: { name: 'Anna' } } });
    }
  });
});

test('an agent’s plan is no dry run: he is answered', async () => {
  const answer = await gateway.ask(query, {}, { ...asAgent, 'x-query-plan': 'dry-run' });
  expect(answer.body).toEqual({ data: { customer: { name: 'Anna' } } });
});

test('refusals are counted', async () => {
  await gateway.ask('{ __schema { queryType { name } } }', {}, asAgent);
  expect(String((await gateway.send('/metrics')).body)).toMatch(
    /graph_limited_total\{class="first-party",reason="schema"\} [1-9]/,
  );
});
