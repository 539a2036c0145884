/** PNR_Reply to the port's BookingRecord. */
import type { BookingRecord } from '../../source.ts';
import { readDate, readInstant } from './dates.ts';
import { malformed } from './failure.ts';
import type { Answer, Expected } from './faults.ts';
import { distinctLocators, readAssociated, readBookingPayments, readContacts, readRemarks } from './pnr-contents.ts';
import { dataElements } from './pnr-elements.ts';
import { readFacts } from './pnr-facts.ts';
import { readPassengers } from './pnr-passengers.ts';
import { readSegments } from './pnr-segments.ts';
import { readParty } from './pnr-travellers.ts';
import { all, at, textAt, type XmlElement } from './xml.ts';

export const expectedPnr: Expected = {
  replies: ['PNR_Reply'],
  // A header alone may come with an error; a booking has somebody in it.
  hasData: (reply) => at(reply, 'pnrHeader') !== undefined && at(reply, 'travellerInfo') !== undefined,
  notFound: ['1', '1284', '1929'],
};

/** Throws LEGACY_MALFORMED for a reply that is not the booking asked for, or in which people cannot be told apart. */
export function readBooking({ reply, warnings }: Answer, asked: string, now: Date): BookingRecord {
  const reservations = all(reply, 'pnrHeader', 'reservationInfo', 'reservation');
  const own = reservations.find((reservation) => isOwn(reservation, asked));
  if (own === undefined) throw malformed('reply for another locator');
  const created = creation(reply, own);
  const elements = dataElements(reply);
  const segments = readSegments(reply, now);
  const party = readParty(reply, elements, now);
  return {
    system: textAt(own, 'companyId') ?? '1A',
    recordLocator: asked.toUpperCase(),
    createdOn: readDate(created.date, 'travel', now),
    createdAt: readInstant(created.date, created.time, now),
    locators: distinctLocators([...reservations, ...carriersReservations(reply)].map(toLocator)),
    associated: readAssociated(elements),
    pointOfSale: readPointOfSale(reply),
    groupName: party.groupName,
    numberInParty: party.number,
    passengers: readPassengers(
      party.travellers,
      elements.map((element) => readFacts(element, segments, now)),
    ),
    segments,
    contacts: readContacts(elements),
    payments: readBookingPayments(elements),
    remarks: readRemarks(elements),
    warnings,
  };
}

/** The system's own locator, not another system's for the same journey; only the system's own comes with a date. */
function isOwn(reservation: XmlElement, asked: string): boolean {
  if (textAt(reservation, 'controlNumber')?.toUpperCase() !== asked.toUpperCase()) return false;
  return textAt(reservation, 'date') !== null || textAt(reservation, 'companyId') === '1A';
}

/** The header has the date of the last change on some hosts, so the creation stated with the creator comes first. UTC. */
function creation(reply: XmlElement, own: XmlElement): { date: string | null; time: string | null } {
  const creator = at(reply, 'securityInformation', 'secondRpInformation');
  const date = textAt(creator, 'creationDate');
  if (date !== null) return { date, time: textAt(creator, 'creationTime') };
  return { date: textAt(own, 'date'), time: textAt(own, 'time') };
}

const carriersReservations = (reply: XmlElement): readonly XmlElement[] =>
  all(reply, 'originDestinationDetails', 'itineraryInfo', 'itineraryReservationInfo', 'reservation');

const toLocator = (reservation: XmlElement) => ({
  system: textAt(reservation, 'companyId'),
  recordLocator: textAt(reservation, 'controlNumber'),
});

/** The office that created the booking; the office now responsible when the message does not say. */
function readPointOfSale(reply: XmlElement): BookingRecord['pointOfSale'] {
  const pos = at(reply, 'sbrCreationPosDetails') ?? at(reply, 'sbrPOSDetails');
  const responsible = at(reply, 'securityInformation', 'responsibilityInformation');
  const origin = at(pos, 'sbrUserIdentificationOwn', 'originIdentification');
  return {
    officeId: textAt(origin, 'inHouseIdentification1') ?? textAt(responsible, 'officeId'),
    iataNumber: textAt(origin, 'originatorId') ?? textAt(responsible, 'iataCode'),
    country: textAt(pos, 'sbrPreferences', 'userPreferences', 'codedCountry'),
    city: textAt(pos, 'sbrSystemDetails', 'deliveringSystem', 'locationId'),
  };
}
