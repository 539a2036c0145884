/** The systems behind the graph, and what is asked of each. */

export const systems = ['customers', 'reservations', 'loyalty', 'service-cases'] as const;
export type System = (typeof systems)[number];

interface Part {
  /** Of the root's arguments. */
  readonly variables: Readonly<Record<string, string>>;
  /** A root field that the system answers alone. */
  readonly root: string;
  /** What it adds to a customer, if anything. */
  readonly ofCustomer: string;
  /** Where its fields are in an answer; `*` is any place in a list. */
  readonly places: readonly (readonly string[])[];
}

/** Nothing here depends on the product's clock, so that an answer is right whenever it comes. */
export const parts: Readonly<Record<System, Part>> = {
  customers: {
    variables: { $ids: '[ID!]!' },
    root: 'customers(ids: $ids) { id name { givenNames surname } dateOfBirth emails { address } OF_CUSTOMER }',
    ofCustomer: '',
    places: [['customers']],
  },
  reservations: {
    variables: { $locator: 'String!' },
    root: 'booking(recordLocator: $locator) { recordLocator numberInParty passengers { nameAsBooked type } }',
    ofCustomer: 'bookings(first: 2, when: ALL) { edges { node { recordLocator passengers { nameAsBooked } } } }',
    places: [['booking'], ['customers', '*', 'bookings']],
  },
  loyalty: {
    variables: { $number: 'String!' },
    root: 'loyaltyMembership(number: $number) { number member { name { surname } } balance { available earned } }',
    ofCustomer: 'loyalty { number member { name { surname } } balance { available } }',
    places: [['loyaltyMembership'], ['customers', '*', 'loyalty']],
  },
  'service-cases': {
    variables: { $case: 'ID!' },
    root: 'serviceCase(id: $case) { id subject requester { email } }',
    ofCustomer: 'serviceCases(first: 3) { edges { node { id subject requester { membershipNumber email } } } }',
    places: [['serviceCase'], ['customers', '*', 'serviceCases']],
  },
};

export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly systems: readonly System[];
}

export interface Person {
  readonly ids: readonly string[];
  readonly locator: string;
  readonly number: string;
  readonly case: string;
}

/** Everything that these systems know of a person, and nothing of the others. */
export function questionTo(asked: readonly System[], person: Person): Question {
  const chosen = systems.filter((system) => asked.includes(system));
  const ofCustomer = chosen.map((system) => parts[system].ofCustomer).join(' ');
  const declared = chosen.flatMap((system) => Object.entries(parts[system].variables));
  const fields = chosen.map((system) => parts[system].root.replace('OF_CUSTOMER', ofCustomer));
  const given: Readonly<Record<string, unknown>> = { ...person };
  return {
    systems: chosen,
    query: `query Asked(${declared.map(([name, type]) => `${name}: ${type}`).join(', ')}) { ${fields.join(' ')} }`,
    variables: Object.fromEntries(declared.map(([name]) => [name.slice(1), given[name.slice(1)]])),
  };
}

/** Whether a place in an answer is one of this system's, or lies within. */
export function belongsTo(system: System, place: readonly (string | number)[]): boolean {
  return parts[system].places.some(
    (pattern) =>
      place.length >= pattern.length &&
      pattern.every((segment, index) => segment === '*' || segment === String(place[index])),
  );
}
