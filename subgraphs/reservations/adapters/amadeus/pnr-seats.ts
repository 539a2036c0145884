/** Seats of a seat request (RQST, SEAT and the like). */
import type { PassengerRecord, SegmentRecord } from '../../source.ts';
import { type DataElement, tattoo, unique } from './pnr-elements.ts';
import { segmentsOf } from './pnr-segments.ts';
import type { Traveller } from './pnr-travellers.ts';
import { all, at, textAt, type XmlElement } from './xml.ts';

type Seat = PassengerRecord['seats'][number];

const seatRequests = new Set([
  'RQST',
  'SEAT',
  'NSSA',
  'NSSW',
  'NSST',
  'NSSB',
  'NSSR',
  'SMSA',
  'SMSW',
  'SMST',
  'SMSB',
  'SMSR',
]);

/** The traveller's seats in one element: by the passenger each seat names, or the only one the element is for. */
export function readSeats(
  element: DataElement,
  freeText: string | null,
  traveller: Traveller,
  segments: readonly SegmentRecord[],
): readonly Seat[] {
  const request = at(element.xml, 'serviceRequest', 'ssr');
  if (!seatRequests.has(textAt(request, 'type') ?? '') || traveller.tattoo !== traveller.referredToAs) return [];
  const isAlone = element.passengers.length === 1 && element.passengers[0] === traveller.tattoo;
  const isOwn = (crossReference: string | null) =>
    crossReference === null ? isAlone : `PT${crossReference}` === traveller.tattoo;
  const seats = all(element.xml, 'serviceRequest', 'ssrb').filter((seat) => isOwn(textAt(seat, 'crossRef')));
  const characteristics = all(element.xml, 'seatPaxInfo')
    .filter((info) => all(info, 'crossRef', 'reference').some((reference) => tattoo(reference) === traveller.tattoo))
    .flatMap((info) => texts(all(info, 'seatPaxDetails', 'genericDetails', 'seatCharacteristic')));
  const numbers = seats.flatMap((seat) => {
    const number = seatNumber(textAt(seat, 'data'));
    return number === null
      ? []
      : [{ number, characteristics: unique([...texts(all(seat, 'seatType')), ...characteristics]) }];
  });
  const inText = seats.length === 0 && isAlone ? seatNumber(freeText) : null;
  if (inText !== null) numbers.push({ number: inText, characteristics: unique(characteristics) });
  const status = textAt(request, 'status');
  return numbers.flatMap((seat) => segmentsOf(element, segments).map((segment) => ({ segment, status, ...seat })));
}

/** `14C` of `14C`, `014C` or `.14CN`. */
function seatNumber(text: string | null): string | null {
  const parsed = /(?:^|[^A-Z0-9])0*([1-9]\d{0,2}[A-HJ-L])(?![A-Z0-9]{2})/.exec(text?.toUpperCase() ?? '');
  return parsed?.[1] ?? null;
}

function texts(elements: readonly XmlElement[]): readonly string[] {
  return elements.map((element) => element.text.trim()).filter((text) => text !== '');
}
