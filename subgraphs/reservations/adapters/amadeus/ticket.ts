/** Ticket_ProcessETicketReply, an electronic ticket's display. */
import type { CouponRecord, TicketRecord } from '../../source.ts';
import { readDate, readLocal } from './dates.ts';
import { malformed } from './failure.ts';
import type { Answer, Expected } from './faults.ts';
import { flightNumber } from './flight-number.ts';
import { readTicketPayment } from './payment.ts';
import { distinctLocators } from './pnr-contents.ts';
import { all, at, textAt, type XmlElement } from './xml.ts';

export const expectedTicket: Expected = {
  replies: ['Ticket_ProcessETicketReply', 'Ticket_ProcessEDocReply'],
  hasData: (reply) => at(reply, 'documentGroup') !== undefined,
  notFound: ['118', '401'],
};

/** `asked` is 13 digits. Throws LEGACY_MALFORMED for another ticket's display. */
export function readTicket({ reply }: Answer, asked: string, now: Date): TicketRecord {
  const groups = all(reply, 'documentGroup');
  const document = groups.find((group) => all(group, 'ticketInfoGroup').some((ticket) => isNumber(ticket, asked)));
  if (document === undefined) throw malformed('reply for another ticket');
  // A run of conjunction tickets is displayed together; each has coupons of its own.
  const coupons = all(document, 'ticketInfoGroup')
    .filter((ticket) => isNumber(ticket, asked))
    .flatMap((ticket) => all(ticket, 'couponInfoGroup'))
    .map((coupon) => readCoupon(coupon, now));
  const fare = amount(document, 'B');
  const total = amount(document, 'T');
  return {
    number: asked,
    surname: textAt(document, 'passenger', 'paxDetails', 'surname'),
    firstName: textAt(document, 'passenger', 'otherPaxDetails', 'givenName'),
    issuedOn: readDate(textAt(document, 'pricingInfo', 'productDateTimeDetails', 'departureDate'), 'travel', now),
    issuingOffice: textAt(document, 'originatorInfo', 'originIdentification', 'inHouseIdentification1'),
    locators: distinctLocators(
      all(document, 'reservationInfo', 'reservation').map((reservation) => ({
        system: textAt(reservation, 'companyId'),
        recordLocator: textAt(reservation, 'controlNumber'),
      })),
    ),
    fare,
    total,
    taxes: all(document, 'taxInfo', 'taxDetails').flatMap((tax) => readTax(tax, (total ?? fare)?.currency ?? null)),
    payments: all(document, 'fop', 'formOfPayment').map((form) =>
      readTicketPayment(form, (total ?? fare)?.currency ?? null),
    ),
    coupons: [...new Map(coupons.map((coupon) => [coupon.number, coupon])).values()].sort(
      (a, b) => a.number - b.number,
    ),
  };
}

function isNumber(ticket: XmlElement, asked: string): boolean {
  return textAt(ticket, 'ticketInfo', 'documentDetails', 'number')?.replace(/\D/g, '') === asked;
}

function readCoupon(coupon: XmlElement, now: Date): CouponRecord {
  const details = at(coupon, 'couponInfo', 'couponDetails');
  const flight = at(coupon, 'flightInfo');
  const identification = at(flight, 'flightIdentification');
  const number = Number(textAt(details, 'cpnNumber'));
  if (!Number.isInteger(number) || number < 1) throw malformed('coupon without number');
  return {
    number,
    status: textAt(details, 'cpnStatus') ?? '',
    carrier: textAt(flight, 'companyDetails', 'marketingCompany'),
    flightNumber: flightNumber(textAt(identification, 'flightNumber'), textAt(identification, 'operationalSuffix')),
    origin: textAt(flight, 'boardPointDetails', 'trueLocationId'),
    destination: textAt(flight, 'offpointDetails', 'trueLocationId'),
    departure: readLocal(
      textAt(flight, 'flightDate', 'departureDate'),
      textAt(flight, 'flightDate', 'departureTime'),
      now,
    ),
    bookingClass: textAt(identification, 'bookingClass'),
    fareBasis: textAt(coupon, 'fareBaseInfo', 'fareBasisDetails', 'rateTariffClass'),
    baggageAllowance: baggage(at(coupon, 'baggageInfo', 'baggageDetails')),
  };
}

/** Base fare `B`, total `T`. Fares that are not published, such as `IT`, are none. */
function amount(document: XmlElement, qualifier: string): TicketRecord['fare'] {
  const stated = [
    ...all(document, 'fareInfo', 'monetaryDetails'),
    ...all(document, 'fareInfo', 'otherMonetaryDetails'),
  ];
  const found = stated.find((details) => textAt(details, 'typeQualifier') === qualifier);
  return money(textAt(found, 'amount'), textAt(found, 'currency'));
}

function readTax(tax: XmlElement, currency: string | null): TicketRecord['taxes'] {
  const value = money(textAt(tax, 'rate'), textAt(tax, 'currencyCode') ?? currency);
  const code = textAt(tax, 'type');
  return value === null || code === null ? [] : [{ code, ...value }];
}

function money(text: string | null, currency: string | null): TicketRecord['fare'] {
  return text !== null && currency !== null && /^\d+(\.\d+)?$/.test(text) ? { amount: text, currency } : null;
}

/** `23K` for a weight, `1PC` for pieces. */
function baggage(details: XmlElement | undefined): string | null {
  const allowance = textAt(details, 'freeAllowance');
  if (allowance === null) return null;
  const isPieces = textAt(details, 'quantityCode') === 'N';
  return `${allowance}${isPieces ? 'PC' : (textAt(details, 'unitQualifier') ?? '')}`;
}
