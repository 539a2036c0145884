/** An operation Apollo Server has run before goes straight to the engine, and nobody can tell from the answer. */
import { afterEach, expect, test } from 'vitest';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { type Answer, startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { smallNames, smallSubgraph, smallSupergraph } from '../support/small-graph.ts';

let gateway: TestGateway;
afterEach(() => gateway.close());

const ways = async () => {
  const { body } = await gateway.send('/metrics');
  const of = (way: string) =>
    Number(new RegExp(`^graph_operation_ways_total\\{way="${way}"\\} (\\d+)$`, 'm').exec(body)?.[1] ?? 0);
  return { direct: of('direct'), pipeline: of('pipeline') };
};

/** Without what differs from one request to the next. */
const comparable = ({ status, headers, body }: Answer) => ({
  status,
  headers: [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id'),
  body: JSON.stringify(body).replace(/"requestId":"[^"]*"/g, ''),
});

const post = (body: Record<string, unknown>, headers: Record<string, string> = {}) =>
  gateway.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const two = 'query A { customer(id: "1") { name } } query B { customer(id: "2") { id name } }';

test.each<[string, Record<string, unknown>, Record<string, string>]>([
  ['plain', { query: '{ customer(id: "1") { name loyalty { tier } } }' }, {}],
  ['with variables', { query: 'query ($id: ID!) { customer(id: $id) { name } }', variables: { id: '2' } }, {}],
  ['with null for variables and name', { query: '{ __typename }', variables: null, operationName: null }, {}],
  ['one of two', { query: two, operationName: 'B' }, {}],
  ['in the newer media type', { query: '{ __typename }' }, { accept: 'application/graphql-response+json' }],
  ['from a browser', { query: '{ __typename }' }, { accept: '*/*', origin: 'https://app.example.com' }],
])('%s', async (_, body, headers) => {
  gateway = await startSmallGateway();
  const first = await post(body, headers);
  expect([first.status, first.body.errors]).toEqual([200, undefined]);
  expect(await ways()).toEqual({ direct: 0, pipeline: 1 });
  const second = await post(body, headers);
  expect(comparable(second)).toEqual(comparable(first));
  expect(await ways()).toEqual({ direct: 1, pipeline: 1 });
});

test('errors are told alike, and nothing runs twice for them', async () => {
  const asked: string[] = [];
  gateway = await startSmallGateway({ behaviour: { onContext: (name) => void asked.push(name) } });
  const query = 'query ($how: String!) { fail(how: $how) }';
  const wrong = { query, variables: { how: 7 } };
  const failing = { query, variables: { how: 'plain' } };
  const [refused, failed] = [await post(wrong), await post(failing)];
  expect([refused.status, failed.status]).toEqual([400, 200]);
  const before = asked.length;
  expect(before).toBeGreaterThan(0);
  // Makes the operation's answer known.
  await post({ query: '{ __typename }' });
  expect(comparable(await post(wrong))).toEqual(comparable(refused));
  expect(comparable(await post(failing))).toEqual(comparable(failed));
  expect(asked.length).toBe(2 * before);
  expect((await ways()).direct).toBe(2);
  const codes = gateway.lines.map(({ codes }) => codes);
  expect(codes[3]).toEqual(codes[0]);
  expect(codes[4]).toEqual(codes[1]);
});

test('the log tells the same of both', async () => {
  gateway = await startSmallGateway();
  for (const id of ['1', '2'])
    await post({ query: 'query Who($id: ID!) { customer(id: $id) { name } }', variables: { id } });
  const [first, second] = gateway.lines.map(({ operation, type, hash, codes, ended }) => ({
    operation,
    type,
    hash,
    codes,
    ended,
  }));
  expect(first).toMatchObject({ operation: 'Who', type: 'query', ended: 'answered' });
  expect(second).toEqual(first);
});

test('what is not the same as before goes through Apollo Server', async () => {
  gateway = await startSmallGateway({ config: { explorer: true } });
  const query = '{ customer(id: "1") { name } }';
  await post({ query });
  await post({ query: `${query} ` });
  await post({ query }, { accept: 'application/graphql-response+json' });
  await post({ query, extensions: {} });
  const planned = await post({ query }, { 'x-query-plan': '1' });
  expect(planned.body.extensions.queryPlan.kind).toBe('QueryPlan');
  expect((await post({ query, operationName: 'None' })).status).toBe(400);
  expect(await ways()).toEqual({ direct: 0, pipeline: 6 });
});

test('another supergraph is asked anew', async () => {
  gateway = await startSmallGateway();
  const query = '{ customer(id: "1") { name } }';
  await post({ query });
  await post({ query });
  const sources = smallNames.map((name) => inProcess(smallSubgraph(name)));
  await gateway.update(smallSupergraph(), sources);
  const answer = await post({ query });
  expect(answer.body).toEqual({ data: { customer: { name: 'Anna' } } });
  expect(await ways()).toEqual({ direct: 1, pipeline: 2 });
});
