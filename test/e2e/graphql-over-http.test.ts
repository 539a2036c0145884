/** The GraphQL-over-HTTP specification, by graphql-http's audits against the running gateway. */
import { type AuditResult, auditServer } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';

/** What we do otherwise, on purpose. */
const deliberate: Readonly<Record<string, string>> = {
  // Operations are sent by POST alone: no address holds an operation, or its variables, in a log or a history.
  '5A70': 'MAY accept application/x-www-form-urlencoded formatted GET requests',
  D6D5: 'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  '6A70': 'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
  // An operation that never ran is a 400 in either media type, so that monitoring and retries need not read bodies.
  '572B': 'SHOULD use 200 status code on document parsing failure when accepting application/json',
  FDE2: 'SHOULD use 200 status code on document validation failure when accepting application/json',
  '7B9B': 'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
};

let gateway: TestGateway;
let results: AuditResult[];
beforeAll(async () => {
  // The audits ask for the schema.
  gateway = await startSmallGateway({ config: { explorer: true } });
  results = await auditServer({ url: `${gateway.url}/graphql` });
});
afterAll(() => gateway.close());

test('the audits find no error', () => {
  expect(results.length).toBeGreaterThan(60);
  expect(results.filter(({ status }) => status === 'error')).toEqual([]);
});

test('the audits warn of nothing but what is deliberate', () => {
  const other = results.flatMap(({ status, id, name }) => (status === 'ok' ? [] : [[id, name]]));
  expect(Object.fromEntries(other)).toEqual(deliberate);
});

const post = (headers: Record<string, string>, query = '{ __typename }') =>
  gateway.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

test.each([
  ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
  ['application/json', 'application/json; charset=utf-8'],
  ['application/json;q=0.5, application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
  ['*/*', 'application/json; charset=utf-8'],
])('who accepts %s gets it, for an answer and for a refusal', async (accept, type) => {
  const answer = await post({ accept });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  const refusal = await post({ accept }, `{ ${'customer '.repeat(1_001)} }`);
  expect([refusal.status, refusal.headers.get('content-type')]).toEqual([400, type]);
});

test.each(['multipart/mixed;deferSpec=20990101', 'Multipart/Mixed; incrementalSpec="v9"', 'multipart/mixed;q=0'])(
  'who accepts deferred parts in forms not spoken here alone is told which are: %s',
  async (accept) => {
    const answer = await post({ accept });
    expect(answer.status).toBe(406);
    const [{ message, extensions }] = answer.body.errors;
    expect(extensions.code).toBe('BAD_REQUEST');
    for (const form of ['deferSpec=20220824', 'incrementalSpec=v0.2'])
      expect(message).toContain(`multipart/mixed;${form}`);
    const whole = await post({ accept: `${accept}, application/json` });
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  },
);

test('who accepts no JSON is told so', async () => {
  const answer = await post({ accept: 'text/html' });
  expect(answer.status).toBe(406);
  expect(answer.body.errors[0].extensions.code).toBe('BAD_REQUEST');
});
