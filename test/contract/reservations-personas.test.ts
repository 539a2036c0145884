/** The reservations subgraph as the gateway uses it, over the stand-in of the reservation system and the invented world. */
import { execute, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { start } from '../../legacy/pss/index.ts';
import type { StandIn } from '../../legacy/shared/stand-in.ts';
import { buildWorld } from '../../legacy/world/build.ts';
import { personas, strangersLocator } from '../../legacy/world/personas.ts';
import type { Person } from '../../legacy/world/types.ts';
import { reservations } from '../../subgraphs/reservations/subgraph.ts';
import type { Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { everybody } from '../support/everybody.ts';

const now = new Date('2026-11-24T09:30:00Z');
const world = buildWorld({ seed: 11, people: 400, now });
let standIn: StandIn;
let subgraph: Subgraph;

beforeAll(async () => {
  standIn = await start(world, { dataFolder: '.', port: 0 });
  subgraph = await reservations.open(standIn.settings, { now: () => now, onCall: () => undefined });
});
afterAll(async () => {
  await subgraph.close();
  await standIn.close();
});
beforeEach(() => {
  standIn.setFault({ kind: 'none' });
  standIn.resetCalls();
});

async function ask(query: string, variableValues: Record<string, unknown> = {}) {
  const contextValue = subgraph.context(everybody());
  const { schema } = subgraph;
  const { data, errors = [] } = await execute({ schema, document: parse(query), variableValues, contextValue });
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    errors: errors.map(({ path, extensions }) => `${path?.join('.')}: ${extensions.code}`),
  };
}

const entities = (fields: string, ...representations: unknown[]) =>
  ask(`query ($of: [_Any!]!) { _entities(representations: $of) { ${fields} } }`, { of: representations });

/** What the customer master sends along with a customer. */
const asCustomer = (person: Person) => ({
  __typename: 'Customer',
  id: person.customerId,
  name: { givenNames: person.givenNames.join(' ') || null, surname: person.surname, suffix: person.suffix },
  dateOfBirth: person.birthDate,
  membershipNumbers: person.membershipNumbers,
  recordLocators: person.bookingReferences,
});
const persona = ({ customerId }: { readonly customerId: string }) =>
  asCustomer(world.people.find((person) => person.customerId === customerId)!);

interface Edge {
  readonly node: { readonly recordLocator: string } | null;
  readonly passenger: { readonly id: string; readonly nameAsBooked: string } | null;
  readonly match: { readonly method: string };
}
async function bookingsOf(customer: object, args = ''): Promise<Edge[]> {
  const fields = `... on Customer { bookings${args} { edges { node { recordLocator } passenger { id nameAsBooked } match { method } } } }`;
  const { data, errors } = await entities(fields, customer);
  // The stand-in restricts a booking here and there.
  expect(errors.filter((error) => !/edges\.\d+\.node: LEGACY_REJECTED$/.test(error))).toEqual([]);
  return data._entities[0].bookings.edges;
}
const locators = (edges: readonly Edge[]) => edges.map(({ node }) => node?.recordLocator);

describe('the personas', () => {
  test.each([
    ['Ada', personas.ada, 'LINDQVIST/ADA MARIEMRS'],
    ['Siobhan O’Brien', personas.siobhan, 'OBRIEN/SIOBHANMRS'],
    ['Mara, not her twin', personas.mara, 'OKAFOR/MARAMS'],
    ['Mila, not her twin', personas.mila, 'OKAFOR/MILAMS'],
    ['John Smith, not his son', personas.johnSenior, 'SMITH/JOHNMR'],
    ['John Smith Jr, not his father', personas.johnJunior, 'SMITHJR/JOHNMR'],
    ['Anne-Marie Müller, who has no number', personas.annemarie, 'MUELLER/ANNEMARIE'],
    ['Suryanto, who has one name', personas.suryanto, 'SURYANTO/FNU'],
    ['Se Joon Kim', personas.sejoon, 'KIM/SEJOONMR'],
    ['Aleksei Volkov', personas.aleksei, 'VOLKOV/ALEKSEIMR'],
    ['Grace with an infant', personas.grace, 'MWANGI/GRACEMRS'],
    ['Lena', personas.lena, 'NOVAK/LENAMS'],
  ])('%s: the coming booking and the passenger in it', async (_, who, booked) => {
    const edges = await bookingsOf(persona(who), '(when: UPCOMING)');
    expect(edges.map(({ node, passenger }) => [node?.recordLocator, passenger?.nameAsBooked])).toEqual([
      [who.recordLocator, booked],
    ]);
  });

  test('a booking under swapped names is found too', async () => {
    const edges = await bookingsOf(persona(personas.sejoon), '(when: PAST)');
    expect(edges.map(({ passenger }) => passenger?.nameAsBooked)).toContain('SE/JOONKIM');
  });

  test('Tomás, who never flew, has none; Fatima does not get the stranger’s who has her old locator', async () => {
    expect(await bookingsOf(persona(personas.tomas))).toEqual([]);
    expect(locators(await bookingsOf(persona(personas.fatima)))).not.toContain(personas.fatima.reusedRecordLocator);
  });

  test('nobody is known among strangers, but their booking shows', async () => {
    const { data } = await ask(`{ booking(recordLocator: "${strangersLocator}") { passengers { name { full } } } }`);
    expect(data.booking.passengers).toHaveLength(2);
  });
});

/** The customer's own bookings that a number or a reference leads to. */
function findable(person: Person): string[] {
  const referred = new Set(
    person.bookingReferences.map(({ recordLocator, createdOn }) => `${recordLocator} ${createdOn}`),
  );
  const held = new Set(person.membershipNumbers.map(({ programme, number }) => `${programme} ${number}`));
  return world.bookings.flatMap(({ recordLocator, createdAt, purged, travellers }) => {
    const own = travellers.find((traveller) => traveller.person === person.index && traveller.type !== 'INF');
    const numbered = own?.frequentFlyer.some(({ programme, number }) => held.has(`${programme} ${number}`)) ?? false;
    const named = referred.has(`${recordLocator} ${createdAt.toISOString().slice(0, 10)}`);
    return own !== undefined && !purged && (numbered || named) ? [recordLocator] : [];
  });
}

/** The human a shown passenger is, however many records the customer master has of him. */
function travellerOf({ node, passenger }: Edge): number | null {
  const booking = world.bookings.find(({ recordLocator, purged }) => recordLocator === node?.recordLocator && !purged);
  const tattoo = Number(/-PT(\d+)$/.exec(passenger?.id ?? '')?.[1]);
  return human(booking?.travellers.find((traveller) => traveller.tattoo === tattoo)?.person ?? null);
}
const human = (index: number | null) => (index === null ? null : (world.people[index]?.duplicateOf ?? index));

test('every booking shown to any customer of the world is his own, and none that could be found is missing', async () => {
  const customers = world.people.filter(({ customerId }) => customerId !== null);
  const [wrong, missing]: [string[], string[]] = [[], []];
  let shown = 0;
  for (const person of customers) {
    const edges = await bookingsOf(asCustomer(person), '(first: 50)');
    const opened = edges.filter(({ node }) => node !== null);
    shown += opened.length;
    const foreign = opened.filter((edge) => travellerOf(edge) !== human(person.index));
    const unfound = findable(person).filter((locator) => !locators(opened).includes(locator));
    wrong.push(...locators(foreign).map((locator) => `${person.customerId} ${locator}`));
    if (unfound.length > edges.length - opened.length) missing.push(`${person.customerId} ${unfound}`);
  }
  expect({ wrong, missing }).toEqual({ wrong: [], missing: [] });
  expect(shown).toBeGreaterThan(100);
}, 60_000);

describe('calls to the system', () => {
  const page =
    '... on Customer { bookings(when: UPCOMING) { edges { node { id segments { departure { scheduledAt } flight { number } } } } } }';
  const ada = persona(personas.ada);

  test('a customer’s coming booking costs a list, one opening, and one for each reference the list does not have', async () => {
    await entities(page, { ...ada, recordLocators: [] });
    expect(standIn.calls()).toEqual({ PNR_Retrieve: 2 });
  });

  test('flight information is asked for only when needed, once a departure', async () => {
    const query = `{ booking(recordLocator: "${personas.ada.recordLocator}") { segments { flight { status cabins { seatsLeft } } departure { gate } } } }`;
    const { data, errors } = await ask(query);
    expect(errors).toEqual([]);
    expect(standIn.calls()).toEqual({ PNR_Retrieve: 1, Air_FlightInfo: data.booking.segments.length });
  });

  test('a ticket leads to booking, passenger and flights', async () => {
    const ticketNumbers = world.bookings.find(({ recordLocator }) => recordLocator === personas.ada.recordLocator)!
      .travellers[0]!.tickets;
    const { data, errors } = await ask(
      `{ ticket(number: "${ticketNumbers[0]!.number}") { passengerName { full } booking { recordLocator } coupons { status flight { carrier number } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.ticket).toMatchObject({ booking: { recordLocator: personas.ada.recordLocator } });
    expect(data.ticket.coupons.length).toBeGreaterThan(0);
    expect(standIn.calls()).toEqual({ Ticket_ProcessETicket: 1, PNR_Retrieve: 1 });
  });
});

describe('when the system misbehaves', () => {
  const customer = persona(personas.ada);
  const fields = '... on Customer { id bookings { edges { node { id } } } }';

  test.each([
    ['refuse', 'LEGACY_UNAVAILABLE'],
    ['unavailable', 'LEGACY_UNAVAILABLE'],
    ['garble', 'LEGACY_MALFORMED'],
  ] as const)('%s: bookings are null with the reason, the customer stays', async (kind, code) => {
    standIn.setFault({ kind });
    const { data, errors } = await entities(fields, customer);
    expect(data._entities[0]).toEqual({ id: customer.id, bookings: null });
    expect(errors).toEqual([`_entities.0.bookings: ${code}`]);
  });

  test('answers for other locators and in other orders show nobody else’s booking', async () => {
    standIn.setFault({ kind: 'shuffle' });
    const wanted = [personas.ada, personas.siobhan, personas.mara, personas.lena].map(
      ({ recordLocator }) => recordLocator,
    );
    for (const locator of wanted) {
      const { data, errors } = await ask(`{ booking(recordLocator: "${locator}") { recordLocator } }`);
      if (data.booking === null) expect(errors).toEqual(['booking: LEGACY_MALFORMED']);
      else expect(data.booking.recordLocator).toBe(locator);
    }
  });
});
