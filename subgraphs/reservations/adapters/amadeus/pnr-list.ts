/**
 * The list a search by frequent flyer or by flight and name answers with. No public sample of it exists; `PNR_List` is the
 * form our stand-in speaks. Hosts that open a single hit at once answer with PNR_Reply, which makes a list of one.
 */
import type { Read } from '../../../shared/errors.ts';
import type { BookingSummary } from '../../source.ts';
import { readDate } from './dates.ts';
import { malformed } from './failure.ts';
import type { Answer, Expected } from './faults.ts';
import { expectedPnr, readBooking } from './pnr.ts';
import { all, textAt, type XmlElement } from './xml.ts';

export const expectedList: Expected = {
  replies: ['PNR_List', 'PNR_Reply'],
  hasData: (reply) => all(reply, 'pnrRecord').length > 0 || expectedPnr.hasData(reply),
  notFound: ['1', '1284'],
};

/** Each booking once. Throws LEGACY_MALFORMED when a line has no locator. */
export function readList(answer: Answer, now: Date): readonly BookingSummary[] {
  if (answer.reply.name === 'PNR_Reply') return [summaryOf(answer, now)];
  const lines = all(answer.reply, 'pnrRecord').map((line) => readLine(line, now));
  return [...new Map(lines.map((line) => [`${line.recordLocator} ${line.createdOn ?? ''}`, line])).values()];
}

function readLine(line: XmlElement, now: Date): BookingSummary {
  const recordLocator = textAt(line, 'reservationInfo', 'reservation', 'controlNumber');
  if (recordLocator === null) throw malformed('list line without locator');
  const date = (...path: string[]) => dateOrNull(readDate(textAt(line, ...path), 'travel', now));
  return {
    recordLocator: recordLocator.toUpperCase(),
    createdOn: date('reservationInfo', 'reservation', 'date'),
    surname: textAt(line, 'travellerInformation', 'traveller', 'surname'),
    firstName: textAt(line, 'travellerInformation', 'passenger', 'firstName'),
    firstDeparture: date('itinerary', 'firstDepDate'),
    lastDeparture: date('itinerary', 'lastDepDate'),
  };
}

/** Which of the passengers was meant, a whole booking does not say. */
function summaryOf(answer: Answer, now: Date): BookingSummary {
  const recordLocator = textAt(answer.reply, 'pnrHeader', 'reservationInfo', 'reservation', 'controlNumber');
  if (recordLocator === null) throw malformed('booking without locator');
  const booking = readBooking(answer, recordLocator, now);
  const departures = booking.segments
    .flatMap(({ departure }) => (typeof departure === 'string' ? [departure.slice(0, 10)] : []))
    .sort();
  return {
    recordLocator: booking.recordLocator,
    createdOn: dateOrNull(booking.createdOn),
    surname: null,
    firstName: null,
    firstDeparture: departures.at(0) ?? null,
    lastDeparture: departures.at(-1) ?? null,
  };
}

/** A list only says what to open; a date that cannot be read says nothing, and the opened booking says why. */
const dateOrNull = (date: Read<string>): string | null => (typeof date === 'string' ? date : null);
