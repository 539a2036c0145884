/**
 * The checks a scanner makes of a GraphQL endpoint (those of graphql-cop), on the product as a caller without an explorer role meets it, and
 * as nobody does.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCarelessServer } from '../support/careless-server.ts';
import { exchange } from '../support/exchange.ts';
import { type RequiredProduct, startRequiredProduct } from '../support/required-product.ts';

let product: RequiredProduct;
const callers = new Map<string, Record<string, string>>();
beforeAll(async () => {
  product = await startRequiredProduct();
  callers.set('an agent', await product.as(['agent'])).set('nobody', {});
});
afterAll(() => product?.close());

interface Check {
  readonly name: string;
  /** Over HTTP; JSON by POST unless it says otherwise. */
  readonly send: { readonly method?: string; readonly path?: string; readonly type?: string; readonly body?: string };
  /** Is the weakness there? `body`: of any shape. */
  readonly isWeak: (body: ReturnType<typeof JSON.parse>, text: string) => boolean;
}

const operation = (query: string) => ({ body: JSON.stringify({ query }) });
const asForm = (query: string) => `query=${encodeURIComponent(query)}`;
const tenTimes = '@aa'.repeat(10);
const typename = '{ __typename }';

const checks: readonly Check[] = [
  {
    name: 'alias overloading',
    send: operation(`{ ${Array.from({ length: 101 }, (_, at) => `a${at}: __typename`).join(' ')} }`),
    isWeak: ({ data }) => data?.a100 !== undefined,
  },
  {
    name: 'array-based batching',
    send: { body: JSON.stringify(Array.from({ length: 10 }, () => ({ query: typename }))) },
    isWeak: (body) => Array.isArray(body),
  },
  {
    name: 'directive overloading',
    send: operation(`{ __typename ${tenTimes} }`),
    // A validator that works through all of them tells each.
    isWeak: ({ errors }) => errors?.length === 10,
  },
  {
    name: 'circular introspection',
    send: operation(
      '{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }',
    ),
    isWeak: ({ data }) => data != null,
  },
  {
    name: 'field duplication',
    send: operation(`{ ${'__typename '.repeat(500)} }`),
    isWeak: ({ data }) => data != null,
  },
  {
    name: 'field suggestions',
    send: operation('{ __schema { directive } }'),
    isWeak: (_, text) => text.includes('Did you mean'),
  },
  {
    name: 'queries by GET',
    send: { method: 'GET', path: `/graphql?${asForm(typename)}` },
    isWeak: ({ data }) => data != null,
  },
  {
    name: 'mutations by GET',
    send: { method: 'GET', path: `/graphql?${asForm('mutation { __typename }')}` },
    isWeak: ({ data }) => data != null,
  },
  {
    name: 'forms, as any web page can post them',
    send: { type: 'application/x-www-form-urlencoded', body: asForm(typename) },
    isWeak: ({ data }) => data != null,
  },
  {
    name: 'introspection',
    send: operation('{ __schema { types { name fields { name } } } }'),
    isWeak: ({ data }) => data != null,
  },
  {
    name: 'tracing',
    send: operation(typename),
    isWeak: ({ extensions, errors }) => extensions !== undefined || errors?.[0]?.extensions?.tracing !== undefined,
  },
  {
    name: 'unhandled errors',
    send: operation('qwerty { abc }'),
    isWeak: ({ errors }, text) => errors?.[0]?.extensions?.exception !== undefined || /node_modules|\bat \w/.test(text),
  },
];

const sent = (
  url: string,
  { send: { method = 'POST', path = '/graphql', type = 'application/json', body } }: Check,
  headers: Record<string, string> = {},
) =>
  exchange(url, { method, path, headers: { 'content-type': type, ...headers }, ...(body !== undefined && { body }) });

describe.each(['an agent', 'nobody'])('a scan as %s finds no', (caller) => {
  test.each(checks)('$name', async (check) => {
    const reply = await sent(product.url, check, callers.get(caller));
    expect(check.isWeak(JSON.parse(reply.body), reply.body), reply.body).toBe(false);
    // Not by a fault of its own either.
    expect(reply.status).toBeLessThan(500);
  });

  test.each(['/graphiql', '/playground', '/console', '/graphql', '/altair', '/voyager'])(
    'console at %s',
    async (path) => {
      const reply = await exchange(product.url, {
        method: 'GET',
        path,
        headers: { accept: 'text/html', ...callers.get(caller) },
      });
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.headers['content-type']).not.toContain('html');
    },
  );
});

test('and with EXPLORER=off there is no console anywhere', async () => {
  const closed = await startRequiredProduct({ EXPLORER: 'off' });
  const reply = await exchange(closed.url, { method: 'GET', path: '/', headers: { accept: 'text/html' } });
  await closed.close();
  expect(reply.status).toBe(404);
});

test('the scan finds each of these where it is', async () => {
  const careless = await startCarelessServer();
  const found = [];
  for (const check of checks) {
    const { body } = await sent(careless.url, check);
    if (check.isWeak(JSON.parse(body), body)) found.push(check.name);
  }
  await careless.close();
  expect(found).toEqual(checks.map(({ name }) => name));
});
