/**
 * What every adapter of a service desk has to do, whatever it speaks. `make` opens it on a desk that holds cases like
 * `deskWorld()`'s; `shown` is what its hooks show: see README.md.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '../../legacy/world/types.ts';
import type { CaseKey, CaseRecord, ServiceCaseSource } from '../../subgraphs/service-cases/source.ts';
import { chunks } from '../../subgraphs/shared/loader.ts';
import { conversations, oddNumber } from '../support/service-desk-world.ts';
import { counted, describeFailures, type Given, type Shown, type SourceUnderTest } from './source-under-test.ts';

export interface LoadedDesk extends SourceUnderTest<ServiceCaseSource> {
  /** What the desk holds, under the desk's own numbers. */
  readonly cases: readonly Case[];
}

const hostile = [
  "' OR 1=1",
  "x' OR id > 0 OR 'CF.{MemberNumber}' = 'x",
  "x\\' OR id > 0 OR Subject = 'x",
  'x\\',
  "x\\'",
  '") OR (id > 0',
  "') OR (id > 0) OR ('1'='1",
  'CF.{MemberNumber}',
  'CF.MemberNumber',
  ' CF.{MemberNumber}',
  '__CurrentUser__',
  'NULL',
  '%',
  '_',
  '2000000___',
  "x'\n OR id > 0 --",
  '\u0000',
  '😀',
  "a'; DROP TABLE tickets; --",
];

export function describeServiceCaseSource(
  name: string,
  make: (given: Given) => Promise<LoadedDesk>,
  shown: readonly Shown[] = [],
): void {
  describe(`a service desk through ${name}`, () => {
    const { given, calls, hurry } = counted('service-cases');
    let desk: LoadedDesk;
    const { signal } = new AbortController();
    /** No more keys a call than the adapter takes. */
    const portions = <T>(keys: readonly T[]) => chunks(keys, desk.source.capabilities.maxKeysPerCall);
    /** Pages of so many rows; one more where the last is full, to see that it was the last. */
    const pagesOf = (rows: number) => Math.floor(rows / desk.source.capabilities.pageSize) + 1;
    const found = async (...keys: CaseKey[]) => {
      const cases = await Promise.all(portions(keys).map((some) => desk.source.casesByKeys(some, signal)));
      return [...new Set(cases.flat().map(({ id }) => id))].sort();
    };
    const all = async () => {
      const asked = portions(desk.cases.map(({ id }) => String(id)));
      const answers = await Promise.all(asked.map((some) => desk.source.casesById(some, signal)));
      return new Map(answers.flatMap((answer) => [...answer]));
    };
    const having = (test: (held: Case) => boolean) =>
      desk.cases
        .filter(test)
        .map(({ id }) => String(id))
        .sort();

    beforeAll(async () => {
      desk = await make(given);
    }, 170_000);
    afterAll(() => desk?.close());
    beforeEach(() => {
      calls.length = 0;
    });

    it('finds cases by their numbers, and nothing for numbers there are not', async () => {
      const [first, second] = desk.cases.map(({ id }) => String(id));
      const cases = await desk.source.casesById(
        [second!, '999999', first!, 'abc', '4294967297', '0', '1 OR 1=1'],
        signal,
      );
      expect([...cases.keys()].sort()).toEqual([first, second].sort());
    });

    it('tells all that the desk holds on a case', async () => {
      const cases = await all();
      expect(cases.size).toBe(desk.cases.length);
      for (const held of desk.cases) expect(told(cases.get(String(held.id))!)).toEqual(expected(held));
    });

    it('reads all of a long result, in one call a page', async () => {
      expect((await all()).size).toBe(desk.cases.length);
      const pages = portions(desk.cases).reduce((sum, { length }) => sum + pagesOf(length), 0);
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.length).toBeLessThanOrEqual(pages);
    });

    it('finds cases by customer, membership number, locator and address', async () => {
      const one = <T>(pick: (held: Case) => T | null) => desk.cases.map(pick).find((value) => value !== null)!;
      const customer = one((held) => held.customerId);
      const number = one((held) => held.membershipNumber);
      const locator = one((held) => held.recordLocator);
      const email = one((held) => held.requester.email);
      expect(await found({ kind: 'customerId', value: customer })).toEqual(having((c) => c.customerId === customer));
      expect(await found({ kind: 'membershipNumber', value: number })).toEqual(
        having((c) => c.membershipNumber === number),
      );
      expect(await found({ kind: 'recordLocator', value: locator })).toEqual(
        having((c) => c.recordLocator === locator),
      );
      expect(await found({ kind: 'email', value: email.toUpperCase() })).toEqual(
        having((c) => c.requester.email === email),
      );
    });

    it('asks for the keys of fifty customers in as few searches as they fit', async () => {
      const keys = keysOfMany(desk.cases);
      const ids = await found(...keys);
      const carries = (held: Case) =>
        keys.some(
          ({ kind, value }) =>
            (kind === 'email' && held.requester.email === value) ||
            (kind === 'customerId' && held.customerId === value) ||
            (kind === 'membershipNumber' && held.membershipNumber === value),
        );
      expect(ids).toEqual(having(carries));
      expect(keys.length).toBeGreaterThan(ids.length);
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.length).toBeLessThanOrEqual(portions(keys).length * pagesOf(ids.length));
    });

    it('comes back from a search for a hundred addresses', async () => {
      const strangers = Array.from({ length: 100 }, (_, index) => `nobody${index}@example.com`);
      expect(await found(...strangers.map((value) => ({ kind: 'email' as const, value })))).toEqual([]);
    });

    it.each(hostile)('finds nothing more for the key %j', async (value) => {
      const kinds = ['customerId', 'membershipNumber', 'recordLocator', 'email'] as const;
      for (const kind of kinds) expect(await found({ kind, value })).toEqual([]);
      const { membershipNumber } = desk.cases[0]!;
      const beside = await found(...kinds.map((kind) => ({ kind, value })), {
        kind: 'membershipNumber',
        value: membershipNumber!,
      });
      expect(beside).toEqual(having((held) => held.membershipNumber === membershipNumber));
      expect(await desk.source.solvedCases(value, 5, signal)).toEqual([]);
    });

    it('finds a value with quotes and brackets as what it is', async () => {
      expect(await found({ kind: 'membershipNumber', value: oddNumber })).toEqual(
        having((held) => held.membershipNumber === oddNumber),
      );
      expect(await found({ kind: 'email', value: "niamh.o'neil@example.com" })).toHaveLength(1);
    });

    it('gives conversations together, oldest first, without private comments', async () => {
      const held = desk.cases.slice(0, Math.min(conversations, desk.source.capabilities.maxKeysPerCall));
      const cases = await desk.source.casesById(
        held.map(({ id }) => String(id)),
        signal,
      );
      calls.length = 0;
      const messages = await desk.source.messages([...cases.values()], 20, signal);
      for (const { id, messages: said } of held) {
        const open = said.filter((message) => !message.private);
        const sorted = [...open].sort((a, b) => a.at.getTime() - b.at.getTime());
        expect(
          messages.get(String(id))!.map(({ text, fromAirline, sentAt }) => ({ text, fromAirline, sentAt })),
        ).toEqual(sorted.map(({ text, fromAirline, at }) => ({ text: text.trim(), fromAirline, sentAt: at })));
      }
      expect(held.some((one) => one.messages.some((message) => message.private))).toBe(true);
      // A desk may keep who wrote when and what was written apart: two calls, or two a page, but never one a case.
      const rows = held.flatMap((one) => one.messages).length;
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.length).toBeLessThanOrEqual(2 * pagesOf(rows));
    });

    it('cuts a conversation to the first messages', async () => {
      const held = desk.cases.find(({ messages }) => messages.filter((message) => !message.private).length > 1)!;
      const messages = await desk.source.messages([{ id: String(held.id), requesterLogins: [] }], 1, signal);
      expect(messages.get(String(held.id))).toHaveLength(1);
      expect(await desk.source.messages([], 5, signal)).toEqual(new Map());
    });

    it('gives the last solved cases of a category', async () => {
      const solved = desk.cases.filter(
        (c) => c.category === 'BAGGAGE' && c.status === 'resolved' && c.resolution !== null,
      );
      const latest = solved.map(({ updatedAt }) => updatedAt.getTime()).sort((a, b) => b - a);
      const cases = await desk.source.solvedCases('BAGGAGE', 3, signal);
      expect(cases.map(({ updatedAt }) => updatedAt instanceof Date && updatedAt.getTime())).toEqual(
        latest.slice(0, 3),
      );
      for (const record of cases) expect(record).toMatchObject({ category: 'BAGGAGE', status: 'resolved' });
      expect(calls).toHaveLength(1);
    });

    it('stops when the asker has gone', async () => {
      const [id] = desk.cases.map((held) => String(held.id));
      const left = new Error('the asker has left');
      await expect(desk.source.casesById([id!], AbortSignal.abort(left))).rejects.toBe(left);
      const leaving = new AbortController();
      const asked = desk.source.casesById([id!], leaving.signal);
      leaving.abort(left);
      await expect(asked).rejects.toBe(left);
    });

    it('says that it is up', async () => {
      expect(await desk.source.health(signal)).toMatchObject({ state: 'up' });
    });

    const byId = (records: Iterable<CaseRecord>) => [...records].sort((a, b) => Number(a.id) - Number(b.id));
    const few = () => desk.cases.slice(5, 9);
    const several = async (asking: AbortSignal) =>
      byId(
        (
          await desk.source.casesById(
            few().map(({ id }) => String(id)),
            asking,
          )
        ).values(),
      );
    describeFailures({
      ...{ system: 'service-cases', shown, made: () => desk, hurry, ask: several },
      shuffled: async (begin) => {
        const ask = async () => {
          const cases = await several(signal);
          const keys = few().flatMap(({ requester: { email } }): CaseKey[] =>
            email === null ? [] : [{ kind: 'email', value: email }],
          );
          return {
            cases,
            found: byId(await desk.source.casesByKeys(keys, signal)),
            messages: Object.fromEntries(await desk.source.messages(cases, 20, signal)),
            solved: byId(await desk.source.solvedCases('BAGGAGE', 50, signal)),
          };
        };
        const straight = await ask();
        begin();
        expect(await ask()).toEqual(straight);
      },
    });
  });
}

/** Keys of fifty people as the customer subgraph gives them; most are in no case. */
function keysOfMany(cases: readonly Case[]): CaseKey[] {
  const people = Array.from({ length: 50 }, (_, index) => cases[index]!);
  const keys = people.flatMap(({ customerId, membershipNumber, requester }, index): CaseKey[] => [
    { kind: 'customerId', value: customerId ?? `C${8_000_000 + index}` },
    { kind: 'membershipNumber', value: membershipNumber ?? `${7_000_000_000 + index}` },
    { kind: 'email', value: requester.email ?? `absent${index}@example.com` },
  ]);
  return [...new Map(keys.map((key) => [`${key.kind} ${key.value}`, key])).values()];
}

function told(record: CaseRecord) {
  const { requesterEmails: _emails, requesterLogins: _logins, ...rest } = record;
  return rest;
}

function expected(held: Case) {
  const { compensation } = held;
  const isReadable = /^\d+(\.\d+)?$/.test(compensation?.amount ?? '0');
  return {
    id: String(held.id),
    subject: held.subject,
    status: held.status,
    category: held.category,
    channel: held.channel,
    priority: held.priority,
    openedAt: held.openedAt,
    updatedAt: held.updatedAt,
    resolvedAt: held.resolvedAt,
    requester: held.requester,
    customerId: held.customerId,
    membershipNumber: held.membershipNumber,
    recordLocator: held.recordLocator,
    flightNumber: held.flightNumber,
    resolution: held.resolution,
    compensation: isReadable ? compensation : expect.objectContaining({ code: 'LEGACY_MALFORMED' }),
    rating: held.rating,
  };
}
