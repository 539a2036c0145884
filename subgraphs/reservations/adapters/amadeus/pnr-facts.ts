/** What a data element says of the passengers it is for, read once an element however many passengers share it. */

import { cutCards } from '../../../shared/cards.ts';
import type { Read } from '../../../shared/errors.ts';
import type { DocumentRecord, PassengerRecord, SegmentRecord, SpecialServiceRecord } from '../../source.ts';
import { type DataElement, joinedText } from './pnr-elements.ts';
import { readSeats, type SeatFact, seatedPassengers } from './pnr-seats.ts';
import { segmentsOf } from './pnr-segments.ts';
import { readDoco, readDocs, readFqtv } from './ssr-docs.ts';
import { all, at, find, textAt } from './xml.ts';

type FrequentFlyerNumber = PassengerRecord['frequentFlyerNumbers'][number];

export interface Facts {
  /** Tattoos; empty when it is for all. */
  readonly passengers: readonly string[];
  /** About the infant travelling with the passenger it refers to. */
  readonly ofInfant: boolean;
  /** Cannot be for all: a ticket or a check-in is one person's. */
  readonly isPersonal: boolean;
  readonly specialService: SpecialServiceRecord | null;
  readonly document: DocumentRecord | null;
  readonly birthDate: Read<string>;
  readonly frequentFlyer: FrequentFlyerNumber | null;
  readonly seats: readonly SeatFact[];
  readonly ticketNumbers: readonly string[];
  /** Tattoos of the segments checked in for. */
  readonly checkedIn: readonly string[];
}

export function readFacts(element: DataElement, segments: readonly SegmentRecord[], now: Date): Facts {
  const { kind, xml } = element;
  const request = at(xml, 'serviceRequest', 'ssr');
  const code = textAt(request, 'type');
  const text = request === undefined ? null : joinedText(all(request, 'freeText'));
  const docs = code === 'DOCS' && text !== null ? readDocs(text, now) : null;
  const isTicket = ticketKinds.has(kind);
  const ticketText = isTicket ? joinedText(all(xml, 'otherDataFreetext', 'longFreetext')) : null;
  return {
    passengers: element.passengers.length > 0 ? element.passengers : seatedPassengers(element),
    ofInfant: docs?.ofInfant === true || (ticketText !== null && /^INF\s/.test(ticketText)),
    isPersonal: isTicket || kind === 'CKI',
    specialService:
      code === null
        ? null
        : {
            code,
            status: textAt(request, 'status'),
            text: text === null ? null : cutCards(text),
            segments: segmentsOf(element, segments),
          },
    document: docs?.document ?? (code === 'DOCO' && text !== null ? readDoco(text) : null),
    birthDate: docs?.birthDate ?? null,
    frequentFlyer: code === null ? null : frequentFlyer(element, code, text),
    seats: code === null ? [] : readSeats(element, code, text, segments),
    ticketNumbers: ticketText === null ? [] : readTicketNumbers(ticketText),
    checkedIn: kind === 'CKI' ? element.segments : [],
  };
}

/** The structured form where there is one, else the text of the request. */
function frequentFlyer(element: DataElement, code: string, text: string | null): FrequentFlyerNumber | null {
  if (code !== 'FQTV') return null;
  const traveller = find(element.xml, 'frequentTraveler') ?? find(element.xml, 'frequentTraveller');
  const programme = textAt(traveller, 'company') ?? textAt(traveller, 'companyId');
  const number = textAt(traveller, 'membershipNumber');
  if (programme === null || number === null) {
    return text === null ? null : readFqtv(text, textAt(element.xml, 'serviceRequest', 'ssr', 'companyId'));
  }
  const tier = find(element.xml, 'tierLevel') ?? find(element.xml, 'priorityCode');
  // A number may be sent with its programme's letters before it.
  const bare = number.startsWith(programme) ? number.slice(programme.length) : number;
  return { programme, number: bare, tierCode: tier?.text.trim() || null };
}

const ticketKinds = new Set(['FA', 'FHE', 'FHM', 'FHP']);

/** `PAX 899-2400000123/ETAX/...`; `-24` after it is the last of a run of conjunction tickets, by its last two digits. */
function readTicketNumbers(text: string): readonly string[] {
  const parsed = /^(?:(?:PAX|INF)\s+)?(\d{3})-?(\d{10})(?:-(\d{2}))?(?!\d)/.exec(text);
  if (parsed === null) return [];
  const [, airline = '', serial = '', last] = parsed;
  const run = last === undefined ? 0 : (Number(last) - Number(serial.slice(-2)) + 100) % 100;
  // Four coupons a ticket and sixteen at most a journey: a longer run is not a run.
  const count = run <= 3 ? run + 1 : 1;
  return Array.from({ length: count }, (_, index) => `${airline}${String(Number(serial) + index).padStart(10, '0')}`);
}
