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
          genericDetails: { seatCharacteristic: [...characteristics].slice(0, 5) },
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
  return one.documents.map((document) => ({
    type: 'DOCS',
    text: documentText(document, one, person),
    passengers: [referenceOf(booking, one)],
  }));
}

function documentText(document: PersonDocument, one: Traveller, person: Person | undefined): string {
  const gender = person?.gender ?? 'X';
  const birthDate = one.birthDate ?? person?.birthDate ?? null;
  return [
    document.type,
    document.country,
    document.number,
    document.nationality,
    birthDate === null ? '' : ddmmmyy(birthDate),
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
