/**
 * Which passenger of a booking is this customer?
 *
 * Two things make one: the customer's frequent-flyer number on the passenger, or the customer master naming this very booking
 * (locator and creation date); each with a surname that fits and a given name that is not another's. A conflict of birth
 * dates, of suffixes, or of age excludes whatever else agrees. Nothing weaker ever shows a booking.
 */
import { compareNames, type NameOutcome } from '../shared/names.ts';
import type { EvidenceOutcome, MatchEvidence, MatchMethod, RecordMatch } from './generated.ts';
import { firstDeparture } from './itinerary.ts';
import { nameReadings, type PassengerName } from './passenger-name.ts';
import { birthDate, passengerType } from './passengers.ts';
import type { BookingRecord, FrequentFlyerKey, PassengerRecord } from './source.ts';

/** As the customer master holds the customer. */
export interface CustomerIdentity {
  readonly name: { readonly givenNames: string | null; readonly surname: string; readonly suffix: string | null };
  readonly dateOfBirth: string | null;
  readonly membershipNumbers: readonly FrequentFlyerKey[];
  readonly recordLocators: readonly BookingReference[];
}

export interface BookingReference {
  readonly system: string;
  readonly recordLocator: string;
  readonly createdOn: string;
}

export interface Match {
  readonly method: MatchMethod;
  readonly confidence: number;
  readonly evidence: readonly MatchEvidence[];
  /** Null when several passengers fit equally well. */
  readonly passenger: PassengerRecord | null;
}

const confidence = { FREQUENT_FLYER_NUMBER: 0.97, BOOKING_REFERENCE: 0.93 } as const;
const youngestAdult = 18;
const oldestInfant = 2;

/** Null when the booking is not the customer's. */
export function matchBooking(booking: BookingRecord, customer: CustomerIdentity): Match | null {
  const named = customer.recordLocators.some((reference) => names(reference, booking));
  const fitting = booking.passengers
    .map((passenger) => matchPassenger(passenger, booking, customer, named))
    .filter((match) => match !== null)
    .sort((left, right) => strength(right) - strength(left));
  const [best, second] = fitting;
  if (best === undefined) return null;
  return second !== undefined && strength(second) === strength(best) ? { ...best, passenger: null } : best;
}

/** A match in the graph's form. */
export function recordMatch({ method, confidence: sure, evidence }: Match, asOf: Date): RecordMatch {
  return { system: 'reservations', method, confidence: sure, evidence: [...evidence], asOf };
}

/** Locator and creation date: a locator alone may have been given to somebody else since. */
export function names(reference: BookingReference, booking: BookingRecord): boolean {
  const { system, recordLocator, createdOn } = booking;
  return reference.system === system && reference.recordLocator === recordLocator && reference.createdOn === createdOn;
}

function matchPassenger(
  passenger: PassengerRecord,
  booking: BookingRecord,
  customer: CustomerIdentity,
  named: boolean,
): Match | null {
  const { booked, compared } = closestReading(passenger, customer);
  const number = compareNumbers(passenger, customer);
  const born = compareBirthDates(birthDate(passenger), customer.dateOfBirth);
  const age = compareAge(passenger, booking, customer.dateOfBirth);
  // One who is `Jr` in one record and not in the other may be father or son: only a birth date can tell them apart.
  const halfSuffix = (booked.suffix === null) !== (customer.name.suffix === null) && born !== 'SAME';
  const fits =
    (compared.surname === 'SAME' || compared.surname === 'COMPATIBLE') &&
    compared.givenName !== 'DIFFERENT' &&
    !compared.suffixConflict &&
    born !== 'VETO' &&
    age !== 'VETO';
  const byNumber = fits && number === 'SAME' && (!halfSuffix || named);
  if (!byNumber && !(fits && named)) return null;
  const method = byNumber ? 'FREQUENT_FLYER_NUMBER' : 'BOOKING_REFERENCE';
  return {
    method,
    confidence: confidence[method],
    evidence: [
      { attribute: 'membershipNumber', outcome: number },
      { attribute: 'bookingReference', outcome: named ? 'SAME' : 'MISSING' },
      { attribute: 'surname', outcome: compared.surname },
      { attribute: 'givenName', outcome: compared.givenName },
      { attribute: 'dateOfBirth', outcome: born },
      { attribute: 'passengerType', outcome: age },
    ],
    passenger,
  };
}

/** A name that can be read in two ways is read in the customer's favour: the number or the reference has to agree anyway. */
function closestReading({ surname, firstName }: PassengerRecord, customer: CustomerIdentity) {
  const compare = (booked: PassengerName) => ({ booked, compared: compareNames(booked, customer.name) });
  const [likely, ...others] = nameReadings(surname, firstName);
  const closest = [likely, ...others].map(compare).find(({ compared }) => compared.givenName !== 'DIFFERENT');
  return closest ?? compare(likely);
}

function compareNumbers(passenger: PassengerRecord, customer: CustomerIdentity): EvidenceOutcome {
  const same = passenger.frequentFlyerNumbers.some((booked) =>
    customer.membershipNumbers.some((held) => held.programme === booked.programme && held.number === booked.number),
  );
  if (same) return 'SAME';
  const both = passenger.frequentFlyerNumbers.length > 0 && customer.membershipNumbers.length > 0;
  return both ? 'DIFFERENT' : 'MISSING';
}

function compareBirthDates(booked: string | null, held: string | null): EvidenceOutcome {
  if (booked === null || held === null) return 'MISSING';
  return booked === held ? 'SAME' : 'VETO';
}

/** Infants and children against the customer's age on the day of the first departure. */
function compareAge(passenger: PassengerRecord, booking: BookingRecord, held: string | null): EvidenceOutcome {
  const day = firstDeparture(booking);
  if (held === null || day === null) return 'MISSING';
  const age = yearsBetween(held, day);
  const type = passengerType(passenger);
  if (type === 'INFANT') return age > oldestInfant ? 'VETO' : 'SAME';
  if (type === 'CHILD') return age >= youngestAdult ? 'VETO' : 'SAME';
  return passenger.typeCode === 'ADT' && age < oldestInfant ? 'VETO' : 'SAME';
}

function yearsBetween(from: string, until: string): number {
  const years = Number(until.slice(0, 4)) - Number(from.slice(0, 4));
  return until.slice(5) < from.slice(5) ? years - 1 : years;
}

function strength(match: Match): number {
  const weight: Readonly<Record<EvidenceOutcome | NameOutcome, number>> = {
    SAME: 3,
    COMPATIBLE: 2,
    SHARED: 0,
    MISSING: 1,
    DIFFERENT: 0,
    VETO: 0,
  };
  return match.confidence * 100 + match.evidence.reduce((sum, { outcome }) => sum + weight[outcome], 0);
}
