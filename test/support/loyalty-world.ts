/** A world with memberships and nothing else: enough for the loyalty ledger, small enough to read. */
import { takeNotes } from '../../legacy/world/difficulties.ts';
import { personas } from '../../legacy/world/personas.ts';
import type { LedgerEntry, Membership, Person, World } from '../../legacy/world/types.ts';
import { sqlLedger } from '../../subgraphs/loyalty/adapters/sql/index.ts';
import type { LoyaltySource } from '../../subgraphs/loyalty/source.ts';
import type { Guard } from '../../subgraphs/shared/policies/guard.ts';
import { somebody } from './people.ts';

export const loyaltyNow = new Date('2026-11-24T09:30:00Z');

type Sketch = Pick<Person, 'givenNames' | 'surname' | 'birthDate'> & Partial<Person>;

const person = (index: number, sketch: Sketch): Person => somebody({ index, updatedAt: loyaltyNow, ...sketch });

function membership(number: string, owner: number, sketch: Partial<Membership> = {}): Membership {
  return {
    number,
    person: owner,
    status: 'ACTIVE',
    mergedInto: null,
    enrolledOn: '2015-03-01',
    tier: 'BASE',
    tierSince: '2015-03-01',
    tierUntil: null,
    tierHistory: [],
    tierMiles: 0,
    tierPeriodEndsOn: '2026-12-31',
    balance: { available: 0, earned: 0, redeemed: 0, expired: 0 },
    lots: [],
    entries: [],
    ...sketch,
  };
}

const kinds = ['EARNED_FLIGHT', 'EARNED_PARTNER', 'ADJUSTED', 'EARNED_FLIGHT', 'UPGRADED', 'DONATED'] as const;

/** `count` entries, oldest first, three to a day, so that only the entry number tells some of them apart. */
function entries(firstId: number, count: number): LedgerEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? 'ADJUSTED';
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor(index / 3))).toISOString().slice(0, 10);
    const debit = kind === 'UPGRADED' || kind === 'DONATED';
    return {
      id: firstId + index,
      kind,
      miles: debit ? -500 : 1000.5 + index,
      tierMiles: kind === 'EARNED_FLIGHT' ? 1000.5 + index : 0,
      postedOn: day,
      flight:
        kind === 'EARNED_FLIGHT' || kind === 'UPGRADED'
          ? { carrier: 'AX', number: '101', departureDate: day, origin: 'BER' }
          : null,
      partner: kind === 'EARNED_PARTNER' ? 'Kestrel Car Rental' : kind === 'DONATED' ? 'Full Plates' : null,
      text: `${kind} ${index}`,
    };
  });
}

const split = (names: string) => names.split(' ').filter((name) => name !== '');
const of = (persona: { givenNames: string; surname: string; birthDate: string }): Sketch => ({
  givenNames: split(persona.givenNames),
  surname: persona.surname,
  birthDate: persona.birthDate,
});

/** Members 2000001000 to 2000001049, one entry each, for batches. */
export const crowd = Array.from({ length: 50 }, (_, index) => `20000010${String(index).padStart(2, '0')}`);

export const adasEntries = 61;

export function loyaltyWorld(): World {
  const { ada, johnSenior, grace, tomas, mara, mila, annemarie, suryanto } = personas;
  const people = [ada, johnSenior, grace, tomas, mara, mila, annemarie, suryanto].map((persona, index) =>
    person(index, of(persona)),
  );
  const crowdPeople = crowd.map((number, index) =>
    person(people.length + index, {
      givenNames: ['Member'],
      surname: `Crowd${number.replace(/\d/g, (digit) => String.fromCharCode(65 + Number(digit)))}`,
      birthDate: '1980-01-01',
    }),
  );
  return {
    options: { seed: 1, people: people.length + crowd.length, now: loyaltyNow },
    airline: { carrier: 'AX', name: 'Auster Air', ticketPrefix: '999', programme: 'AX' },
    people: [...people, ...crowdPeople],
    flights: [],
    bookings: [],
    cases: [],
    difficulties: takeNotes().all(),
    memberships: [
      membership(ada.membershipNumber, 0, {
        tier: 'GOLD',
        tierSince: '2025-03-01',
        tierUntil: '2027-02-28',
        tierMiles: 61_250.25,
        tierHistory: [
          { tier: 'BASE', from: '2015-03-01', until: '2022-02-28' },
          { tier: 'SILVER', from: '2022-03-01', until: '2025-02-28' },
        ],
        balance: { available: 42_187.5, earned: 150_000.5, redeemed: 100_000, expired: 7813 },
        lots: [
          { miles: 30_000, expiresOn: '2028-12-31' },
          { miles: 2187.5, expiresOn: '2026-12-31' },
          { miles: 10_000, expiresOn: '2027-12-31' },
          { miles: 5, expiresOn: '2026-11-23' },
        ],
        entries: entries(1, adasEntries),
      }),
      membership(johnSenior.membershipNumber, 1, { tier: 'PLATINUM' }),
      membership(grace.membershipNumber, 2, { tier: 'SILVER', entries: entries(100, 2) }),
      membership(grace.mergedMembershipNumber, 2, { status: 'MERGED', mergedInto: grace.membershipNumber }),
      membership(tomas.membershipNumber, 3, {
        balance: { available: 900, earned: 900, redeemed: 0, expired: 0 },
        entries: [
          {
            id: 200,
            kind: 'EARNED_PARTNER',
            miles: 900,
            tierMiles: 0,
            postedOn: '2026-10-01',
            flight: null,
            partner: 'Meridian Hotels',
            text: 'Two nights',
          },
        ],
      }),
      membership(mara.membershipNumber, 4),
      membership(mila.membershipNumber, 5),
      membership('2000000907', 6, { status: 'CLOSED' }),
      membership('2000000917', 6, { status: 'SUSPENDED' }),
      membership(suryanto.membershipNumber, 7),
      ...crowd.map((number, index) => membership(number, people.length + index, { entries: entries(1000 + index, 1) })),
    ],
  };
}

/** The product's adapter on a ledger that holds `loyaltyWorld()`. */
export function openLedger(url: string, guard: Guard): LoyaltySource {
  return sqlLedger({ url, concurrency: 4, timeout: 10_000, programme: 'AX', guard, now: () => loyaltyNow });
}
