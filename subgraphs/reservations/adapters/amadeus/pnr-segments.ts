/** The itinerary of a PNR. */

import { cutCards } from '../../../shared/cards.ts';
import type { Read } from '../../../shared/errors.ts';
import type { SegmentRecord } from '../../source.ts';
import { addDays, readLocal } from './dates.ts';
import { malformed } from './failure.ts';
import { flightNumber } from './flight-number.ts';
import { type DataElement, joinedText, linesOf, tattoo } from './pnr-elements.ts';
import { all, at, textAt, type XmlElement } from './xml.ts';

const management = 'elementManagementItinerary';

/** Throws SourceError when two different segments go by one tattoo. */
export function readSegments(reply: XmlElement, now: Date): readonly SegmentRecord[] {
  const lines = linesOf(all(reply, 'originDestinationDetails', 'itineraryInfo'), management);
  const segments = lines.map((line) => readSegment(line, now));
  if (new Set(segments.map((segment) => segment.tattoo)).size < segments.length)
    throw malformed('two segments under one tattoo');
  return segments;
}

function readSegment(line: XmlElement, now: Date): SegmentRecord {
  const product = at(line, 'travelProduct');
  const dates = at(product, 'product');
  const named = textAt(line, management, 'segmentName');
  const number = textAt(product, 'productDetails', 'identification');
  const kind = number === 'ARNK' ? 'ARNK' : named;
  if (kind === null) throw malformed('segment without kind');
  const isFlight = kind === 'AIR';
  const details = at(line, 'flightDetail');
  return {
    tattoo: segmentTattoo(line),
    kind,
    marketingCarrier: isFlight ? textAt(product, 'companyDetail', 'identification') : null,
    marketingFlightNumber: isFlight ? flightNumber(number, textAt(product, 'productDetails', 'subtype')) : null,
    operatingCarrier: isFlight ? operatingCarrier(line) : null,
    origin: textAt(product, 'boardpointDetail', 'cityCode'),
    destination: textAt(product, 'offpointDetail', 'cityCode'),
    departureTerminal: textAt(details, 'departureInformation', 'departTerminal'),
    arrivalTerminal: textAt(details, 'arrivalStationInfo', 'terminal'),
    departure: readLocal(textAt(dates, 'depDate'), textAt(dates, 'depTime'), now),
    arrival: arrival(dates, now),
    bookingClass: textAt(product, 'productDetails', 'classOfService'),
    cabinCode: textAt(line, 'cabinDetails', 'cabinDetails', 'classDesignator'),
    status: textAt(line, 'relatedProduct', 'status'),
    equipment: textAt(details, 'productDetails', 'equipment'),
    carrierLocator: textAt(line, 'itineraryReservationInfo', 'reservation', 'controlNumber'),
    description: isFlight ? null : description(line),
  };
}

/** Nothing may refer to a segment without a tattoo, but it is part of the journey; its line number tells it apart. */
function segmentTattoo(line: XmlElement): string {
  const reference = tattoo(at(line, management, 'reference'));
  if (/^ST\d+$/.test(reference)) return reference;
  const lineNumber = textAt(line, management, 'lineNumber');
  if (lineNumber === null) throw malformed('segment without tattoo');
  return `L${lineNumber}`;
}

function arrival(dates: XmlElement | undefined, now: Date): Read<string> {
  const [date, time] = [textAt(dates, 'arrDate'), textAt(dates, 'arrTime')];
  if (date !== null || time === null) return readLocal(date, time, now);
  const sameDay = readLocal(textAt(dates, 'depDate'), time, now);
  if (typeof sameDay !== 'string') return sameDay;
  const later = Number(textAt(dates, 'dayChangeIndicator') ?? 0);
  if (!Number.isInteger(later) || Math.abs(later) > 3) return malformed('day change');
  return `${addDays(sameDay.slice(0, 10), later)}${sameDay.slice(10)}`;
}

function operatingCarrier(line: XmlElement): string | null {
  const texts = all(line, 'itineraryfreeFormText', 'freeText').map((text) => text.text.replace(/\s+/g, ' ').trim());
  const stated = texts.map((text) => /^OPERATED BY (.+)$/i.exec(text)?.[1]).find((name) => name !== undefined);
  return (
    textAt(line, 'travelProduct', 'companyDetail', 'secondIdentification') ??
    textAt(line, 'legInfo', 'legTravelProduct', 'companyDetails', 'operatingCompany') ??
    stated ??
    null
  );
}

/** A hotel's or car company's name, or the segment's text. */
function description(line: XmlElement): string | null {
  const text =
    textAt(line, 'hotelProduct', 'property', 'name') ??
    textAt(line, 'hotelReservationInfo', 'hotelPropertyInfo', 'hotelName') ??
    textAt(line, 'typicalCarData', 'companyIdentification', 'companyName') ??
    joinedText(all(line, 'itineraryFreetext', 'longFreetext'))?.replace(/^[-\s]+/, '') ??
    joinedText(all(line, 'itineraryfreeFormText', 'freeText'));
  return text === null || text === '' ? null : cutCards(text);
}

/** By reference; by the points of the request when it has no reference. */
export function segmentsOf(element: DataElement, segments: readonly SegmentRecord[]): readonly string[] {
  if (element.segments.length > 0) return element.segments;
  const request = at(element.xml, 'serviceRequest', 'ssr');
  const [from, to] = [textAt(request, 'boardpoint'), textAt(request, 'offpoint')];
  if (from === null || to === null) return [];
  return segments
    .filter((segment) => segment.origin === from && segment.destination === to)
    .map((segment) => segment.tattoo);
}
