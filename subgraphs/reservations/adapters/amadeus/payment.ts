/** Forms of payment: the text of an FP element, and the structured form on a ticket. */

import { cutCards, last4 } from '../../../shared/cards.ts';
import type { PaymentRecord } from '../../source.ts';
import { textAt, type XmlElement } from './xml.ts';

/** Forms of payment in one text; hosts take three. */
const mostForms = 20;

/** `CCVIXXXXXXXXXXXX1111/EUR312.40`, `CASH`, `INV/EUR312.40`, `MSMILES/...`; several are joined by `+`. */
export function readPayments(text: string): readonly PaymentRecord[] {
  return text
    .replace(/^(PAX|INF)\s+/, '')
    .split('+', mostForms)
    .map((part) => part.replace(/^O\//, '').trim())
    .filter((part) => part !== '')
    .map(readPayment);
}

function readPayment(text: string): PaymentRecord {
  const card = /CC\s?([A-Z]{2})\s?([0-9X*][0-9X* -]*)/i.exec(text);
  const money = /(?:^|\/)([A-Z]{3})(\d+(?:\.\d{1,3})?)(?=\/|$)/.exec(text);
  return {
    kind: card === null ? kindOf(text) : 'CARD',
    cardBrand: card?.[1]?.toUpperCase() ?? null,
    cardLast4: card?.[2] === undefined ? null : last4(card[2]),
    amount: money?.[1] === undefined || money[2] === undefined ? null : { currency: money[1], amount: money[2] },
    raw: cutCards(text),
  };
}

/** First match wins: a card after all that the card pattern did not see, then the words hosts use. */
const kinds: readonly (readonly [RegExp, PaymentRecord['kind']])[] = [
  [/^CC/, 'CARD'],
  [/^CASH|^CA$|^CA\/|^CHECK|^CHEQUE|^CK/, 'CASH'],
  [/INV|^AGT|NONREF AGT/, 'INVOICE'],
  [/MILES|AWARD|POINTS|REDEMPTION/, 'MILES'],
  [/VOUCHER|VCHR|^MCO|^EMD|^MSVV/, 'VOUCHER'],
];

function kindOf(text: string): PaymentRecord['kind'] {
  const upper = text.toUpperCase();
  return kinds.find(([pattern]) => pattern.test(upper))?.[1] ?? 'OTHER';
}

/** A ticket's `formOfPayment`; its amount is in the ticket's currency. */
export function readTicketPayment(form: XmlElement, currency: string | null): PaymentRecord {
  const type = textAt(form, 'type') ?? '';
  const amount = textAt(form, 'amount');
  const brand = textAt(form, 'vendorCode');
  const number = textAt(form, 'creditCardNumber');
  const freeText = textAt(form, 'freeText') ?? textAt(form, 'fopFreeText');
  const isCard = type === 'CC' || number !== null;
  // The whole number is cut here, check digit or not, because the element says what it is.
  const cutNumber = number === null ? null : `XXXX${last4(number) ?? ''}`;
  return {
    kind: isCard ? 'CARD' : kindOf(freeText ?? type),
    cardBrand: isCard ? brand : null,
    cardLast4: number === null ? null : last4(number),
    amount: amount !== null && /^\d+(\.\d+)?$/.test(amount) && currency !== null ? { amount, currency } : null,
    raw: cutCards([type, brand, cutNumber, freeText, amount].filter((part) => part !== null && part !== '').join(' ')),
  };
}
