/** What is held on a person, from which system, and who has looked at it when and why: one operation, for the privacy officer and for herself. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import { answersIn } from '../support/audit.ts';
import { callsBetween, type Product, startProduct } from '../support/product.ts';

const saved = readSavedOperations(new URL('../../gateway/operations/', import.meta.url));
const { query, variables, extensions } = saved.find(({ id }) => id === 'subject-access')!;

const told = z.object({ principals: z.array(z.object({ name: z.string(), token: z.string() })) });
const accesses = z.object({
  count: z.number(),
  list: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      of: z.array(z.string()),
      by: z.strictObject({
        kind: z.string(),
        tenant: z.string(),
        client: z.string(),
        roles: z.array(z.string()),
        subject: z.string().optional(),
      }),
      purpose: z.string(),
      operation: z.string().nullable(),
      shown: z.array(z.string()),
      masked: z.array(z.string()),
    }),
  ),
});

let product: Product;
let folder: string;
const tokens = new Map<string, string>();
beforeAll(async () => {
  product = await startProduct({ AUTH: '' });
  folder = /^Audit .* kept in (\S+), until/m.exec(product.output())?.[1] ?? '';
  const { principals } = told.parse(await (await fetch(`${product.url}demo/principals`)).json());
  for (const { name, token } of principals) tokens.set(name, token);
});
afterAll(() => product?.close());

async function send(body: Record<string, unknown>, name: string, headers: Record<string, string> = {}) {
  const reply = await fetch(`${product.url}graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(name)}`, ...headers },
    body: JSON.stringify(body),
  });
  const { data, errors, extensions: beside } = JSON.parse(await reply.text());
  return { status: reply.status, data, errors, extensions: beside };
}
const exportOf = (id: string, name: string) => send({ query, variables: { ...variables, id }, extensions }, name);
const accessesTold = (answer: Awaited<ReturnType<typeof send>>) => accesses.parse(answer.extensions?.accesses).list;

describe('the export of what is held on a person', () => {
  test('has the records of all four systems, and where each came from', async () => {
    const { status, data, errors, extensions: beside } = await exportOf('C0000101', 'privacy-officer');
    expect([status, errors]).toEqual([200, undefined]);
    const { customer } = data;
    expect(customer.name.full).toBe('Mrs Ada Marie Lindqvist');
    expect(customer.loyalty.number).toBe('2000000101');
    expect(customer.loyalty.activity.edges.length).toBeGreaterThan(10);
    expect(customer.bookings.edges.map((edge: typeof data) => edge.node.recordLocator)).toContain('ADAL7Q');
    expect(customer.serviceCases.edges[0].node.messages.length).toBeGreaterThan(0);
    expect(new Set(beside.sources.map(({ system }: { system: string }) => system))).toEqual(
      new Set(['customers', 'reservations', 'loyalty', 'service-cases']),
    );
  });

  test('tells who has looked at her when and why, also where it was a record of hers that was looked at alone', async () => {
    const looks = [
      'query ByName { customer(id: "C0000101") { name { full } } }',
      'query ByLocator { booking(recordLocator: "ADAL7Q") { segments { id } } }',
      'query ByNumber { loyaltyMembership(number: "AX 2000000101") { tier { level } } }',
      'query AnotherLocator { booking(recordLocator: "ZZZZZZ") { segments { id } } }',
      'query AnotherPerson { customer(id: "C0000102") { name { full } } }',
    ];
    for (const look of looks) {
      const { errors } = await send({ query: look }, 'agent', { 'x-purpose': 'complaint' });
      expect(errors).toBeUndefined();
    }
    const list = accessesTold(await exportOf('C0000101', 'privacy-officer'));
    const complaints = list.filter(({ purpose }) => purpose === 'complaint');
    expect(complaints.map(({ operation }) => operation)).toEqual(['ByName', 'ByLocator', 'ByNumber']);
    expect(complaints.map(({ of }) => of)).toEqual([
      ['C0000101'],
      [expect.stringMatching(/^Booking:/)],
      [expect.stringMatching(/^LoyaltyMembership:/)],
    ]);
    expect(complaints.map(({ shown }) => shown)).toEqual([['basic'], ['look-up', 'travel'], ['look-up', 'loyalty']]);
    const { subject, ...by } = complaints[0]!.by;
    expect(by).toEqual({ kind: 'staff', tenant: 'airline', client: 'demo-agent', roles: ['agent'] });
    expect(subject).toBe('agent');
    // That she was asked about now is told as well.
    expect(list.at(-1)).toMatchObject({ operation: 'SubjectAccess', purpose: 'privacy-request' });
  });

  test('tells a customer who has looked at himself, in which role and why, and not which of the airline’s people it was', async () => {
    const list = accessesTold(await exportOf('C0000101', 'customer'));
    expect(list.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['ByName', 'ByLocator', 'ByNumber', 'SubjectAccess']),
    );
    expect(list.flatMap(({ by }) => by.subject ?? [])).toEqual([]);
  });

  test('tells a customer of nobody else', async () => {
    expect(accessesTold(await exportOf('C0000102', 'customer'))).toEqual([]);
    const both = `{ customers(ids: ["C0000101", "C0000102"]) { id bookings(first: 3) { edges { node { id } } } } }`;
    const list = accessesTold(await send({ query: both, extensions: { accesses: true } }, 'customer'));
    expect(list.length).toBeGreaterThan(0);
    for (const { of } of list) expect(of).not.toContain('C0000102');
  });

  test.each(['agent', 'marketing', 'gate'])('is refused to the %s, before any system is asked', async (name) => {
    const [calls, records] = [await product.calls(), answersIn(folder).length];
    const { status, data, errors, extensions: beside } = await exportOf('C0000101', name);
    expect([status, data, beside?.accesses]).toEqual([403, undefined, undefined]);
    expect(errors[0].extensions.code).toBe('FORBIDDEN');
    expect(callsBetween(calls, await product.calls())).toEqual({});
    expect(answersIn(folder)).toHaveLength(records);
  });

  test('comes whole, though its sender takes parts', async () => {
    const deferred = '{ customer(id: "C0000101") { id ... @defer { loyalty { number } } } }';
    const { data, extensions: beside } = await send(
      { query: deferred, extensions: { accesses: true } },
      'privacy-officer',
      { accept: 'multipart/mixed;deferSpec=20220824, application/json' },
    );
    expect(data.customer.loyalty.number).toBe('2000000101');
    expect(beside.accesses.count).toBeGreaterThan(0);
  });

  test('says so when it cannot be read who has looked, and gives the rest', async () => {
    mkdirSync(join(folder, 'audit-2020-01-01.jsonl'));
    const { data, errors, extensions: beside } = await exportOf('C0000101', 'privacy-officer');
    expect(data.customer.id).toBe('C0000101');
    expect(beside.accesses).toBe(null);
    expect(errors).toMatchObject([{ extensions: { code: 'AUDIT_UNAVAILABLE', retryable: true } }]);
  });
});

test('Where no audit is kept nothing is told of accesses', async () => {
  const open = await startProduct();
  const reply = await fetch(`${open.url}graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables, extensions }),
  });
  const { data, extensions: beside } = JSON.parse(await reply.text());
  expect(data.customer.id).toBe('C0000101');
  expect(Object.keys(beside)).toEqual(['sources']);
  expect(await open.close()).toBe(0);
});
