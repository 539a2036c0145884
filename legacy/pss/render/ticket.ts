/** An e-ticket's display. */
import type { Booking, Ticket, Traveller } from '../../world/types.ts';
import type { Ledger, TicketHit } from '../ledger.ts';
import { ddmmyy, flightNumberParts, local } from '../text.ts';
import type { Xml, XmlElement } from '../xml.ts';
import { host } from './header.ts';

const passengerTypes = { ADT: 'A', CHD: 'C', INF: 'IN' } as const;

/** The reply's head; responseType 3 with a document, 7 without. */
export function ticketHead(responseType: '3' | '7'): XmlElement {
  return { msgActionDetails: { messageFunctionDetails: { messageFunction: '131' }, responseType } };
}

export function ticketReply(ledger: Ledger, { booking, traveller, ticket }: TicketHit): XmlElement {
  return {
    ...ticketHead('3'),
    match: { quantityDetails: { numberOfUnit: '1', unitQualifier: 'TD' } },
    documentGroup: {
      passenger: {
        paxDetails: { surname: traveller.surname, type: passengerTypes[traveller.type] },
        otherPaxDetails: traveller.first === '' ? undefined : { givenName: traveller.first },
      },
      agent: { companyIdNumber: '7906', internalIdDetails: { inhouseId: '0001AA/SU', type: 'B' } },
      reservationInfo: { reservation: ['AX', host].map((companyId) => locator(companyId, booking)) },
      fareInfo: {
        monetaryDetails: { typeQualifier: 'B', amount: ticket.fare, currency: ticket.currency },
        otherMonetaryDetails: { typeQualifier: 'T', amount: ticket.total, currency: ticket.currency },
      },
      fop: { formOfPayment: formOfPayment(booking, ticket) },
      pricingInfo: {
        priceTicketDetails: { indicators: 'I' },
        productDateTimeDetails: { departureDate: ddmmyy(ticket.issuedOn) },
      },
      originDestination: ends(ledger, booking, ticket),
      originatorInfo: {
        deliveringSystem: { companyId: host, locationId: booking.office.city },
        originIdentification: { originatorId: booking.office.iataNumber, inHouseIdentification1: booking.office.id },
        originatorTypeCode: 'T',
        originDetails: { codedCountry: booking.office.country },
      },
      couponTotal: { quantityDetails: { numberOfUnit: String(ticket.coupons.length), unitQualifier: 'TF' } },
      taxInfo:
        ticket.taxes.length === 0
          ? undefined
          : {
              taxDetails: ticket.taxes.map(({ code, amount }) => ({
                rate: amount,
                currencyCode: ticket.currency,
                type: code,
              })),
            },
      ticketInfoGroup: {
        ticketInfo: {
          documentDetails: { number: ticket.number, type: 'T', numberOfBooklets: '1', dataIndicator: '3' },
        },
        couponInfoGroup: ticket.coupons.map((one) => coupon(ledger, booking, traveller, one)),
      },
    },
  };
}

const locator = (companyId: string, booking: Booking): Xml => ({
  companyId,
  controlNumber: booking.recordLocator,
  controlType: '1',
});

function formOfPayment({ payment }: Booking, { total }: Ticket): Xml {
  const head = { indicator: '3', amount: total };
  if (payment.kind === 'CASH') return { type: 'CA', ...head };
  if (payment.kind !== 'CARD') return { type: 'MS', ...head, freeText: payment.kind };
  const creditCardNumber = `XXXXXXXXXXXX${payment.last4 ?? 'XXXX'}`;
  return { type: 'CC', ...head, vendorCode: payment.brand ?? undefined, creditCardNumber };
}

function ends(ledger: Ledger, booking: Booking, ticket: Ticket): Xml | undefined {
  const flights = ticket.coupons.map(({ segment }) => flightFor(ledger, booking, segment));
  const [first, last] = [flights.at(0), flights.at(-1)];
  return first === undefined || last === undefined
    ? undefined
    : { origin: first.origin, destination: last.destination };
}

function flightFor(ledger: Ledger, booking: Booking, tattoo: number) {
  const segment = booking.segments.find((one) => one.tattoo === tattoo);
  return segment === undefined ? undefined : ledger.flightOf(segment);
}

function coupon(ledger: Ledger, booking: Booking, traveller: Traveller, one: Ticket['coupons'][number]): Xml {
  const segment = booking.segments.find(({ tattoo }) => tattoo === one.segment);
  return {
    couponInfo: { couponDetails: { cpnNumber: String(one.number), cpnStatus: one.status } },
    flightInfo: segment === undefined ? undefined : flightInfo(ledger, segment.bookingClass, booking, one),
    statusInfo: { statusCode: traveller.infantOf === null ? 'OK' : 'NS' },
    fareBaseInfo: { fareBasisDetails: { rateTariffClass: one.fareBasis } },
    baggageInfo: baggage(one.baggage),
  };
}

function flightInfo(
  ledger: Ledger,
  bookingClass: string,
  booking: Booking,
  one: Ticket['coupons'][number],
): Xml | undefined {
  const flight = flightFor(ledger, booking, one.segment);
  if (flight === undefined) return undefined;
  const departure = local(flight.origin, flight.scheduledDeparture);
  const { digits, suffix } = flightNumberParts(flight.number);
  return {
    flightDate: { departureDate: ddmmyy(departure.date), departureTime: departure.time },
    boardPointDetails: { trueLocationId: flight.origin },
    offpointDetails: { trueLocationId: flight.destination },
    companyDetails: { marketingCompany: flight.carrier },
    flightIdentification: { flightNumber: digits, bookingClass, operationalSuffix: suffix },
    itemNumber: String(one.number),
  };
}

/** `23K` by weight, `1PC` by pieces. */
function baggage(allowance: string): Xml | undefined {
  const match = /^(\d+)(K|PC)$/.exec(allowance);
  if (match === null) return undefined;
  const [, freeAllowance, unit] = match;
  const how = unit === 'K' ? { quantityCode: 'W', unitQualifier: 'K' } : { quantityCode: 'N' };
  return { baggageDetails: { freeAllowance, ...how } };
}
