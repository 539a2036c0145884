/** Travellers with everything the data elements say of them. */
import { type Read, SourceError } from '../../../shared/errors.ts';
import type { PassengerRecord, SegmentRecord, SpecialServiceRecord } from '../../source.ts';
import { cutCards } from './cards.ts';
import { type DataElement, joinedText, unique } from './pnr-elements.ts';
import { readSeats } from './pnr-seats.ts';
import { segmentsOf } from './pnr-segments.ts';
import type { Traveller } from './pnr-travellers.ts';
import { readDoco, readDocs, readFqtv } from './ssr-docs.ts';
import { all, at, find, textAt } from './xml.ts';

/** An element with what has to be known of it before it can be given to a passenger. */
interface Element extends DataElement {
  readonly ssr: { readonly code: string; readonly status: string | null; readonly text: string | null } | null;
  readonly ofInfant: boolean;
}

export function readPassengers(
  travellers: readonly Traveller[],
  dataElements: readonly DataElement[],
  segments: readonly SegmentRecord[],
  now: Date,
): readonly PassengerRecord[] {
  const elements = dataElements.map((element) => understand(element, now));
  return travellers.map((traveller) => {
    const own = elements.filter((element) => belongs(element, traveller, travellers.length));
    const docs = own.flatMap(({ ssr }) => (ssr?.code === 'DOCS' && ssr.text !== null ? [readDocs(ssr.text, now)] : []));
    const visas = own.flatMap(({ ssr }) => (ssr?.code === 'DOCO' && ssr.text !== null ? [readDoco(ssr.text)] : []));
    return {
      tattoo: traveller.tattoo,
      surname: traveller.surname,
      firstName: traveller.firstName,
      typeCode: traveller.typeCode,
      birthDate: traveller.birthDate ?? birthDateIn(docs.map((text) => text.birthDate)),
      accompaniedBy: traveller.accompaniedBy,
      frequentFlyerNumbers: frequentFlyerNumbers(own),
      documents: [...docs.map((text) => text.document), ...visas].filter((document) => document !== null),
      specialServiceRequests: own.flatMap((element) => specialService(element, segments)),
      seats: own.flatMap((element) => readSeats(element, element.ssr?.text ?? null, traveller, segments)),
      ticketNumbers: unique(own.flatMap(ticketNumbers)),
      checkedIn: unique(own.filter((element) => element.kind === 'CKI').flatMap((element) => element.segments)),
    };
  });
}

function understand(element: DataElement, now: Date): Element {
  const request = at(element.xml, 'serviceRequest', 'ssr');
  const code = textAt(request, 'type');
  const text = joinedText(all(request, 'freeText'));
  const ofInfant =
    (code === 'DOCS' && text !== null && readDocs(text, now).ofInfant) || /^INF\s/.test(freeText(element) ?? '');
  return { ...element, ssr: code === null ? null : { code, status: textAt(request, 'status'), text }, ofInfant };
}

/** Infants without a tattoo are referred to by their adult's; only what says it is the infant's goes to them. */
function belongs(element: Element, traveller: Traveller, party: number): boolean {
  const isPersonal = isTicket(element) || element.kind === 'CKI';
  if (element.passengers.length === 0 && isPersonal) return party === 1;
  const refers = element.passengers.length === 0 || element.passengers.includes(traveller.referredToAs);
  if (traveller.tattoo !== traveller.referredToAs) return refers && element.ofInfant && element.passengers.length > 0;
  return refers && (!element.ofInfant || traveller.typeCode === 'INF');
}

function specialService(element: Element, segments: readonly SegmentRecord[]): readonly SpecialServiceRecord[] {
  if (element.ssr === null) return [];
  const { code, status, text } = element.ssr;
  return [{ code, status, text: text === null ? null : cutCards(text), segments: segmentsOf(element, segments) }];
}

/** The structured form where there is one, else the text. */
function frequentFlyerNumbers(elements: readonly Element[]): PassengerRecord['frequentFlyerNumbers'] {
  const numbers = elements.flatMap((element) => {
    const traveller = find(element.xml, 'frequentTraveler') ?? find(element.xml, 'frequentTraveller');
    const programme = textAt(traveller, 'company') ?? textAt(traveller, 'companyId');
    const number = textAt(traveller, 'membershipNumber');
    if (programme !== null && number !== null) {
      const tierCode = find(element.xml, 'tierLevel') ?? find(element.xml, 'priorityCode');
      // A number may be sent with its programme's letters before it.
      const bare = number.startsWith(programme) ? number.slice(programme.length) : number;
      return [{ programme, number: bare, tierCode: tierCode?.text.trim() || null }];
    }
    if (element.ssr?.code !== 'FQTV' || element.ssr.text === null) return [];
    const stated = readFqtv(element.ssr.text, textAt(element.xml, 'serviceRequest', 'ssr', 'companyId'));
    return stated === null ? [] : [stated];
  });
  const byNumber = Map.groupBy(numbers, ({ programme, number }) => `${programme} ${number}`);
  return [...byNumber.values()].flatMap((same) => same.find(({ tierCode }) => tierCode !== null) ?? same[0] ?? []);
}

const isTicket = (element: DataElement): boolean => ['FA', 'FHE', 'FHM', 'FHP'].includes(element.kind);

/** `PAX 899-2400000123/ETAX/...`; `-24` after it is the last of a run of conjunction tickets, by its last two digits. */
function ticketNumbers(element: Element): readonly string[] {
  const parsed = isTicket(element)
    ? /^(?:(?:PAX|INF)\s+)?(\d{3})-?(\d{10})(?:-(\d{2}))?(?!\d)/.exec(freeText(element) ?? '')
    : null;
  if (parsed === null) return [];
  const [, airline = '', serial = '', last] = parsed;
  const run = last === undefined ? 0 : (Number(last) - Number(serial.slice(-2)) + 100) % 100;
  // Four coupons a ticket and sixteen at most a journey: a longer run is not a run.
  const count = run <= 3 ? run + 1 : 1;
  return Array.from({ length: count }, (_, index) => `${airline}${String(Number(serial) + index).padStart(10, '0')}`);
}

function freeText(element: DataElement): string | null {
  return joinedText(all(element.xml, 'otherDataFreetext', 'longFreetext'));
}

/** A date that can be read before one that cannot. */
function birthDateIn(dates: readonly Read<string>[]): Read<string> {
  return dates.find((date) => typeof date === 'string') ?? dates.find((date) => date instanceof SourceError) ?? null;
}
