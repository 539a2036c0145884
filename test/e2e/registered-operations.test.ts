/** Registered operations over raw HTTP: by id and by text, for whom, and rung by rung to nothing else. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiKeyHash, newApiKey } from '../../gateway/identity/api-key.ts';
import { sha256Of } from '../../gateway/registered/documents.ts';
import { authConfig } from '../support/auth-config.ts';
import { everyonePolicy } from '../support/everybody.ts';
import { registeredConfig, startSmallGateway, type TestGateway } from '../support/gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'registered-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const day = 86_400_000;
function keyOf(client: string, kind: 'partner' | 'staff') {
  const key = newApiKey();
  const record = {
    id: client,
    sha256: apiKeyHash(key),
    client,
    tenant: 'Portal Ltd',
    kind,
    // Parts come later to those alone who see everybody's.
    roles: ['agent'],
    scopes: [],
    purposes: ['customer-service'],
    created: new Date().toISOString(),
    expires: new Date(Date.now() + day).toISOString(),
  };
  return { key, record };
}
const [portal, agency, desk] = [keyOf('portal', 'partner'), keyOf('agency', 'partner'), keyOf('desk', 'staff')];
const file = join(folder, 'keys.json');
const keys = [portal, agency, desk].map(({ record }) => record);
writeFileSync(file, JSON.stringify({ keys }));
const auth = authConfig({ apiKeys: { file: 'keys.json' } }, {}, { file, keys });

const name = 'query Name($id: ID!) { customer(id: $id) { name } }';
const miles = '{ customer(id: "1") { miles } }';
const free = '{ customer(id: "1") { id name } }';
const manifests = join(folder, 'manifests');
beforeEach(() => {
  rmSync(manifests, { recursive: true, force: true });
  mkdirSync(join(manifests, 'portal'), { recursive: true });
  writeFileSync(
    join(manifests, 'portal', 'app.json'),
    JSON.stringify({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: sha256Of(name), name: 'Name', type: 'query', body: name }],
    }),
  );
  writeFileSync(join(manifests, 'all.json'), JSON.stringify({ 'miles-of-anna': miles }));
});

let gateway: TestGateway;
afterEach(() => gateway.close());
const start = async (rungs = '', path = manifests) => {
  gateway = await startSmallGateway({
    config: {
      auth,
      policy: everyonePolicy,
      registered: registeredConfig({ TRUSTED_DOCUMENTS: path, REGISTERED_OPERATIONS: rungs }),
    },
  });
};

const post = (body: Record<string, unknown>, { key } = portal, headers: Record<string, string> = {}) =>
  gateway.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key, ...headers },
    body: JSON.stringify(body),
  });
const codeOf = ({ status, body }: Awaited<ReturnType<typeof post>>) => [
  status,
  body.errors?.[0]?.extensions.code ?? null,
];
const anna = { data: { customer: { name: 'Anna' } } };
const variables = { id: '1' };

describe('a registered operation', () => {
  test('is run by its id in each of the ways clients name it, and by its text', async () => {
    await start();
    const sha256Hash = sha256Of(name);
    for (const body of [
      { extensions: { persistedQuery: { version: 1, sha256Hash } } },
      { documentId: `sha256:${sha256Hash}` },
      { documentId: sha256Hash },
      { doc_id: sha256Hash },
      { id: sha256Hash },
      { query: name },
      { query: name, operationName: 'Name', extensions: { persistedQuery: { version: 1, sha256Hash } } },
    ]) {
      const answer = await post({ ...body, variables });
      expect([answer.status, answer.body]).toEqual([200, anna]);
    }
    await expect.poll(() => gateway.lines.filter(({ registered }) => registered === true).length).toBe(7);
  });

  test('is its client’s alone when it is registered so, and everybody’s otherwise', async () => {
    await start();
    expect(codeOf(await post({ id: sha256Of(name), variables }, agency))).toEqual([404, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(codeOf(await post({ query: name, variables }, agency))).toEqual([403, 'PERSISTED_QUERY_ONLY']);
    for (const who of [portal, agency, desk])
      expect(codeOf(await post({ id: 'miles-of-anna' }, who))).toEqual([200, null]);
  });

  test('can be deferred in part, where the engine defers', async () => {
    const text = 'query Parts { customer(id: "1") { name ... @defer { miles } } }';
    writeFileSync(join(manifests, 'parts.json'), JSON.stringify({ [sha256Of(text)]: text }));
    await start();
    const { status, headers, body } = await post({ id: sha256Of(text) }, portal, { accept: 'multipart/mixed' });
    if (process.env.ENGINE === 'apollo') {
      expect([status, body.errors[0].message]).toEqual([400, 'Unknown directive "@defer".']);
      return;
    }
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^multipart\/mixed/);
    expect(body).toMatch(/"name":"Anna"[\s\S]*"miles"/);
  });

  test('is known within two seconds from being written, and a wrong manifest changes nothing', async () => {
    await start();
    expect(codeOf(await post({ query: free }))).toEqual([403, 'PERSISTED_QUERY_ONLY']);
    // The first look is over.
    await new Promise((done) => setTimeout(done, 1_200));
    writeFileSync(join(manifests, 'portal', 'more.json'), JSON.stringify({ [sha256Of(free)]: free }));
    const soon = { timeout: 6_000, interval: 100 };
    await expect.poll(async () => codeOf(await post({ id: sha256Of(free) })), soon).toEqual([200, null]);
    writeFileSync(join(manifests, 'portal', 'more.json'), JSON.stringify({ [sha256Of(free)]: `${free} ` }));
    const told = () => gateway.lines.find(({ msg }) => /are refused/.test(String(msg)))?.reason;
    await expect
      .poll(told, soon)
      .toBe(`portal/more.json: ${sha256Of(free)}: its id is not the SHA256 of its text: make the manifest again.`);
    expect(codeOf(await post({ id: sha256Of(free) }))).toEqual([200, null]);
  });
});

describe('another operation', () => {
  test('of a partner is refused where there is a manifest, and nothing a request says registers it', async () => {
    await start();
    const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: sha256Of(free) } } };
    for (const body of [
      { query: free },
      { query: free, ...persisted },
      { query: `${name} ` },
      { query: free, id: 'x' },
    ]) {
      expect(codeOf(await post(body))).toEqual([403, 'PERSISTED_QUERY_ONLY']);
    }
    expect(codeOf(await post(persisted))).toEqual([404, 'PERSISTED_QUERY_NOT_FOUND']);
    // Registered and not: which of the two is meant is for nobody to guess.
    expect(codeOf(await post({ query: free, id: 'miles-of-anna' }))).toEqual([400, 'BAD_REQUEST']);
    expect(codeOf(await post({ id: 'miles-of-anna', documentId: sha256Of(name) }))).toEqual([400, 'BAD_REQUEST']);
    for (const body of [{ query: [name] }, { query: 7 }, { query: { name } }, {}]) {
      expect(codeOf(await post(body))).toEqual([400, 'BAD_REQUEST']);
    }
    expect(codeOf(await post({ query: free }, desk))).toEqual([200, null]);
  });

  test('is run and warned of on the rung before, the second time as the first', async () => {
    await start('client:portal=warn');
    for (let time = 0; time < 3; time += 1) {
      const { status, headers, body } = await post({ query: free });
      expect([status, body.data]).toEqual([200, { customer: { id: '1', name: 'Anna' } }]);
      expect(headers.get('x-unregistered-operation')).toBe(`sha256:${sha256Of(free)}`);
      expect(body.extensions.unregisteredOperation).toEqual({
        message: expect.stringContaining('not registered'),
        id: `sha256:${sha256Of(free)}`,
      });
    }
    const registered = await post({ query: miles });
    expect([registered.headers.get('x-unregistered-operation'), registered.body.extensions]).toEqual([null, undefined]);
    expect(codeOf(await post({ query: free }, agency))).toEqual([403, 'PERSISTED_QUERY_ONLY']);
  });

  test('is counted by client, so that one sees when it can climb a rung', async () => {
    await start('partner=log');
    await post({ query: free });
    await post({ query: free });
    await post({ query: miles });
    await post({ id: 'miles-of-anna' }, agency);
    await post({ id: 'unknown' }, agency);
    await post({ query: free }, desk);
    const { body } = await gateway.send('/metrics');
    const counted = [...String(body).matchAll(/^graph_registered_operations_total\{(.*)\} (\d+)$/gm)];
    expect(
      counted.map(([, labels, count]) => `${labels?.replaceAll(/\w+=/g, '').replaceAll('"', '')} ${count}`),
    ).toEqual(['portal,log,unregistered 2', 'portal,log,text 1', 'agency,log,id 1', 'agency,log,unknown 1']);
    await expect.poll(() => gateway.lines.filter(({ registered }) => registered === false).length).toBe(2);
  });

  test('is refused to whoever a setting names, and to no partner where there is no manifest', async () => {
    await start('staff=enforce');
    expect(codeOf(await post({ query: free }, desk))).toEqual([403, 'PERSISTED_QUERY_ONLY']);
    expect(codeOf(await post({ id: 'miles-of-anna' }, desk))).toEqual([200, null]);
    await gateway.close();
    await start('', '');
    expect(codeOf(await post({ query: free }))).toEqual([200, null]);
  });
});
