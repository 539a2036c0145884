/** Makes the whole world, in the order things depend on each other. Same options, same world. */
import { openAccounts } from './accounts.ts';
import { buildBookings } from './bookings.ts';
import { buildCases } from './cases.ts';
import { takeNotes } from './difficulties.ts';
import { buildFlights } from './flights.ts';
import { buildMemberships } from './ledgers.ts';
import { carrier } from './network.ts';
import { buildPeople } from './people.ts';
import { random } from './random.ts';
import { ticketPrefix } from './tickets.ts';
import type { World, WorldOptions } from './types.ts';

export const fewestPeople = 200;
export const mostPeople = 200_000;

/** RangeError for a size outside 200 to 200,000 or a present that is not a date. */
export function buildWorld(options: WorldOptions): World {
  const steps = worldInSteps(options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same, for who has other things to do between the steps: a large world takes seconds. */
export function* worldInSteps(options: WorldOptions): Generator<undefined, World> {
  const { people: size, now } = options;
  if (!Number.isInteger(size) || size < fewestPeople || size > mostPeople) {
    throw new RangeError(`people must be a whole number from ${fewestPeople} to ${mostPeople}, but is ${size}`);
  }
  if (Number.isNaN(now.getTime())) throw new RangeError('now must be a date');
  const dice = random(options.seed);
  const notes = takeNotes();
  const index = buildFlights(dice.fork('flights'), now);
  yield;
  const population = buildPeople(dice.fork('people'), options, notes);
  yield;
  const accounts = openAccounts(dice.fork('accounts'), population, now, notes);
  yield;
  const bookings = buildBookings({ random: dice.fork('bookings'), now, population, accounts, flights: index, notes });
  yield;
  const { flights } = index;
  const { people } = population;
  const memberships = buildMemberships(dice.fork('ledgers'), accounts, bookings, flights, now, notes);
  yield;
  const cases = buildCases({ random: dice.fork('cases'), now, people, memberships, bookings, flights });
  yield;
  return {
    options,
    airline: { carrier, name: 'Auster Air', ticketPrefix, programme: carrier },
    people,
    memberships,
    flights,
    bookings,
    cases,
    difficulties: notes.all(),
  };
}
