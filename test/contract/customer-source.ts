/**
 * What every adapter to a customer master must do, whatever it speaks. `make` opens it on support/customer-master.ts's records;
 * `shown` is what its hooks show: see README.md.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agencyPhone, personas } from '../../legacy/world/personas.ts';
import { createLoaders } from '../../subgraphs/customers/loaders.ts';
import { type CustomerSource, type SearchKey, searchKeyText } from '../../subgraphs/customers/source.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { customerWorld, erased, hostile } from '../support/customer-master.ts';
import { counted, describeFailures, type Given, type Shown, type SourceUnderTest } from './source-under-test.ts';

const { ada, annemarie, mara, mila, lena, johnJunior } = personas;
const { signal } = new AbortController();

export function describeCustomerSource(
  name: string,
  make: (given: Given) => Promise<SourceUnderTest<CustomerSource>>,
  shown: readonly Shown[] = [],
): void {
  describe(`The customer source on ${name}`, () => {
    const { given, calls, hurry } = counted('customers');
    let made: SourceUnderTest<CustomerSource>;
    let source: CustomerSource;

    beforeAll(async () => {
      made = await make(given);
      ({ source } = made);
    });
    afterAll(() => made?.close());
    beforeEach(() => {
      calls.length = 0;
    });

    const one = async (id: string) => (await source.customers([id], signal)).get(id);
    const find = async (...keys: SearchKey[]) => {
      const hits = await source.search(keys, signal);
      return keys.map((key) => hits.get(searchKeyText(key)) ?? []);
    };

    it('reads a whole customer in one call', async () => {
      const record = await one(ada.customerId);
      expect(record).toMatchObject({
        id: ada.customerId,
        name: { title: 'Mrs', givenNames: ada.givenNames, surname: ada.surname, suffix: null },
        dateOfBirth: ada.birthDate,
        gender: 'FEMALE',
        emails: [{ address: ada.email, verified: true, preferred: true, shared: false }],
        phones: [{ verified: true, shared: false }],
        addresses: [{ kind: 'HOME', lines: ['Lindenstraße 12'], city: 'Berlin' }],
        documents: [{ type: 'PASSPORT', rawType: 'P' }],
        meal: 'VGML',
        seat: 'WINDOW',
        cabin: 'ECONOMY',
        payment: { brand: 'VISA', last4: '4242', expires: '2029-08' },
        memberships: [{ programme: 'AX', number: ada.membershipNumber, live: true, shared: false }],
      });
      expect(record?.bookings.map(({ recordLocator }) => recordLocator)).toContain(ada.recordLocator);
      expect(record?.consents.length).toBeGreaterThan(0);
      expect(record?.updatedAt).toBeInstanceOf(Date);
      expect(calls).toMatchObject([{ system: 'customers', keys: 1, outcome: 'ok' }]);
    });

    it('reads fifty customers in one call, each under his own id, and nobody else', async () => {
      const ids = customerWorld()
        .people.flatMap(({ customerId }) => customerId ?? [])
        .slice(0, Math.min(50, source.capabilities.maxIdsPerCall - 1));
      const asked = [...ids.toReversed(), 'C0000000'];
      const found = await source.customers(asked, signal);
      expect([...found.keys()].sort()).toEqual(ids.toSorted());
      for (const [id, record] of found) expect(record.id).toBe(id);
      expect(calls).toHaveLength(1);
    });

    it('knows everybody of the world as the world has him', async () => {
      const people = customerWorld().people.filter(({ customerId }) => customerId !== null);
      const ids = people.flatMap(({ customerId }) => customerId ?? []);
      const chunk = source.capabilities.maxIdsPerCall;
      for (let start = 0; start < ids.length; start += chunk) {
        const found = await source.customers(ids.slice(start, start + chunk), signal);
        for (const person of people.slice(start, start + chunk)) {
          const record = found.get(person.customerId ?? '');
          expect(record?.name.surname.toUpperCase()).toBe(person.surname.toUpperCase());
          expect(record?.emails.map(({ address }) => address).sort()).toEqual(
            person.emails.map(({ address }) => address).sort(),
          );
          expect(record?.documents.map(({ number }) => number)).toEqual(person.documents.map(({ number }) => number));
          expect(record?.bookings).toHaveLength(person.bookingReferences.length);
          expect(record?.alternatives).toHaveLength(person.alternatives.length);
        }
      }
      expect(calls.length).toBe(Math.ceil(ids.length / chunk));
    });

    it('says which contacts and numbers stand on another record too', async () => {
      const found = await source.customers([mara.customerId, johnJunior.customerId], signal);
      expect(found.get(mara.customerId)).toMatchObject({ phones: [{ shared: true }], emails: [{ shared: false }] });
      expect(found.get(johnJunior.customerId)).toMatchObject({
        name: { suffix: 'JR' },
        memberships: [{ number: johnJunior.miskeyedMembershipNumber, shared: true }],
      });
    });

    it('gives what two sources decided, and the second birth date', async () => {
      const record = await one(lena.customerId);
      expect(record?.consents.filter(({ purpose }) => purpose === 'MARKETING_EMAIL')).toHaveLength(2);
      expect(record?.alternatives).toMatchObject([{ field: 'dateOfBirth', source: 'PAPER' }]);
    });

    it('finds a customer by every kind of key, all in one call', async () => {
      const { people } = customerWorld();
      const adas = people.find(({ customerId }) => customerId === ada.customerId);
      const reference = adas?.bookingReferences[0];
      const hits = await find(
        { kind: 'MEMBERSHIP', programme: 'AX', number: ada.membershipNumber },
        { kind: 'EMAIL', address: ada.email },
        { kind: 'PHONE', e164: ada.phone },
        { kind: 'DOCUMENT', number: adas?.documents[0]?.number ?? '' },
        { kind: 'BOOKING', recordLocator: reference?.recordLocator ?? '', createdOn: reference?.createdOn ?? '' },
        { kind: 'SURNAME_AND_BIRTH_DATE', surname: 'LINDQVIST', birthDate: ada.birthDate },
      );
      for (const hit of hits) expect(hit).toEqual([ada.customerId]);
      expect(calls).toMatchObject([{ keys: 6, outcome: 'ok' }]);
    });

    it('finds a surname under both transliterations, and with an initial', async () => {
      const [digraph, dropped, byInitial] = await find(
        { kind: 'SURNAME_AND_BIRTH_DATE', surname: 'MUELLER', birthDate: annemarie.birthDate },
        { kind: 'SURNAME_AND_BIRTH_DATE', surname: 'MULLER', birthDate: annemarie.birthDate },
        { kind: 'SURNAME_AND_INITIAL', surname: 'MULLER', initial: 'A' },
      );
      expect(digraph).toEqual([annemarie.customerId]);
      expect(dropped).toEqual([annemarie.customerId]);
      expect(byInitial).toContain(annemarie.customerId);
    });

    it('finds a number as it was typed in whatever notation', async () => {
      const { people } = customerWorld();
      const owners = people.filter(({ customerId, phones }) => customerId !== null && phones.length > 0).slice(0, 200);
      const numbers = owners.map(({ phones }) => phones[0]?.e164 ?? '');
      const hits = await find(...numbers.map((e164): SearchKey => ({ kind: 'PHONE', e164 })));
      for (const [index, owner] of owners.entries()) {
        // The agency's number is on more records than are given.
        if (numbers[index] !== agencyPhone) expect(hits[index]).toContain(owner.customerId);
      }
      expect(calls).toHaveLength(1);
    });

    it('gives all who share a key', async () => {
      const [twins, agency] = await find({ kind: 'PHONE', e164: mara.phone }, { kind: 'PHONE', e164: agencyPhone });
      expect(twins).toEqual([mara.customerId, mila.customerId]);
      expect(agency).toHaveLength(Math.min(30, source.capabilities.maxHitsPerKey));
    });

    it('never mixes keys up: another programme, locator date, country or birth date finds nobody', async () => {
      const hits = await find(
        { kind: 'MEMBERSHIP', programme: 'BA', number: ada.membershipNumber },
        { kind: 'BOOKING', recordLocator: ada.recordLocator, createdOn: '1999-01-01' },
        { kind: 'PHONE', e164: ada.phone.replace('+49', '+43') },
        { kind: 'SURNAME_AND_BIRTH_DATE', surname: 'LINDQVIST', birthDate: annemarie.birthDate },
        { kind: 'SURNAME_AND_BIRTH_DATE', surname: 'MUELLER', birthDate: ada.birthDate },
        { kind: 'SURNAME_AND_INITIAL', surname: 'LINDQVIST', initial: 'Z' },
        { kind: 'EMAIL', address: 'nobody@example.com' },
      );
      expect(hits).toEqual(hits.map(() => []));
    });

    it('takes hostile texts for data', async () => {
      const record = await one(hostile.id);
      expect(record).toMatchObject({
        name: { surname: hostile.surname, givenNames: hostile.givenNames },
        vipClass: 'OTHER',
        nationality: 'XX',
      });
      const texts = [
        `' or '1'='1`,
        '%',
        '_',
        '"; drop table pty; --',
        '🛫',
        'a\u0000b',
        '\ud800',
        '\\',
        `') union all select`,
      ];
      const [byEmail, ...others] = await find(
        { kind: 'EMAIL', address: hostile.email },
        ...texts.flatMap((text): SearchKey[] => [
          { kind: 'EMAIL', address: text },
          { kind: 'MEMBERSHIP', programme: 'AX', number: text },
          { kind: 'DOCUMENT', number: text },
          { kind: 'SURNAME_AND_INITIAL', surname: text, initial: text },
          { kind: 'SURNAME_AND_BIRTH_DATE', surname: 'LINDQVIST', birthDate: text },
        ]),
      );
      expect(byEmail).toEqual([hostile.id]);
      expect(others).toEqual(others.map(() => []));
      expect((await source.customers([...texts, ada.customerId], signal)).size).toBe(1);
    });

    it('reports one impossible date or time in its own place, and gives the rest', async () => {
      const record = await one(hostile.id);
      expect(record?.dateOfBirth).toBeInstanceOf(SourceError);
      expect(record?.updatedAt).toBeInstanceOf(SourceError);
      expect(record?.emails).toHaveLength(1);
    });

    it('does not show who was erased', async () => {
      expect(await one(erased)).toBeUndefined();
    });

    it('asks ceil(keys / most per call) times, however the keys come', async () => {
      const { maxIdsPerCall, maxSearchKeysPerCall } = source.capabilities;
      const loaders = createLoaders(source, signal);
      const ids = Array.from({ length: maxIdsPerCall + 1 }, (_, index) => `C${String(index).padStart(7, '0')}`);
      await Promise.all([...ids, ...ids].map((id) => loaders.customer.load(id)));
      expect(calls.map(({ keys }) => keys).sort()).toEqual([1, maxIdsPerCall]);
      calls.length = 0;
      const keys = Array.from(
        { length: 2 * maxSearchKeysPerCall + 1 },
        (_, index): SearchKey => ({
          kind: 'EMAIL',
          address: `nobody${index}@example.com`,
        }),
      );
      await Promise.all([...keys, ...keys].map((key) => loaders.search.load(key)));
      expect(calls).toHaveLength(3);
    });

    it('asks nothing for texts that are nobody’s id', async () => {
      const loaders = createLoaders(source, signal);
      const ids = ['', 'x', 'c0000101', 'C', "C1'--", 'C0000101\u0000', 'C\u0660', '\ud800'];
      expect(await Promise.all(ids.map((id) => loaders.customer.load(id)))).toEqual(ids.map(() => null));
      expect(calls).toEqual([]);
    });

    it('does not start a call for a client who has left', async () => {
      const left = new Error('left');
      await expect(source.customers([ada.customerId], AbortSignal.abort(left))).rejects.toBe(left);
      expect(calls).toEqual([]);
    });

    it('is up', async () => {
      expect(await source.health(signal)).toMatchObject({ state: 'up' });
    });

    const several = async (asking: AbortSignal) => {
      const found = await source.customers([ada.customerId, mara.customerId], asking);
      return Object.fromEntries([...found].sort(([a], [b]) => a.localeCompare(b)));
    };
    describeFailures({
      ...{ system: 'customers', shown, made: () => made, hurry, ask: several },
      shuffled: async (begin) => {
        const key: SearchKey = { kind: 'PHONE', e164: mara.phone };
        const ask = async () => [await several(signal), await find(key)];
        const straight = await ask();
        begin();
        expect(await ask()).toEqual(straight);
      },
    });
  });
}
