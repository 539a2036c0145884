/** A subgraph service over raw HTTP: it answers the gateway alone, and its operator is told nothing of the secret. */

import { createSecretKey } from 'node:crypto';
import { pino } from 'pino';
import { Pool } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askHealth } from '../../gateway/data-sources/remote-health.ts';
import { tokenSigner } from '../../gateway/data-sources/subgraph-token.ts';
import { type SubgraphService, serveSubgraph } from '../../subgraphs/serve.ts';
import { createWatch } from '../../subgraphs/shared/hosting/watch.ts';
import { smallSubgraph } from '../support/small-graph.ts';
import { claimsOf, secret, secretText, signerOf } from '../support/subgraph-secret.ts';

const lines: string[] = [];
let service: SubgraphService;
let base: string;
beforeAll(async () => {
  const watch = createWatch(pino({ base: null }, { write: (line: string) => void lines.push(line) }));
  const limits = { requestTimeout: 5_000, maxRequestBytes: 100_000 };
  service = await serveSubgraph(smallSubgraph('customers'), {
    host: '127.0.0.1',
    port: 0,
    secrets: [secret],
    watch,
    ...limits,
  });
  base = `http://127.0.0.1:${service.port}`;
});
afterAll(() => service?.close());

const occasion = { principal: null, purpose: null, signal: new AbortController().signal, timeLeft: 5_000 };
const sign = signerOf('customers');
const query = '{ customer(id: "1") { name } }';
const post = (text: string, authorization?: string) =>
  fetch(`${base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    body: JSON.stringify({ query: text }),
  });

describe('a service with a secret', () => {
  test('answers the gateway', async () => {
    const reply = await post(query, sign(query, occasion));
    expect([reply.status, await reply.json()]).toEqual([200, { data: { customer: { name: 'Anna' } } }]);
  });

  test.each([
    query,
    '{ _service { sdl } }',
    '{ __schema { types { name } } }',
    '{ __typename }',
    '{ _entities(representations: []) { __typename } }',
    '{ nonsense',
  ])('answers nobody else %s', async (text) => {
    const reply = await post(text);
    expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(await reply.json()).toEqual({
      errors: [{ message: 'Only the gateway is answered here.', extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  test('takes a token for no other operation than its own, nor for another subgraph', async () => {
    expect((await post('{ _service { sdl } }', sign(query, occasion))).status).toBe(401);
    expect((await post(query, signerOf('orders')(query, occasion))).status).toBe(401);
  });

  test('takes no token of another secret, nor one that is over or has been changed', async () => {
    const other = createSecretKey('another-secret-of-32-characters-and-more', 'utf8');
    const foreign = tokenSigner(other, 'customers', () => new Date());
    const before = tokenSigner(secret, 'customers', () => new Date(Date.now() - 60_000));
    const [head, , signature] = sign(query, occasion).split('.');
    const claims = { ...claimsOf({ authorization: sign(query, occasion) }), needs: ['Customer.name'] };
    const changed = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
    for (const token of [foreign(query, occasion), before(query, occasion), changed]) {
      expect((await post(query, token)).status).toBe(401);
    }
  });

  test.each(['GET /graphql', 'GET /', 'PUT /graphql', 'GET /nowhere', 'POST /healthz', 'OPTIONS /graphql'])(
    'tells nobody else whether there is %s',
    async (asked) => {
      const [method = '', path] = asked.split(' ');
      expect((await fetch(base + path, { method })).status).toBe(401);
    },
  );

  test('reads no body before it knows who sends it', async () => {
    const reply = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'x'.repeat(200_000),
    });
    expect(reply.status).toBe(401);
  });

  test('is still looked at by probes and by Prometheus', async () => {
    const statuses = await Promise.all(['/healthz', '/readyz', '/metrics'].map((path) => fetch(base + path)));
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test('is up to a gateway whose word it takes, and down to another', async () => {
    const pool = new Pool(base);
    const url = new URL(`${base}/graphql`);
    const stranger = tokenSigner(
      createSecretKey('another-secret-of-32-characters-and-more', 'utf8'),
      'customers',
      () => new Date(),
    );
    expect(await askHealth(pool, url, sign)).toMatchObject({ state: 'up' });
    expect(await askHealth(pool, url, stranger)).toMatchObject({ state: 'down', code: 'LEGACY_REJECTED' });
    await pool.close();
  });

  test('writes neither secret nor token anywhere', async () => {
    const token = sign(query, occasion);
    await post(query, token);
    await post('{ _service { sdl } }', token);
    const metrics = await (await fetch(`${base}/metrics`)).text();
    const written = lines.join('') + metrics;
    expect(written).toContain('"status":401');
    for (const canary of [secretText, secretText.slice(0, 20), token.slice(7, 60), token.slice(-30)]) {
      expect(written).not.toContain(canary);
    }
  });
});
