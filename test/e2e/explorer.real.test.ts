/** The explorer as its user sees it, in a real headless Chromium against the running product. */
import { existsSync, mkdirSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import { type Product, startProduct } from '../support/product.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const screenshots = new URL('../../.data/screenshots/', import.meta.url).pathname;
const operations = readSavedOperations(new URL('../../gateway/operations/', import.meta.url));

let browser: Browser;
let product: Product;
let page: Page;
const foreign: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  if (!existsSync(executablePath)) throw new Error(`no Chromium at ${executablePath}: install it or set CHROMIUM`);
  mkdirSync(screenshots, { recursive: true });
  product = await startProduct();
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
  page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  page.on('request', (request) => {
    if (!request.url().startsWith(product.url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(product.url);
  await page.getByText('Touch points').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await product?.close();
});

describe('the explorer', () => {
  for (const operation of operations) {
    it(`runs "${operation.name}" in one click from the collection and shows data without an error`, async () => {
      await page.getByText(operation.name, { exact: true }).first().click();
      const reply = page.waitForResponse(
        (response) =>
          response.url().endsWith('/graphql') &&
          (response.request().postData() ?? '').includes(`"${operation.query.slice(0, operation.query.indexOf('('))}(`),
      );
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      const body = await (await reply).json();
      expect(body.errors).toBeUndefined();
      expect(Object.values(body.data)).not.toContain(null);
      expect(body.extensions.queryPlan.kind).toBe('QueryPlan');
      await page.getByText('200').first().waitFor();
      await page.screenshot({ path: `${screenshots}${operation.id}.png` });
    });
  }

  it('shows the plan of an operation of one’s own too', async () => {
    const body: { extensions: { queryPlan: { kind: string } } } = await page.evaluate(async () => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const reply = await fetch('/graphql', {
        ...init,
        body: JSON.stringify({ query: '{ customer(id: "C0000101") { id } }' }),
      });
      return JSON.parse(await reply.text());
    });
    expect(body.extensions.queryPlan.kind).toBe('QueryPlan');
  });

  it('draws the query plan', async () => {
    await page.getByRole('tab', { name: 'Query Plan' }).click();
    await page.getByText('customers').first().waitFor();
    await page.screenshot({ path: `${screenshots}query-plan.png` });
  });

  it('shows the documentation of the schema', async () => {
    expect(await page.getByText('customerCandidates').count()).toBeGreaterThan(0);
  });

  it('loads nothing from elsewhere and breaks no policy', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
