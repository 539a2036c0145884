/** Special service requests of a PNR: what passengers asked for, their documents, contacts, numbers and seats. */
import type { Booking, Person, PersonDocument, Traveller } from '../../world/types.ts';
import type { Ledger } from '../ledger.ts';
import { ddmmmyy, documentName, pieces } from '../text.ts';
import type { XmlElement } from '../xml.ts';
import { infantOn, referenceOf } from './travellers.ts';

/** A data element before it has its tattoo and line. */
export interface Element {
  readonly name: string;
  readonly content: XmlElement;
  /** PT references; none when it is for all. */
  readonly passengers?: readonly number[];
  readonly segments?: readonly number[];
}

interface Ssr {
  readonly type: string;
  readonly status?: string;
  readonly quantity?: number;
  readonly text?: string;
  readonly passengers: readonly number[];
  readonly segments?: readonly number[];
}

export function services(ledger: Ledger, booking: Booking): Element[] {
  return [
    ...booking.travellers.flatMap((one) => [
      ...requests(booking, one),
      ...documents(ledger, booking, one),
      ...frequentTravellers(booking, one),
    ]),
    ...contactRequests(booking),
    ...infantsWithoutRequest(booking),
  ].map((made) => ('name' in made ? made : ssrElement(ledger, booking, made)));
}

/** One element a segment, with the seats of all its passengers. */
export function seats(ledger: Ledger, booking: Booking): Element[] {
  return booking.segments.flatMap(({ tattoo }) => {
    const held = booking.travellers.flatMap((one) =>
      one.seats.filter(({ segment }) => segment === tattoo).map((seat) => ({ ...seat, pt: referenceOf(booking, one) })),
    );
    if (held.length === 0) return [];
    const content = {
      serviceRequest: {
        ssr: { ...ssr({ type: 'RQST', quantity: held.length, passengers: [] }), ...points(ledger, booking, [tattoo]) },
        ssrb: held.map(({ number, pt }) => ({ data: number, crossRef: String(pt), seatType: 'N' })),
      },
      seatPaxInfo: held.map(({ characteristics, pt }) => ({
        seatPaxDetails: {
          genericDetails: { seatCharacteristic: characteristics.match(/[A-Z0-9]{1,2}/g)?.slice(0, 5) ?? [] },
        },
        crossRef: { reference: { qualifier: 'PT', number: String(pt) } },
      })),
    };
    return [{ name: 'SSR', content, segments: [tattoo] }];
  });
}

function ssr({ type, status = 'HK', quantity = 1 }: Ssr): XmlElement {
  return { type, status, quantity: String(quantity), companyId: 'AX' };
}

function ssrElement(ledger: Ledger, booking: Booking, made: Ssr): Element {
  const where = points(ledger, booking, made.segments ?? []);
  const content = { serviceRequest: { ssr: { ...ssr(made), ...where, freeText: pieces(made.text ?? '') } } };
  return { name: 'SSR', content, passengers: made.passengers, segments: made.segments ?? [] };
}

/** Board and off point, when the request is for one flight. */
function points(ledger: Ledger, booking: Booking, tattoos: readonly number[]): XmlElement {
  const only = tattoos.length === 1 ? booking.segments.find(({ tattoo }) => tattoo === tattoos[0]) : undefined;
  const flight = only === undefined ? undefined : ledger.flightOf(only);
  return flight === undefined ? {} : { boardpoint: flight.origin, offpoint: flight.destination };
}

function requests(booking: Booking, one: Traveller): Ssr[] {
  const infant = infantOn(booking, one);
  return one.specialServices.map(({ code, status, text, segments }) => ({
    type: code,
    status,
    text: text.toUpperCase(),
    passengers:
      code === 'INFT' && infant?.form === '1'
        ? [referenceOf(booking, one), infant.traveller.tattoo]
        : [referenceOf(booking, one)],
    segments,
  }));
}

/** Every infant in arms is announced, whether or not the agent had typed it. */
function infantsWithoutRequest(booking: Booking): Ssr[] {
  return booking.travellers.flatMap((adult) => {
    const infant = infantOn(booking, adult);
    if (infant === null || adult.specialServices.some(({ code }) => code === 'INFT')) return [];
    const { surname, first, birthDate, tattoo } = infant.traveller;
    const text = `${surname}/${first}${birthDate === null ? '' : ` ${ddmmmyy(birthDate)}`}`;
    return [{ type: 'INFT', text, passengers: infant.form === '1' ? [adult.tattoo, tattoo] : [adult.tattoo] }];
  });
}

function documents(ledger: Ledger, booking: Booking, one: Traveller): Ssr[] {
  const person = one.person === null ? undefined : ledger.world.people[one.person];
  return one.documents.map((document, index) => ({
    type: 'DOCS',
    text: documentText(document, one, person, (one.tattoo + index) % 3 === 0),
    passengers: [referenceOf(booking, one)],
  }));
}

function documentText(document: PersonDocument, one: Traveller, person: Person | undefined, short: boolean): string {
  const country = (code: string) => (short ? code : (alpha3[code] ?? code));
  const gender = { F: 'F', M: 'M', X: 'U' }[person?.gender ?? 'X'];
  return [
    document.type,
    country(document.country),
    document.number,
    country(document.nationality),
    one.birthDate === null ? '' : ddmmmyy(one.birthDate),
    one.type === 'INF' ? `${gender}I` : gender,
    ddmmmyy(document.expires),
    documentName(person?.surname ?? one.surname),
    documentName(person?.givenNames.join(' ') ?? one.first),
  ].join('/');
}

function frequentTravellers(booking: Booking, one: Traveller): Element[] {
  return one.frequentFlyer.map(({ programme, number, tierCode }) => {
    const request = ssr({ type: 'FQTV', passengers: [] });
    const content = {
      serviceRequest: { ssr: { ...request, companyId: programme, freeText: `${programme}${number}` } },
      frequentFlyerInformationGroup: {
        frequentTravellerInfo: {
          frequentTraveler: { company: programme, membershipNumber: number },
          priorityDetails: tierCode === null ? undefined : { qualifier: 'A', tierLevel: tierCode },
        },
      },
    };
    return { name: 'SSR', content, passengers: [referenceOf(booking, one)] };
  });
}

/** Contacts a passenger gave for himself, in the spelling of airlines' messages, which have no @. */
function contactRequests(booking: Booking): Ssr[] {
  return booking.contacts.flatMap(({ kind, value, traveller }) => {
    const one = booking.travellers.find(({ tattoo }) => tattoo === traveller);
    if (one === undefined) return [];
    const passengers = [referenceOf(booking, one)];
    if (kind === 'EMAIL') return [{ type: 'CTCE', text: slashed(value), passengers }];
    const digits = value.replace(/-[A-Z]$/, '').replace(/\D/g, '');
    return value.startsWith('+') ? [{ type: 'CTCM', text: digits, passengers }] : [];
  });
}

export function slashed(email: string): string {
  const upper = email.toUpperCase().replaceAll('_', '..').replaceAll('-', './').replaceAll('+', '?+');
  return upper.replace('@', '//');
}

const alpha3: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'DE:DEU GB:GBR US:USA IE:IRL FR:FRA ES:ESP PT:PRT IT:ITA NL:NLD BE:BEL AT:AUT CH:CHE PL:POL CZ:CZE SK:SVK HU:HUN ' +
    'RU:RUS UA:UKR SE:SWE NO:NOR DK:DNK FI:FIN IS:ISL GR:GRC TR:TUR HR:HRV SI:SVN RO:ROU BG:BGR EE:EST LV:LVA LT:LTU ' +
    'KE:KEN NG:NGA ZA:ZAF EG:EGY MA:MAR GH:GHA ET:ETH AE:ARE SA:SAU IL:ISR IN:IND PK:PAK LK:LKA TH:THA SG:SGP ID:IDN ' +
    'MY:MYS PH:PHL VN:VNM CN:CHN JP:JPN KR:KOR AU:AUS NZ:NZL CA:CAN MX:MEX BR:BRA AR:ARG CL:CHL CO:COL PE:PER'
  )
    .split(' ')
    .map((pair) => pair.split(':')),
);
