/** A booking as the host shows it: PNR_Reply, and its line in a PNR_List. */
import type { Booking, Ticket, Traveller } from '../../world/types.ts';
import type { Hit, Ledger } from '../ledger.ts';
import { ddmmmyy, ddmmyy, utc } from '../text.ts';
import type { Xml, XmlElement } from '../xml.ts';
import { header, host, responsibility } from './header.ts';
import { segments, travelDays } from './segments.ts';
import { type Element, seats, services } from './services.ts';
import { referenceOf, travellers } from './travellers.ts';

export interface PnrReply extends XmlElement {
  readonly travellerInfo: readonly Xml[];
  readonly originDestinationDetails: { readonly originDestination: ''; readonly itineraryInfo: readonly Xml[] };
  readonly dataElementsMaster: { readonly marker2: ''; readonly dataElementsIndiv: readonly Xml[] };
}

export function pnrReply(ledger: Ledger, booking: Booking): PnrReply {
  const names = travellers(booking);
  const itinerary = segments(ledger, booking, names.length + 1);
  const firstLine = names.length + itinerary.length + 1;
  const elements = dataElements(ledger, booking);
  const lastDay = travelDays(ledger, booking)?.last ?? utc(booking.createdAt).date;
  return {
    ...header(booking, lastDay),
    travellerInfo: names,
    originDestinationDetails: { originDestination: '', itineraryInfo: itinerary },
    dataElementsMaster: {
      marker2: '',
      dataElementsIndiv: elements.map((element, index) => numbered(element, index, elements.length, firstLine)),
    },
  };
}

/** A `pnrRecord` of a list. */
export function listLine(ledger: Ledger, { booking, traveller }: Hit): Xml {
  const days = travelDays(ledger, booking);
  const date = ddmmyy(utc(booking.createdAt).date);
  return {
    reservationInfo: { reservation: { companyId: host, controlNumber: booking.recordLocator, date } },
    travellerInformation: {
      traveller: { surname: traveller.surname },
      passenger: traveller.first === '' ? undefined : { firstName: traveller.first },
    },
    itinerary: days === null ? undefined : { firstDepDate: ddmmyy(days.first), lastDepDate: ddmmyy(days.last) },
  };
}

function numbered(element: Element, index: number, count: number, firstLine: number): Xml {
  const reference = [
    ...(element.passengers ?? []).map((number) => ({ qualifier: 'PT', number: String(number) })),
    ...(element.segments ?? []).map((number) => ({ qualifier: 'ST', number: String(number) })),
  ];
  return {
    elementManagementData: {
      // Tattoos tell when an element came, lines where it stands.
      reference: { qualifier: 'OT', number: String(count - index) },
      segmentName: element.name,
      lineNumber: String(firstLine + index),
    },
    ...element.content,
    referenceForDataElement: reference.length === 0 ? undefined : { reference },
  };
}

function dataElements(ledger: Ledger, booking: Booking): Element[] {
  const tickets = booking.travellers.flatMap((traveller) => traveller.tickets.map((ticket) => ({ traveller, ticket })));
  return [
    ...addresses(booking),
    ticketing(booking, tickets[0]?.ticket),
    ...services(ledger, booking),
    ...seats(ledger, booking),
    ...booking.travellers.flatMap((one) => checkedIn(booking, one)),
    ...booking.remarks.map(remark),
    ...booking.associated.map((locator) => splitParty(ledger, booking, locator)),
    ...tickets.map(({ traveller, ticket }) => ticketNumber(booking, traveller, ticket)),
    freeText('FP', '16', paymentText(booking)),
  ];
}

function freeText(name: string, type: string, text: string): Element {
  const freetextDetail = { subjectQualifier: '3', type };
  return { name, content: { otherDataFreetext: { freetextDetail, longFreetext: text } } };
}

/** As agents typed them. */
function addresses(booking: Booking): Element[] {
  return booking.contacts.map(({ kind, value, traveller }) => {
    const one = booking.travellers.find(({ tattoo }) => tattoo === traveller);
    const type = kind === 'EMAIL' ? 'P02' : (phoneTypes[/-([A-Z])$/.exec(value)?.[1] ?? ''] ?? '5');
    const element = freeText('AP', type, kind === 'EMAIL' ? value.toUpperCase() : value);
    return one === undefined ? element : { ...element, passengers: [referenceOf(booking, one)] };
  });
}

const phoneTypes: Readonly<Record<string, string>> = { M: '7', H: '4', B: '3' };

function ticketing(booking: Booking, ticket: Ticket | undefined): Element {
  const date = ddmmyy(ticket?.issuedOn ?? utc(booking.createdAt).date);
  const officeId = booking.office.id;
  const open = { indicator: 'TL', date, time: '2359', officeId };
  return {
    name: 'TK',
    content: { ticketElement: { ticket: ticket === undefined ? open : { indicator: 'OK', date, officeId } } },
  };
}

function ticketNumber(booking: Booking, traveller: Traveller, ticket: Ticket): Element {
  const { id, iataNumber } = booking.office;
  const number = `${ticket.number.slice(0, 3)}-${ticket.number.slice(3)}`;
  const passenger = traveller.infantOf === null ? 'PAX' : 'INF';
  const price = `${ticket.currency}${ticket.total}`;
  return {
    ...freeText('FA', 'P06', `${passenger} ${number}/ETAX/${price}/${ddmmmyy(ticket.issuedOn)}/${id}/${iataNumber}`),
    passengers: [referenceOf(booking, traveller)],
    segments: ticket.coupons.map(({ segment }) => segment),
  };
}

function paymentText({ payment }: Booking): string {
  const price = `${payment.currency}${payment.amount}`;
  switch (payment.kind) {
    case 'CARD':
      return `CC${payment.brand ?? ''}XXXXXXXXXXXX${payment.last4 ?? 'XXXX'}/${price}`;
    case 'CASH':
      return `CASH/${price}`;
    case 'INVOICE':
      return `INV/${price}`;
    case 'MILES':
      return `MSMILES/${price}`;
  }
}

/** An infant on a lap is checked in with the adult and has no element. */
function checkedIn(booking: Booking, one: Traveller): Element[] {
  if (one.checkedIn.length === 0 || referenceOf(booking, one) !== one.tattoo) return [];
  return [{ ...freeText('CKI', 'CKI', 'CHECKED IN'), passengers: [one.tattoo], segments: one.checkedIn }];
}

function remark({ type, text }: Booking['remarks'][number]): Element {
  const remarks = { type, freetext: text };
  const content = { miscellaneousRemarks: { remarks } };
  return {
    name: type,
    content: type === 'RM' ? { ...content, extendedRemark: { structuredRemark: remarks } } : content,
  };
}

/** Parent or child is told by which was there first. */
function splitParty(ledger: Ledger, booking: Booking, locator: string): Element {
  const other = ledger.booking(locator);
  const parent = other !== undefined && other.createdAt < booking.createdAt;
  const reservation = {
    companyId: host,
    controlNumber: locator,
    controlType: parent ? 'P' : 'C',
    date: ddmmyy(utc(other?.createdAt ?? booking.createdAt).date),
  };
  const securityInformation = { responsibilityInformation: responsibility('SP', booking) };
  return {
    name: 'SP',
    content: { referencedRecord: { referencedReservationInfo: { reservation }, securityInformation } },
  };
}
