/** Seats of a seat request (RQST, SEAT and the like). */
import type { PassengerRecord, SegmentRecord } from '../../source.ts';
import { type DataElement, tattoo, unique } from './pnr-elements.ts';
import { segmentsOf } from './pnr-segments.ts';
import { all, textAt, type XmlElement } from './xml.ts';

export interface SeatFact {
  /** Tattoo. */
  readonly passenger: string;
  readonly seat: PassengerRecord['seats'][number];
}

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

/** Tattoos of the passengers whose seats the element lists; it refers to none of them itself when it lists those of several. */
export function seatedPassengers({ xml }: DataElement): readonly string[] {
  const references = all(xml, 'serviceRequest', 'ssrb').map((seat) => textAt(seat, 'crossRef'));
  return unique(references.flatMap((reference) => (reference === null ? [] : `PT${reference}`)));
}

/** Each seat with the passenger it names, or the only one the element is for. A seat that nothing ties to anybody is none. */
export function readSeats(
  element: DataElement,
  code: string,
  freeText: string | null,
  segments: readonly SegmentRecord[],
): readonly SeatFact[] {
  if (!seatRequests.has(code)) return [];
  const alone = element.passengers.length === 1 ? element.passengers[0] : undefined;
  const stated = all(element.xml, 'serviceRequest', 'ssrb');
  const inText = stated.length === 0 ? [{ text: freeText, passenger: alone, types: [] }] : [];
  const inElements = stated.map((seat) => {
    const crossReference = textAt(seat, 'crossRef');
    return {
      text: textAt(seat, 'data'),
      passenger: crossReference === null ? alone : `PT${crossReference}`,
      types: texts(all(seat, 'seatType')),
    };
  });
  const status = textAt(element.xml, 'serviceRequest', 'ssr', 'status');
  return [...inText, ...inElements].flatMap(({ text, passenger, types }) => {
    const number = seatNumber(text);
    if (number === null || passenger === undefined) return [];
    const characteristics = unique([...types, ...characteristicsFor(element, passenger)]);
    return segmentsOf(element, segments).map((segment) => ({
      passenger,
      seat: { segment, number, status, characteristics },
    }));
  });
}

function characteristicsFor(element: DataElement, passenger: string): readonly string[] {
  return all(element.xml, 'seatPaxInfo')
    .filter((info) => all(info, 'crossRef', 'reference').some((reference) => tattoo(reference) === passenger))
    .flatMap((info) => texts(all(info, 'seatPaxDetails', 'genericDetails', 'seatCharacteristic')));
}

/** `14C` of `14C`, `014C` or `.14CN`. */
function seatNumber(text: string | null): string | null {
  const parsed = /(?:^|[^A-Z0-9])0*([1-9]\d{0,2}[A-HJ-L])(?![A-Z0-9]{2})/.exec(text?.toUpperCase() ?? '');
  return parsed?.[1] ?? null;
}

function texts(elements: readonly XmlElement[]): readonly string[] {
  return elements.map((element) => element.text.trim()).filter((text) => text !== '');
}
