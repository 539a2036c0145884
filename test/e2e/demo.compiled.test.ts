/** The product as it starts by itself, on stand-ins for this machine alone: a demo, in which one may be several people and is never nobody. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demoPrincipals } from '../../gateway/identity/demo-principals.ts';
import { hostileTokens } from '../support/hostile-tokens.ts';
import { startIdentityProvider } from '../support/identity-provider.ts';
import { type Product, startProduct } from '../support/product.ts';

const told = z.object({
  principals: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      address: z.string(),
      does: z.string(),
      purposes: z.array(z.object({ name: z.string(), may: z.string() })),
      token: z.string(),
      expires: z.iso.datetime(),
    }),
  ),
});
const query = '{ loyaltyMembership(number: "AX 2000000101") { status } }';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ AUTH: '' });
});
afterAll(() => product?.close());

const principals = async () => told.parse(await (await fetch(`${product.url}demo/principals`)).json()).principals;
const lineOf = (id: string) =>
  product
    .output()
    .split('\n')
    .find((line) => line.includes(`"${id}"`));
/** Where he asks: a partner in his contract. */
const askAt = async (address: string, headers: Record<string, string>) => {
  const reply = await fetch(new URL(address, product.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return reply.status;
};
const asked = async (id: string, headers: Record<string, string> = {}, address = '/graphql') => {
  const status = await askAt(address, { ...headers, 'x-request-id': id });
  await expect.poll(() => lineOf(id)).toBeDefined();
  return { status, line: JSON.parse(lineOf(id) ?? '') };
};

describe('the product on stand-ins', () => {
  test('says in two lines at the start that it is a demo, who is who, and how to be another', () => {
    expect(product.output()).toMatch(
      /^Callers {4}a demo \(AUTH=demo\): who does not say who he is is the agent\. There are also supervisor, .*, privacy-officer\.\n {11}To be one of them, choose in the explorer, or send as bearer token what http:\S+\/demo\/principals hands out\.$/m,
    );
  });

  test('hands out a token for each of its principals, which holds by the real clock, whatever its own says', async () => {
    const all = await principals();
    expect(all.map(({ name }) => name)).toEqual(demoPrincipals.map(({ name }) => name));
    for (const { name, token, expires, address } of all) {
      const { status, line } = await asked(`principal-${name}`, { authorization: `Bearer ${token}` }, address);
      expect([status, line.caller.client]).toEqual([200, `demo-${name}`]);
      expect(Date.parse(expires)).toBeGreaterThan(Date.now() + 600_000);
    }
  });

  test('lets each ask for his own purposes, and for no other', async () => {
    for (const { name, token, purposes, address } of await principals()) {
      const ask = (purpose: string) => askAt(address, { authorization: `Bearer ${token}`, 'x-purpose': purpose });
      expect(purposes, name).not.toEqual([]);
      for (const purpose of purposes) {
        expect(purpose.may, name).toMatch(/^Sees .*\.$/);
        expect(await ask(purpose.name)).toBe(200);
      }
      expect(await ask('curiosity')).toBe(403);
    }
  });

  test('takes who says nothing for the agent', async () => {
    const { status, line } = await asked('says-nothing');
    expect([status, line.caller]).toEqual([200, { kind: 'staff', tenant: 'airline', client: 'demo-agent' }]);
  });

  test('refuses everybody else’s tokens as any gateway would, and takes none of them for the agent', async () => {
    const provider = await startIdentityProvider();
    try {
      for (const { title, make } of hostileTokens) {
        const { status } = await product.ask(query, {}, { authorization: `Bearer ${await make(provider)}` });
        expect(status, title).toBe(401);
      }
      const good = await product.ask(query, {}, { authorization: `Bearer ${await provider.token()}` });
      expect(good.status).toBe(401);
    } finally {
      await provider.close();
    }
  });

  test('hands nothing out to a page of another origin, or under a foreign name', async () => {
    const foreign = await fetch(`${product.url}demo/principals`, { headers: { origin: 'https://evil.example.com' } });
    expect(foreign.status).toBe(403);
    expect(await foreign.text()).not.toContain('token');
  });

  test('leaves no token in its log', async () => {
    const [{ token } = { token: '' }] = await principals();
    await asked('last-of-them', { authorization: `Bearer ${token}` });
    for (const part of token.split('.')) expect(product.output()).not.toContain(part);
  });
});

test('Where callers are not asked, or have to have a token of somebody else, nothing is handed out', async () => {
  const open = await startProduct({ AUTH: 'off' });
  const reply = await fetch(`${open.url}demo/principals`);
  expect(reply.status).toBe(404);
  expect(open.output()).not.toContain('AUTH=demo');
  expect(await open.close()).toBe(0);
});

test.each([
  [{ HOST: '0.0.0.0' }, /AUTH: write required, or set HOST=localhost/],
  [{ LOYALTY_SUBGRAPH_URL: 'http://127.0.0.1:9/graphql' }, /AUTH: write required, as no stand-in plays .* loyalty\./],
])('A demo with %s is refused', async (environment, problem) => {
  await expect(startProduct({ ...environment, AUTH: 'demo' })).rejects.toThrow(problem);
});
