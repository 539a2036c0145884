/** What every loyalty adapter must do, whatever it speaks. `make` opens it on a ledger loaded from `loyaltyWorld()`: see README.md. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { junk } from '../../legacy/loyalty-ledger/junk.ts';
import { personas } from '../../legacy/world/personas.ts';
import { createLoaders } from '../../subgraphs/loyalty/loaders.ts';
import type { ActivityPage, ActivityRecord, LoyaltySource, MembershipAsk } from '../../subgraphs/loyalty/source.ts';
import { adasEntries, crowd } from '../support/loyalty-world.ts';
import { counted, describeFailures, type Given, type Shown, type SourceUnderTest } from './source-under-test.ts';

const { ada, grace, tomas } = personas;
const signal = new AbortController().signal;
const nothing: MembershipAsk = { tierHistory: false, lots: false, activity: null };
const page = (sketch: Partial<ActivityPage> = {}): ActivityPage => ({ first: 20, after: null, kinds: null, ...sketch });
const everything: MembershipAsk = { tierHistory: true, lots: true, activity: page() };

export function describeLoyaltySource(
  name: string,
  make: (given: Given) => Promise<SourceUnderTest<LoyaltySource>>,
  shown: readonly Shown[] = [],
): void {
  describe(`the loyalty source on ${name}`, () => {
    const { given, calls, hurry } = counted('loyalty');
    let made: SourceUnderTest<LoyaltySource>;
    let source: LoyaltySource;

    beforeAll(async () => {
      made = await make(given);
      ({ source } = made);
    });
    afterAll(() => made?.close());
    beforeEach(() => {
      calls.length = 0;
    });

    const one = async (number: string, ask: MembershipAsk = nothing) =>
      (await source.memberships([number], ask, signal)).get(number);

    it('reads an account whole, with fractions of a mile', async () => {
      const record = await one(ada.membershipNumber, everything);
      expect(record).toMatchObject({
        status: 'ACTIVE',
        mergedInto: null,
        member: { surname: 'LINDQVIST', givenNames: 'ADA MARIE', dateOfBirth: '1984-05-17' },
        enrolledOn: '2015-03-01',
        tier: {
          code: 'GO',
          since: '2025-03-01',
          validUntil: '2027-02-28',
          miles: 6125025n,
          periodEndsOn: '2026-12-31',
        },
        balance: { available: 4218750n, earned: 15000050n },
      });
      expect(record?.tierHistory.map(({ from }) => from)).toEqual(['2025-03-01', '2022-03-01', '2015-03-01']);
      expect(record?.lots.map(({ expiresOn }) => expiresOn)).toEqual([
        '2026-11-23',
        '2026-12-31',
        '2027-12-31',
        '2028-12-31',
      ]);
      expect(record?.activity?.entries).toHaveLength(20);
      expect(record?.activity?.hasMore).toBe(true);
      expect(record?.programme).toMatchObject({ code: 'AX', name: 'Auster Miles' });
      expect(record?.programme.tiers.map(({ level }) => level)).toEqual(['BASE', 'SILVER', 'GOLD', 'PLATINUM']);
      expect(calls).toHaveLength(1);
    });

    it('reads nothing that was not asked for', async () => {
      expect(await one(ada.membershipNumber)).toMatchObject({ tierHistory: [], lots: [], activity: null });
    });

    it('holds nothing for a number it does not know', async () => {
      expect(await source.memberships(['9999999999'], everything, signal)).toEqual(new Map());
    });

    it.each([
      "2000000101' OR '1'='1",
      '2000000101\\',
      '"; drop table lymember; --',
      '%',
      '٢٠٠٠٠٠٠١٠١',
      'x'.repeat(5000),
    ])('takes %j for a number like any other', async (hostile) => {
      expect((await source.memberships([hostile], everything, signal)).size).toBe(0);
      expect((await source.activity([hostile], page(), signal)).size).toBe(0);
      expect(await one(ada.membershipNumber)).toBeDefined();
    });

    it('brings the account a number was merged into along in the same call', async () => {
      const records = await source.memberships([grace.mergedMembershipNumber], everything, signal);
      expect(records.get(grace.mergedMembershipNumber)).toMatchObject({
        status: 'MERGED',
        mergedInto: grace.membershipNumber,
      });
      expect(records.get(grace.membershipNumber)?.activity?.entries).toHaveLength(2);
      expect(calls).toHaveLength(1);
    });

    it('survives accounts merged in a circle or into nothing', async () => {
      const loaders = createLoaders(source, signal);
      for (const number of [...junk.circle, junk.dangling]) {
        const account = await loaders.account.load({ number, ask: nothing });
        expect(account).toMatchObject({ own: { number, status: 'MERGED' }, survivor: null });
      }
    });

    it('needs no more calls than its keys force, and answers each key with its own account', async () => {
      const { maxKeysPerCall } = source.capabilities;
      const keys = [
        ...crowd,
        ...Array.from({ length: 2 * maxKeysPerCall }, (_, index) => `31${String(index).padStart(8, '0')}`),
      ];
      const loaders = createLoaders(source, signal);
      const accounts = await Promise.all(keys.map((number) => loaders.account.load({ number, ask: everything })));
      expect(calls.length).toBeLessThanOrEqual(Math.ceil(keys.length / maxKeysPerCall));
      expect(accounts.map((account) => account?.own.number ?? null)).toEqual([
        ...crowd,
        ...keys.slice(50).map(() => null),
      ]);
      expect(accounts.slice(0, 50).map((account) => account?.own.activity?.entries.at(0)?.id)).toEqual(
        crowd.map((_, index) => String(1000 + index)),
      );
    });

    it.each([1, 3, 7, 61, 100])('walks a whole account in pages of %i without gap or repeat', async (first) => {
      const seen: ActivityRecord[] = [];
      let after: ActivityPage['after'] = null;
      for (let pages = 0; pages <= adasEntries; pages += 1) {
        const reply = await source.activity([ada.membershipNumber], page({ first, after }), signal);
        const records = reply.get(ada.membershipNumber);
        seen.push(...(records?.entries ?? []));
        after = records?.entries.at(-1)?.position ?? null;
        if (records?.hasMore !== true) break;
      }
      expect(seen.map(({ id }) => Number(id))).toEqual(
        Array.from({ length: adasEntries }, (_, index) => adasEntries - index),
      );
    });

    it('pages several accounts in one call', async () => {
      const reply = await source.activity(
        [ada.membershipNumber, grace.membershipNumber, ...crowd],
        page({ first: 1 }),
        signal,
      );
      expect(reply.get(ada.membershipNumber)).toMatchObject({ hasMore: true, entries: [{ id: String(adasEntries) }] });
      expect(reply.get(grace.membershipNumber)?.entries).toMatchObject([{ id: '101' }]);
      expect(reply.size).toBe(52);
      expect(calls).toHaveLength(1);
    });

    it('keeps to the kinds asked for', async () => {
      const read = async (number: string, kinds: ActivityPage['kinds']) =>
        (await source.activity([number], page({ first: 100, kinds }), signal)).get(number)?.entries ?? [];
      const donated = await read(ada.membershipNumber, ['DONATED', 'UPGRADED']);
      expect(new Set(donated.map(({ kind }) => kind))).toEqual(new Set(['DONATED', 'UPGRADED']));
      expect(donated).toHaveLength(20);
      expect(await read(ada.membershipNumber, ['EXPIRED'])).toEqual([]);
      expect(await read(ada.membershipNumber, ['OTHER'])).toEqual([]);
      expect(await read(junk.garbled, ['OTHER'])).toMatchObject([{ kind: 'OTHER', rawKind: 'Q' }]);
      expect(await read(junk.garbled, ['ADJUSTED', 'OTHER'])).toHaveLength(2);
    });

    it('names flight and partner where the ledger has them', async () => {
      const entries = (await one(ada.membershipNumber, everything))?.activity?.entries ?? [];
      expect(entries.find(({ kind }) => kind === 'EARNED_FLIGHT')).toMatchObject({
        flight: { carrier: 'AX', number: '101', origin: 'BER' },
        partner: null,
      });
      expect(entries.find(({ kind }) => kind === 'DONATED')).toMatchObject({
        flight: null,
        partner: 'Full Plates',
        miles: -50000n,
      });
      expect((await one(tomas.membershipNumber, everything))?.activity?.entries).toMatchObject([
        { kind: 'EARNED_PARTNER', partner: 'Meridian Hotels', miles: 90000n, tierMiles: 0n, flight: null },
      ]);
    });

    it('puts an error in the place of what cannot be read, and shows unknown letters raw', async () => {
      const record = await one(junk.garbled, everything);
      const unreadable = expect.objectContaining({ code: 'LEGACY_MALFORMED' });
      expect(record).toMatchObject({
        status: 'UNKNOWN',
        tier: { code: 'ZZ', since: '2005-12-01', validUntil: unreadable, miles: 1050n },
        member: { surname: 'MIGRATION', dateOfBirth: unreadable },
        balance: { available: 100050n, asOf: unreadable },
        tierHistory: [{ code: 'ZZ', from: unreadable, until: '2006-02-28' }],
        lots: [
          { miles: 100000n, expiresOn: unreadable },
          { miles: 50n, expiresOn: '2099-12-31' },
        ],
      });
      expect(record?.activity?.entries).toMatchObject([
        { kind: 'EARNED_FLIGHT', postedOn: '2005-12-03', flight: unreadable },
        { kind: 'OTHER', rawKind: 'Q', postedOn: '2005-12-02', flight: null, miles: 100000n },
        { kind: 'ADJUSTED', postedOn: unreadable, partner: 'ZZZZ' },
      ]);
    });

    it('is up, and cancels with its caller', async () => {
      expect(await source.health(signal)).toMatchObject({ state: 'up' });
      const left = new Error('the client has left');
      await expect(source.memberships([ada.membershipNumber], nothing, AbortSignal.abort(left))).rejects.toBe(left);
    });

    const several = async (asking: AbortSignal) => {
      const found = await source.memberships([ada.membershipNumber, tomas.membershipNumber], everything, asking);
      return Object.fromEntries([...found].sort(([a], [b]) => a.localeCompare(b)));
    };
    describeFailures({
      ...{ system: 'loyalty', shown, made: () => made, hurry, ask: several },
      shuffled: async (begin) => {
        const straight = await several(signal);
        begin();
        expect(await several(signal)).toEqual(straight);
      },
    });
  });
}
