/** The explorer as several people use it: who asks is chosen from a menu, or told by a token of one's own. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page, type Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPrincipals } from '../../gateway/identity/demo-principals.ts';
import { issuerEntry } from '../support/auth-config.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { freePort, type Product, startProduct } from '../support/product.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const screenshots = new URL('../../.data/screenshots/', import.meta.url).pathname;

let browser: Browser;
let product: Product;
const foreign: string[] = [];
const complaints: string[] = [];
const viewport = { width: 1400, height: 900 };

beforeAll(async () => {
  if (!existsSync(executablePath)) throw new Error(`no Chromium at ${executablePath}: install it or set CHROMIUM`);
  mkdirSync(screenshots, { recursive: true });
  product = await startProduct({ AUTH: '' });
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
});
afterAll(async () => {
  await browser?.close();
  await product?.close();
});

async function visit(url: string, size = viewport): Promise<Page> {
  const page = await browser.newPage({ viewport: size });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return page;
}

async function visitDemo(size?: typeof viewport): Promise<Page> {
  const page = await visit(product.url, size);
  await page.getByText('Touch points').waitFor();
  await expect.poll(() => page.locator('#caller option').count()).toBe(demoPrincipals.length);
  return page;
}

/** Runs the operation on screen; the request as it went, and the answer. */
async function run(page: Page): Promise<{ request: Request; body: ReturnType<typeof JSON.parse> }> {
  const isRun = (request: Request) =>
    /\/graphql(\/[a-z-]+)?$/.test(request.url()) && !(request.postData() ?? '').includes('__schema');
  const reply = page.waitForResponse((response) => isRun(response.request()));
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const response = await reply;
  return { request: response.request(), body: await response.json() };
}

const open = (page: Page, name: string) => page.getByText(name, { exact: true }).first().click();
const claimsOf = (request: Request) => {
  const [, payload = ''] = (request.headers().authorization ?? '').split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}');
};
const summaryOf = (page: Page) => page.locator('#withheld summary').textContent();

describe('the explorer of a demo', () => {
  test('offers all principals in a menu with a name, and asks as the agent until another is chosen', async () => {
    const page = await visitDemo();
    const menu = page.getByRole('combobox', { name: 'Ask as' });
    expect(await menu.locator('option').allTextContents()).toEqual(demoPrincipals.map(({ title }) => title));
    await open(page, 'Who is calling?');
    const { request, body } = await run(page);
    expect(claimsOf(request)).toMatchObject({ sub: 'agent', roles: ['agent'] });
    expect(body.data.customerCandidates.length).toBeGreaterThan(0);
    await expect.poll(() => summaryOf(page)).toMatch(/^Answered to Call-centre agent, for /);
    expect(await page.locator('#may').textContent()).toMatch(/^Helps whoever calls or writes\. Sees /);
    await page.screenshot({ path: `${screenshots}callers-agent.png` });
    await page.close();
  });

  test('shows how the same question is answered to an agent, to marketing and to the customer herself', async () => {
    const page = await visitDemo();
    await open(page, 'Customer’s own page');
    const asked = async (name: string, title: string) => {
      await page.getByRole('combobox', { name: 'Ask as' }).selectOption(name);
      const { body } = await run(page);
      await expect.poll(() => summaryOf(page)).toMatch(new RegExp(`^Answered to ${title}`));
      await page.getByText('200').first().waitFor();
      await page.screenshot({ path: `${screenshots}same-question-${name}.png` });
      const rows = await page.locator('#withheld tbody tr').all();
      const told = await Promise.all(rows.map((row) => row.locator('td').allTextContents()));
      return { body, summary: await summaryOf(page), told, ...body.data.customer };
    };
    const customer = await asked('customer', 'Ada Lindqvist');
    expect(customer.body.errors).toBeUndefined();
    expect(customer.summary).toMatch(/: nothing withheld or masked$/);
    const address = customer.emails[0].address;

    const agent = await asked('agent', 'Call-centre agent');
    expect(agent.emails[0].address).toBe(address);
    expect(agent.told).not.toEqual([]);

    const marketing = await asked('marketing', 'Marketing');
    expect(marketing.loyalty.tier.level).toBe(customer.loyalty.tier.level);
    expect(marketing.emails[0].address).toBe(address.replace(/^(.)[^@]*/, '$1***'));
    expect(marketing.told).toContainEqual(['customer.emails.@.address', '1', 'masked: the first letter']);
    expect(marketing.summary).toMatch(/: \d+ fields withheld, \d+ fields masked$/);
    await page.close();
  });

  test('asks where the chosen one may: a partner in his contract, of which it shows the schema', async () => {
    const page = await visitDemo();
    const schemaOf = (address: string) =>
      page.waitForResponse(
        (response) =>
          new URL(response.url()).pathname === address && (response.request().postData() ?? '').includes('__schema'),
      );
    const schema = schemaOf('/graphql/partner');
    await page.getByRole('combobox', { name: 'Ask as' }).selectOption('partner');
    const { data } = await (await schema).json();
    const query: { fields: { name: string }[] } = data.__schema.types.find(
      ({ name }: { name: string }) => name === 'Query',
    );
    expect(query.fields.map(({ name }) => name)).toEqual(['loyaltyMembership']);
    await page.getByText('Contract: partner').click();
    await open(page, 'Is this member’s number good?');
    const { request, body } = await run(page);
    expect(new URL(request.url()).pathname).toBe('/graphql/partner');
    expect(body.data.loyaltyMembership.tier.level).toBe('GOLD');
    await expect.poll(() => summaryOf(page)).toMatch(/^Answered to A partner’s portal, for membership-check: /);
    await page.screenshot({ path: `${screenshots}callers-partner.png` });
    // Of another he is not told that it is there, and the desk's agent asks the whole graph again.
    const whole = schemaOf('/graphql');
    await page.getByRole('combobox', { name: 'Ask as' }).selectOption('agent');
    expect((await (await whole).json()).data.__schema.types.length).toBeGreaterThan(data.__schema.types.length);
    await page.close();
  });

  test('is worked by the keyboard: to the menu by tab, to another by its first letters', async () => {
    const page = await visitDemo();
    const inMenu = () => page.evaluate<string>('document.activeElement.id');
    for (let count = 0; count < 5 && (await inMenu()) !== 'caller'; count += 1) await page.keyboard.press('Tab');
    expect(await inMenu()).toBe('caller');
    await page.keyboard.type('Mark');
    await open(page, 'Who is calling?');
    const { request } = await run(page);
    expect(claimsOf(request).sub).toBe('marketing');
    expect(request.headers()['x-purpose']).toBe(claimsOf(request).purposes[0]);
    await page.close();
  });

  test('asks for the chosen one of several purposes, and keeps both choices in this tab alone', async () => {
    const page = await visitDemo();
    const { principals } = JSON.parse(await (await fetch(`${product.url}demo/principals`)).text());
    const several = principals.find(({ purposes }: { purposes: unknown[] }) => purposes.length > 1);
    await page.getByRole('combobox', { name: 'Ask as' }).selectOption(several.name);
    await page.getByRole('combobox', { name: 'for', exact: true }).selectOption(several.purposes[1].name);
    expect(await page.locator('#may').textContent()).toContain(several.purposes[1].may);
    await page.reload();
    await page.getByText('Touch points').waitFor();
    await open(page, 'Who is calling?');
    const { request } = await run(page);
    expect([claimsOf(request).sub, request.headers()['x-purpose']]).toEqual([several.name, several.purposes[1].name]);
    const other = await visitDemo();
    expect(await other.locator('#caller').inputValue()).toBe('agent');
    await other.close();
    await page.close();
  });

  test('shows a line for each field withheld or masked, of an answer in parts too, and to whom it was given', async () => {
    const page = await visitDemo();
    await open(page, 'Customer’s own page');
    await page.getByRole('combobox', { name: 'Ask as' }).selectOption('marketing');
    const denied = (path: (string | number)[], paths?: (string | number)[][]) => ({
      message: 'You may not see this.',
      path,
      extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', ...(paths && { paths }) },
    });
    const travellers = ['bookings', 0, 'passengers'];
    const first = {
      data: { customer: { emails: [{ address: 'a***@example.com' }], serviceCases: null } },
      errors: [
        denied(['customer', 'serviceCases']),
        denied(
          [...travellers, 0, 'name'],
          [
            [...travellers, 0, 'name'],
            [...travellers, 1, 'name'],
          ],
        ),
        { message: 'The loyalty part failed.', path: ['customer', 'loyalty'], extensions: { code: 'LEGACY_TIMEOUT' } },
      ],
      extensions: { masked: [{ paths: [['customer', 'emails', 0, 'address']], mask: 'FIRST_LETTER' }] },
      hasNext: true,
    };
    const next = {
      incremental: [
        { path: ['customer'], data: { travelDocuments: null }, errors: [denied(['customer', 'travelDocuments'])] },
      ],
      extensions: { masked: [{ path: ['customer', 'birthDate'], mask: 'YEAR' }] },
      hasNext: false,
    };
    const parts = [first, next].map(
      (part) => `\r\n--cut\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(part)}`,
    );
    await page.route('**/graphql', (route, request) =>
      (request.postData() ?? '').includes('__schema')
        ? route.continue()
        : route.fulfill({
            headers: { 'content-type': 'multipart/mixed; boundary="cut"; deferSpec=20220824' },
            body: `${parts.join('')}\r\n--cut--\r\n`,
          }),
    );
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect
      .poll(() => summaryOf(page))
      .toBe('Answered to Marketing, for marketing: 3 fields withheld, 2 fields masked');
    const rows = await page.locator('#withheld tbody tr').all();
    expect(await Promise.all(rows.map((row) => row.locator('td').allTextContents()))).toEqual([
      ['customer.serviceCases', '1', 'withheld'],
      ['bookings.@.passengers.@.name', '2', 'withheld'],
      ['customer.travelDocuments', '1', 'withheld'],
      ['customer.emails.@.address', '1', 'masked: the first letter'],
      ['customer.birthDate', '1', 'masked: the year'],
    ]);
    await page.screenshot({ path: `${screenshots}withheld.png` });
    await page.close();
  });

  test('goes on where the gateway was started anew, whose key is another', async () => {
    const settings = { AUTH: '', PORT: String(await freePort()) };
    const before = await startProduct(settings);
    const page = await browser.newPage({ viewport });
    await page.goto(before.url);
    await page.getByText('Touch points').waitFor();
    await open(page, 'Who is calling?');
    const first = await run(page);
    await before.close();
    const after = await startProduct(settings);
    try {
      const refused = page.waitForResponse((response) => response.status() === 401);
      const answered = page.waitForResponse(
        (response) => response.status() === 200 && response.url().endsWith('/graphql'),
      );
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await refused;
      const second = await answered;
      expect(claimsOf(second.request()).sub).toBe('agent');
      expect(second.request().headers().authorization).not.toBe(first.request.headers().authorization);
      expect((await second.json()).data).toEqual(first.body.data);
    } finally {
      await page.close();
      await after.close();
    }
  });

  test('loads nothing from elsewhere and breaks no policy', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test.each([
  { width: 1400, height: 900 },
  { width: 1000, height: 700 },
])('At $width x $height nothing lies over another, and nothing is cut', async (size) => {
  const page = await visitDemo(size);
  await open(page, 'Who is calling?');
  await run(page);
  await expect.poll(() => page.locator('#sources').isVisible()).toBe(true);
  await page.getByText('200').first().waitFor();
  await page.screenshot({ path: `${screenshots}callers-${size.width}.png` });
  const save = page.getByRole('button', { name: 'Save operation' });
  const header = save.locator('xpath=..');
  const [word, button, buttons] = await Promise.all(
    [header.locator('span').first(), save, header.locator(':scope > div')].map((each) => each.boundingBox()),
  );
  expect(apart(word!, button!) && apart(button!, buttons!) && apart(word!, buttons!)).toBe(true);
  const badges = page.getByText(/^\d+ms$/).first();
  const panel = page.getByRole('tab', { name: 'Response' }).locator('xpath=..');
  expect(within((await badges.boundingBox())!, (await panel.boundingBox())!)).toBe(true);
  expect(within((await panel.boundingBox())!, { x: 0, y: 0, ...size })).toBe(true);
  const explorer = (await page.locator('#explorer').boundingBox())!;
  expect(explorer.height).toBeGreaterThan(size.height * 0.45);
  await page.close();
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
const apart = (one: Box, other: Box): boolean =>
  one.x + one.width <= other.x ||
  other.x + other.width <= one.x ||
  one.y + one.height <= other.y ||
  other.y + other.height <= one.y;
const within = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width + 1 &&
  inner.y + inner.height <= outer.y + outer.height + 1;

describe('the explorer of a gateway that asks who one is', () => {
  let own: Product;
  let provider: IdentityProvider;
  const folder = mkdtempSync(join(tmpdir(), 'explorer-'));
  beforeAll(async () => {
    provider = await startIdentityProvider();
    const file = join(folder, 'auth.json');
    writeFileSync(file, JSON.stringify({ issuers: [issuerEntry('staff', provider.issuer)] }));
    own = await startProduct({ AUTH: 'required', AUTH_FILE: file, AUDIT_FOLDER: mkdtempSync(join(folder, 'audit-')) });
  });
  afterAll(async () => {
    await own?.close();
    await provider?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('takes a token and a purpose of one’s own, for this tab alone, and forgets them when told to', async () => {
    const page = await visit(own.url);
    const token = page.getByLabel('Ask with');
    await token.waitFor();
    expect(await page.locator('#told').textContent()).toMatch(/^Paste a token/);
    await page.screenshot({ path: `${screenshots}callers-required.png` });
    await token.fill(`Bearer ${await provider.token()}`);
    await page.locator('#own-purpose').fill('complaint');
    await page.keyboard.press('Enter');
    await page.getByText('Touch points').waitFor();
    await open(page, 'Who is calling?');
    const { request, body } = await run(page);
    expect(body.data).toBeDefined();
    expect([claimsOf(request).iss, request.headers()['x-purpose']]).toEqual([provider.issuer, 'complaint']);
    await expect
      .poll(() => summaryOf(page))
      .toMatch(/^Answered to a token of http:\S+, until \S+ \S+ UTC, for complaint: /);
    await page.screenshot({ path: `${screenshots}callers-own-token.png` });
    await page.getByRole('button', { name: 'Forget it' }).click();
    await expect.poll(() => page.locator('#told').textContent()).toMatch(/^Paste a token/);
    expect(
      await page.evaluate(() => sessionStorage.length + (localStorage.getItem('customer-graph:own')?.length ?? 0)),
    ).toBe(0);
    await page.close();
  });
});
