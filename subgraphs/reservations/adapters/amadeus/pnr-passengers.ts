/** Travellers with everything the data elements say of them. */
import { type Read, SourceError } from '../../../shared/errors.ts';
import type { PassengerRecord } from '../../source.ts';
import { unique } from './pnr-elements.ts';
import type { Facts } from './pnr-facts.ts';
import type { Traveller } from './pnr-travellers.ts';

export function readPassengers(travellers: readonly Traveller[], facts: readonly Facts[]): readonly PassengerRecord[] {
  return travellers.map((traveller) => {
    const own = facts.filter((fact) => belongs(fact, traveller, travellers.length));
    return {
      tattoo: traveller.tattoo,
      surname: traveller.surname,
      firstName: traveller.firstName,
      typeCode: traveller.typeCode,
      birthDate: traveller.birthDate ?? birthDateIn(own.map(({ birthDate }) => birthDate)),
      accompaniedBy: traveller.accompaniedBy,
      frequentFlyerNumbers: distinctNumbers(own),
      documents: own.flatMap(({ document }) => document ?? []),
      specialServiceRequests: own.flatMap(({ specialService }) => specialService ?? []),
      seats: own.flatMap(({ seats }) =>
        seats.flatMap((seat) => (seat.passenger === traveller.tattoo ? seat.seat : [])),
      ),
      ticketNumbers: unique(own.flatMap(({ ticketNumbers }) => ticketNumbers)),
      checkedIn: unique(own.flatMap(({ checkedIn }) => checkedIn)),
    };
  });
}

/**
 * An infant without a tattoo is referred to by its adult's: what says it is the infant's is only the infant's, and it is
 * checked in when its adult is.
 */
function belongs(fact: Facts, traveller: Traveller, party: number): boolean {
  if (fact.passengers.length === 0 && fact.isPersonal) return party === 1;
  const refers = fact.passengers.length === 0 || fact.passengers.includes(traveller.referredToAs);
  const isLapInfant = traveller.tattoo !== traveller.referredToAs;
  if (isLapInfant) return refers && fact.passengers.length > 0 && (fact.ofInfant || fact.checkedIn.length > 0);
  return refers && (!fact.ofInfant || traveller.typeCode === 'INF');
}

/** One number may be sent with its tier on one segment and without on another. */
function distinctNumbers(facts: readonly Facts[]): PassengerRecord['frequentFlyerNumbers'] {
  const numbers = facts.flatMap(({ frequentFlyer }) => frequentFlyer ?? []);
  const byNumber = Map.groupBy(numbers, ({ programme, number }) => `${programme} ${number}`);
  return [...byNumber.values()].flatMap((same) => same.find(({ tierCode }) => tierCode !== null) ?? same[0] ?? []);
}

/** A date that can be read before one that cannot. */
function birthDateIn(dates: readonly Read<string>[]): Read<string> {
  return dates.find((date) => typeof date === 'string') ?? dates.find((date) => date instanceof SourceError) ?? null;
}
