/** Contract graphs over raw HTTP: a part of the graph at an address of its own, and no sign that there is more. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contracts } from '../../gateway/contracts/contracts.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { authConfig, issuerEntry, staffRules } from '../support/auth-config.ts';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { smallNames, smallSubgraph, smallSupergraph } from '../support/small-graph.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
const file = join(folder, 'keys.json');

/** By `npm run keys`, as a partner gets it. */
async function keyFor(client: string, role: string): Promise<string> {
  const words = ['make', '--client', client, '--tenant', 'Portal Ltd', '--roles', role, '--file', file];
  const { stdout } = await promisify(execFile)(process.execPath, ['gateway/keys.ts', ...words], { cwd: root });
  return /acg_[\w-]{43}/.exec(stdout)?.[0] ?? '';
}

const contracts: Contracts = {
  wholeGraph: ['staff'],
  contracts: [
    { name: 'portal', include: ['portal'], exclude: ['internal'], roles: ['portal'] },
    { name: 'lounge', include: ['lounge'], exclude: [], roles: ['lounge'] },
  ],
};

let provider: IdentityProvider;
let gateway: TestGateway;
let callers: Readonly<Record<'portal' | 'lounge' | 'nobody' | 'desk' | 'developer', Record<string, string>>>;
beforeAll(async () => {
  provider = await startIdentityProvider();
  const key = async (client: string, role: string) => ({ 'x-api-key': await keyFor(client, role) });
  const token = async (roles: string[]) => ({ authorization: `Bearer ${await provider.token({ roles })}` });
  callers = {
    portal: await key('portal', 'portal'),
    lounge: await key('lounge', 'lounge'),
    nobody: await key('newcomer', 'none'),
    desk: await token(['agent']),
    developer: await token(['portal', 'agent']),
  };
  const { keys } = JSON.parse(readFileSync(file, 'utf8'));
  gateway = await startSmallGateway({
    config: {
      auth: authConfig(
        { issuers: [issuerEntry('staff', provider.issuer, { principal: staffRules })], apiKeys: { file: 'keys.json' } },
        {},
        { file, keys },
      ),
      contracts,
      explorer: true,
    },
  });
});
afterAll(async () => {
  await gateway?.close();
  await provider?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Caller = keyof typeof callers;
const post = (address: string, who: Caller | null, query: string, method = 'POST') =>
  gateway.send(address, {
    method,
    headers: { 'content-type': 'application/json', ...(who && callers[who]) },
    ...(method !== 'GET' && { body: JSON.stringify({ query }) }),
  });
const portal = '/graphql/portal';
const lounge = '/graphql/lounge';
const member = '{ loyalty(number: "M1") { tier } }';

describe('a contract graph', () => {
  test('answers what is in it, and what that requires of fields that are not', async () => {
    const query = '{ customer(id: "1") { greeting } loyalty(number: "M1") { number tier } }';
    // The second and third time past Apollo Server.
    for (let time = 0; time < 3; time += 1) {
      const { status, body } = await post(portal, 'portal', query);
      expect([status, body]).toEqual([
        200,
        { data: { customer: { greeting: 'Dear Anna' }, loyalty: { number: 'M1', tier: 'GOLD' } } },
      ]);
    }
    await expect.poll(() => gateway.lines.filter(({ contract }) => contract === 'portal').length).toBe(3);
  });

  test('knows of nothing else, and has no suggestion where it comes close', async () => {
    const told = async (address: string, who: Caller, field: string) => {
      const { status, body } = await post(address, who, `{ customer(id: "1") { ${field} } }`);
      return [status, body.errors.map(({ message }: { message: string }) => message.replaceAll(field, '?'))];
    };
    const unknown = [400, ['Cannot query field "?" on type "Customer".']];
    for (const field of ['invented', 'name', 'greetin', 'miles', 'nam', 'id', 'bookings']) {
      expect(await told(portal, 'portal', field)).toEqual(unknown);
    }
    // Not even where the whole graph has been asked the same, word for word.
    const text = '{ customer(id: "1") { name } }';
    for (let time = 0; time < 2; time += 1) expect((await post('/graphql', 'desk', text)).status).toBe(200);
    expect((await post(portal, 'portal', text)).status).toBe(400);
    for (const query of [
      '{ customers(ids: ["1"]) { greeting } }',
      '{ ... on Booking { locator } }',
      'mutation { touch }',
    ]) {
      expect((await post(portal, 'portal', query)).status).toBe(400);
    }
  });

  test('has a schema of its own for whoever explores', async () => {
    const { body } = await post(portal, 'portal', getIntrospectionQuery());
    const schema = printSchema(buildClientSchema(body.data));
    expect(schema).toMatch(/type Customer {\n {2}greeting: String\n}/);
    expect(schema).not.toMatch(/Booking|sponsors|miles|Mutation|slow/);
    const whole = await post('/graphql', 'desk', getIntrospectionQuery());
    expect(printSchema(buildClientSchema(whole.body.data))).toMatch(/sponsors[\s\S]*slow/);
  });

  test('of another is not there, nor is the whole one for who may not ask it', async () => {
    const told = async (address: string, who: Caller | null, method?: string) => {
      const { status, body } = await post(address, who, member, method);
      return [status, body.errors?.[0]?.message ?? null];
    };
    const open: readonly [Caller, string][] = [
      ['portal', portal],
      ['lounge', lounge],
      ['desk', '/graphql'],
      ['developer', '/graphql'],
      ['developer', portal],
    ];
    for (const [who, address] of open) expect(await told(address, who)).toEqual([200, null]);
    for (const method of ['POST', 'GET', 'PUT']) {
      for (const address of [lounge, '/graphql', '/graphql/invented', '/graphql/', '/graphql/constructor']) {
        expect(await told(address, 'portal', method)).toEqual([404, `Operations go to ${portal}.`]);
      }
      for (const address of [portal, lounge, '/graphql/invented']) {
        expect(await told(address, 'desk', method)).toEqual([404, 'Operations go to /graphql.']);
      }
    }
    expect(await told('/graphql', 'nobody')).toEqual([404, 'No graph is open to you.']);
    expect(await told(lounge, 'developer')).toEqual([404, `Operations go to ${portal} or /graphql.`]);
    // Who does not say who he is cannot find out which contracts there are.
    for (const address of [portal, '/graphql/invented', '/graphql']) {
      expect((await post(address, null, member)).status).toBe(401);
    }
  });

  test('changes with the supergraph, and a supergraph that leaves nothing of it changes neither', async () => {
    const sources = () => smallNames.map((name) => inProcess(smallSubgraph(name)));
    const miles = '{ customer(id: "1") { miles } }';
    expect((await post(portal, 'portal', miles)).status).toBe(400);
    const wider = smallSupergraph().replace(
      /(\n {2}miles: Int @join__field\(graph: LOYALTY\))/,
      '$1 @tag(name: "portal")',
    );
    await gateway.update(wider, sources());
    expect((await post(portal, 'portal', miles)).body).toEqual({ data: { customer: { miles: 1000 } } });
    const none = wider.replaceAll(' @tag(name: "lounge")', '');
    await expect(gateway.update(none, sources())).rejects.toThrow(
      'contract lounge: nothing in the supergraph has the tag lounge.',
    );
    expect((await post(portal, 'portal', miles)).status).toBe(200);
    expect((await post(lounge, 'lounge', member)).status).toBe(200);
    expect((await post('/graphql', 'desk', member)).status).toBe(200);
    await gateway.update(smallSupergraph(), sources());
    expect((await post(portal, 'portal', miles)).status).toBe(400);
  });
});

test('where nobody is asked who he is every contract is open, and nothing else is there', async () => {
  const open = await startSmallGateway({ config: { contracts } });
  const ask = async (address: string) => {
    const { status } = await open.send(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: member }),
    });
    return status;
  };
  try {
    expect(await Promise.all(['/graphql', portal, lounge, '/graphql/invented'].map(ask))).toEqual([200, 200, 200, 404]);
  } finally {
    await open.close();
  }
});
