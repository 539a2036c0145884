/** Each subgraph by itself shows a caller no more than his own, whatever a gateway may ask it in his name: in `_entities` too. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { personas } from '../../legacy/world/personas.ts';
import { subgraphs } from '../../subgraphs/index.ts';
import { subgraphExecutor } from '../../subgraphs/shared/hosting/execute.ts';
import type { Subjects } from '../../subgraphs/shared/privacy/access.ts';
import type { Caller } from '../../subgraphs/shared/privacy/caller.ts';
import type { SourceCall, Subgraph } from '../../subgraphs/shared/subgraph.ts';

const now = new Date('2026-11-24T09:00:00Z');
const { ada, siobhan, johnJunior } = personas;
const nobodyInParticular: Caller = {
  kind: 'staff',
  tenant: 'airline',
  subject: 'x',
  roles: ['marketing'],
  scopes: [],
  purpose: 'marketing',
  customerId: null,
};
const herself: Caller = {
  ...nobodyInParticular,
  kind: 'customer',
  purpose: 'self-service',
  customerId: ada.customerId,
};

let legacy: Legacy;
let open: ReadonlyMap<string, Subgraph>;
const calls: SourceCall[] = [];
beforeAll(async () => {
  legacy = await startLegacy({ world: { people: 200, now } });
  const host = { now: () => now, onCall: (call: SourceCall) => void calls.push(call) };
  const all = await Promise.all(subgraphs.map((each) => each.open(legacy.settings, host)));
  open = new Map(all.map((each) => [each.name, each]));
});
afterAll(async () => {
  for (const each of open?.values() ?? []) await each.close();
  await legacy?.close();
});

async function entity(name: string, representation: object, fields: string, caller: Caller, subjects: Subjects) {
  const subgraph = open.get(name)!;
  const type = (representation as { __typename: string }).__typename;
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${fields} } } }`;
  const context = subgraph.context({ signal: new AbortController().signal, caller, subjects });
  const execute = subgraphExecutor(subgraph, { validate: true });
  calls.length = 0;
  const { data, errors } = await execute({ query, variables: { representations: [representation] } }, context);
  const entities: unknown = data?._entities;
  return { entity: Array.isArray(entities) ? entities[0] : undefined, errors, calls: calls.length };
}

const reference = ({ customerId, givenNames, surname, birthDate, membershipNumber }: typeof ada | typeof siobhan) => ({
  __typename: 'Customer',
  id: customerId,
  name: { givenNames, surname, suffix: null },
  dateOfBirth: birthDate,
  emails: [],
  membershipNumbers: [{ programme: 'AX', number: membershipNumber }],
  recordLocators: [],
});
const fieldsOf = {
  customers: 'name { full }',
  loyalty: 'loyalty { number }',
  reservations: 'bookings(first: 2) { edges { node { recordLocator } } }',
  'service-cases': 'serviceCases(first: 2) { edges { node { id } } }',
};

describe.each(Object.entries(fieldsOf))('as an entity, the %s subgraph', (name, fields) => {
  test('shows a customer himself', async () => {
    const { entity: shown, errors, calls: made } = await entity(name, reference(ada), fields, herself, 'own');
    expect([errors, made > 0]).toEqual([[], true]);
    expect(JSON.stringify(shown)).toMatch(/Lindqvist|2000000101|ADAL7Q|1001/);
  });

  test('shows a customer nobody else, and asks nothing of its system', async () => {
    for (const subjects of ['own', 'consented', 'everyone'] as const) {
      const shown = await entity(name, reference(siobhan), fields, herself, subjects);
      expect(shown).toEqual({ entity: null, errors: [], calls: 0 });
    }
  });

  test('shows nobody to a customer who is not known to be one, nor to who sees himself alone and is none', async () => {
    const lost = { ...herself, customerId: null };
    expect((await entity(name, reference(ada), fields, lost, 'own')).entity).toBeNull();
    expect((await entity(name, reference(ada), fields, nobodyInParticular, 'own')).entity).toBeNull();
  });
});

describe.each(Object.entries(fieldsOf).filter(([name]) => name !== 'customers'))(
  'elsewhere, the %s subgraph',
  (name, fields) => {
    test('does not believe that a customer has consented of whom nobody has said a name', async () => {
      const { name: _, ...nameless } = reference(ada);
      for (const each of [nameless, { ...nameless, name: null }]) {
        const shown = await entity(name, each, fields, nobodyInParticular, 'consented');
        expect(shown).toEqual({ entity: null, errors: [], calls: 0 });
      }
    });
  },
);

describe('by a number of its own, nothing is shown to who does not see everybody:', () => {
  test.each([
    ['reservations', { __typename: 'Booking', id: `1A-${ada.recordLocator}-2026-10-03` }, 'recordLocator'],
    ['reservations', { __typename: 'Passenger', id: `1A-${ada.recordLocator}-2026-10-03-PT1` }, 'nameAsBooked'],
    ['reservations', { __typename: 'Ticket', number: '2201234567890' }, 'passengerName { full }'],
    ['loyalty', { __typename: 'LoyaltyMembership', number: ada.membershipNumber }, 'number balance { available }'],
    ['service-cases', { __typename: 'ServiceCase', id: '1001' }, 'subject'],
  ])('the %s subgraph has no %o', async (name, representation, fields) => {
    for (const [caller, subjects] of [
      [herself, 'own'],
      [nobodyInParticular, 'consented'],
      [nobodyInParticular, 'own'],
    ] as const) {
      const shown = await entity(name, representation, fields, caller, subjects);
      expect(shown).toEqual({ entity: null, errors: [], calls: 0 });
    }
  });

  test('nor the booking that a case names', async () => {
    const named = {
      __typename: 'ServiceCase',
      id: '1001',
      recordLocator: siobhan.recordLocator,
      openedAt: now.toISOString(),
    };
    const { entity: shown, calls: made } = await entity('reservations', named, 'booking { id }', herself, 'own');
    expect([shown, made]).toEqual([{ booking: null }, 0]);
  });

  test('and of the cases of a booking those alone that the desk has linked to him', async () => {
    const booking = {
      __typename: 'Booking',
      id: 'x',
      recordLocator: johnJunior.recordLocator,
      createdOn: '2026-01-01',
    };
    const ofBooking = async (caller: Caller, subjects: Subjects) => {
      const shown = await entity('service-cases', booking, 'serviceCases { edges { node { id } } }', caller, subjects);
      return shown.entity.serviceCases.edges.length;
    };
    const everybodys = await ofBooking({ ...nobodyInParticular, kind: 'staff' }, 'everyone');
    expect(everybodys).toBeGreaterThan(0);
    expect(await ofBooking(nobodyInParticular, 'consented')).toBe(0);
    expect(await ofBooking({ ...herself, customerId: siobhan.customerId }, 'own')).toBe(0);
  });
});
