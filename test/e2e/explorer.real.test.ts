/** The explorer as its user sees it, in a real headless Chromium against the running product. */
import { existsSync, mkdirSync } from 'node:fs';
import { type Browser, chromium, type Page, type Response } from 'playwright-core';
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
  product = await startProduct({ AUTH: '' });
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
  await askAsWhoSeesAll(page);
});

/** The explorer reads the schema by itself, now and then. */
const isOfARun = (response: Response) =>
  response.url().endsWith('/graphql') && !(response.request().postData() ?? '').includes('__schema');

/** A supervisor who settles a complaint. */
async function askAsWhoSeesAll(visited: Page): Promise<void> {
  await visited.locator('#caller').selectOption('supervisor');
  await visited.locator('#purpose').selectOption('complaint');
}

/** Who may ask what even he may not. */
const askers: Readonly<Record<string, string>> = { 'subject-access': 'privacy-officer', 'booking-itinerary': 'guest' };

afterAll(async () => {
  await browser?.close();
  await product?.close();
});

describe('the explorer', () => {
  for (const operation of operations) {
    it(`runs "${operation.name}" in one click from the collection and shows data without an error`, async () => {
      const asker = askers[operation.id];
      if (asker) await page.locator('#caller').selectOption(asker);
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
      if (asker) await askAsWhoSeesAll(page);
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

  const sourcesOf = async () => {
    const panel = page.locator('#sources');
    const rows = await panel.locator('tbody tr').all();
    return {
      summary: await panel.locator('summary').textContent(),
      rows: await Promise.all(rows.map((row) => row.locator('td').allTextContents())),
    };
  };
  const runSaved = async (name: string) => {
    await page.getByText(name, { exact: true }).first().click();
    const reply = page.waitForResponse(isOfARun);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await reply;
  };

  it('shows below the answer which system told what, in which state, as of when, and what it took', async () => {
    await runSaved('Who is calling?');
    await expect.poll(async () => (await sourcesOf()).rows.length, { timeout: 10_000 }).toBe(4);
    const { summary, rows } = await sourcesOf();
    expect(summary).toMatch(/4 systems, [1-9]\d* calls, all live$/);
    expect(rows.map(([system, parts, state]) => [system, parts, state]).toSorted()).toEqual([
      ['customers', 'customerCandidates', 'live'],
      ['loyalty', 'customerCandidates.@.customer.loyalty', 'live'],
      ['reservations', 'customerCandidates.@.customer.bookings', 'live'],
      ['service-cases', 'customerCandidates.@.customer.serviceCases', 'live'],
    ]);
    for (const [, , , asOf, milliseconds, calls] of rows) {
      expect(asOf).toMatch(/^2026-11-24 09:\d\d:\d\d\.\d{3}$/);
      expect([Number(milliseconds), Number(calls)]).not.toContain(Number.NaN);
    }
    expect(await page.locator('#sources').isVisible()).toBe(true);
    await page.screenshot({ path: `${screenshots}sources.png` });
  });

  it('shows there which system did not answer', async () => {
    await product.fault('pss', 'unavailable');
    await runSaved('Who is calling?');
    await expect.poll(async () => (await sourcesOf()).summary).toMatch(/unavailable: reservations$/);
    await product.fault('pss', 'none');
    const lost = (await sourcesOf()).rows.find(([system]) => system === 'reservations');
    expect(lost?.slice(0, 4)).toEqual([
      'reservations',
      'customerCandidates.@.customer.bookings',
      'unavailable (LEGACY_UNAVAILABLE)',
      '–',
    ]);
    await page.screenshot({ path: `${screenshots}sources-unavailable.png` });
  });

  it('shows there what is kept of a system that does not answer: how old it is, and what is missing of it', async () => {
    const cached = await startProduct({ CACHE: 'memory', AUTH: '' });
    const own = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    try {
      const run = async () => {
        const reply = own.waitForResponse(isOfARun);
        await own.getByRole('button', { name: 'Run', exact: true }).click();
        await reply;
      };
      await own.goto(cached.url);
      await askAsWhoSeesAll(own);
      await own.getByText('Check-in by locator', { exact: true }).first().click();
      await run();
      const panel = own.locator('#sources');
      await expect.poll(() => panel.locator('summary').textContent()).toMatch(/all live$/);
      await cached.fault('pss', 'unavailable');
      await run();
      // Fresh for ten seconds, and then too old.
      await expect
        .poll(() => panel.locator('summary').textContent())
        .toMatch(/unavailable: reservations \(in part\); .*(stale|cached): reservations \(\d+ s old\)/);
      const rows = await Promise.all(
        (await panel.locator('tbody tr').all()).map((row) => row.locator('td').allTextContents()),
      );
      const ofReservations = rows.filter(([system]) => system === 'reservations');
      expect(ofReservations.map(([, parts]) => parts)).toEqual([
        'booking',
        'booking.passengers.@.specialServiceRequests, booking.passengers.@.customer',
      ]);
      expect(ofReservations[0]?.[3]).toMatch(/^2026-11-24 09:\d\d:\d\d\.\d{3} \(\d+ s ago\)$/);
      await own.screenshot({ path: `${screenshots}sources-kept.png` });
    } finally {
      await own.close();
      await cached.close();
    }
  });

  it('adds there what comes with deferred parts, and shows nothing where no system was asked', async () => {
    const ask = (query: string) =>
      page.evaluate(async (text) => {
        const headers = { 'content-type': 'application/json', accept: 'multipart/mixed, application/json' };
        const reply = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query: text }) });
        return reply.text();
      }, query);
    await ask('{ __typename }');
    await expect.poll(() => page.locator('#sources').isVisible()).toBe(false);
    await ask(
      '{ customer(id: "C0000101") { id ... @defer { loyalty { number } } ... @defer { bookings(first: 1) { edges { cursor } } } } }',
    );
    await expect
      .poll(async () => (await sourcesOf()).rows.map(([system]) => system).toSorted())
      .toEqual(['customers', 'loyalty', 'reservations']);
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
