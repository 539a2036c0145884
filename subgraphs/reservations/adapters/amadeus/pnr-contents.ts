/** What a PNR's data elements say of the booking as a whole. */

import { cutCards } from '../../../shared/cards.ts';
import type { BookingRecord, ContactRecord } from '../../source.ts';
import { readPayments } from './payment.ts';
import { type DataElement, joinedText, unique } from './pnr-elements.ts';
import { all, at, textAt } from './xml.ts';

type Locator = BookingRecord['locators'][number];

/** Types of an AP element; fax and post addresses are no contacts here, and other types are told by their text. */
const contactKinds = new Map<string, ContactRecord['kind'] | null>([
  ['3', 'PHONE'],
  ['4', 'PHONE'],
  ['5', 'PHONE'],
  ['6', 'PHONE'],
  ['7', 'PHONE'],
  ['P02', 'EMAIL'],
  ['P01', null],
  ['P03', null],
  ['P08', null],
]);

/** AP elements and the contact requests CTCE and CTCM. */
export function readContacts(elements: readonly DataElement[]): readonly ContactRecord[] {
  return elements.flatMap(({ kind, xml, passengers }) => {
    const request = at(xml, 'serviceRequest', 'ssr');
    const code = textAt(request, 'type');
    const raw = kind === 'AP' ? otherText(xml) : joinedText(all(request, 'freeText'));
    if (raw === null) return [];
    if (code === 'CTCE') return [{ kind: 'EMAIL' as const, raw, passengers }];
    if (code === 'CTCM') return [{ kind: 'PHONE' as const, raw, passengers }];
    if (kind !== 'AP') return [];
    const type = textAt(xml, 'otherDataFreetext', 'freetextDetail', 'type') ?? '';
    const contact = contactKinds.has(type) ? contactKinds.get(type) : kindByText(raw);
    return contact == null ? [] : [{ kind: contact, raw, passengers }];
  });
}

/** Characters; what is longer is a remark. */
const longestContact = 120;

function kindByText(text: string): ContactRecord['kind'] | null {
  if (/^\S+(@|\/\/)[^\s@]+$/.test(text.slice(0, longestContact))) return 'EMAIL';
  return text.replace(/\D/g, '').length >= 6 ? 'PHONE' : null;
}

export function readBookingPayments(elements: readonly DataElement[]): BookingRecord['payments'] {
  return elements.filter(({ kind }) => kind === 'FP').flatMap(({ xml }) => readPayments(otherText(xml) ?? ''));
}

/** Remarks of every kind, and other service information (OS), which is a remark to an airline. */
export function readRemarks(elements: readonly DataElement[]): BookingRecord['remarks'] {
  return elements.flatMap(({ kind, xml }) => {
    const remark = at(xml, 'miscellaneousRemarks', 'remarks') ?? at(xml, 'extendedRemark', 'structuredRemark');
    const category = textAt(remark, 'category');
    const text = kind === 'OS' ? otherText(xml) : joinedText(all(remark, 'freetext'));
    if (text === null) return [];
    const type = kind === 'OS' ? kind : (textAt(remark, 'type') ?? kind);
    return [{ type, text: cutCards(category === null ? text : `${category}/${text}`) }];
  });
}

/** Bookings this one was split from or into. */
export function readAssociated(elements: readonly DataElement[]): readonly Locator[] {
  return distinctLocators(
    elements.flatMap(({ xml }) =>
      all(xml, 'referencedRecord', 'referencedReservationInfo', 'reservation').map((reservation) => ({
        system: textAt(reservation, 'companyId'),
        recordLocator: textAt(reservation, 'controlNumber'),
      })),
    ),
  );
}

/** Those with both parts, each once. */
export function distinctLocators(
  locators: readonly { readonly system: string | null; readonly recordLocator: string | null }[],
): readonly Locator[] {
  const whole = locators.flatMap(({ system, recordLocator }) =>
    system === null || recordLocator === null ? [] : [`${system} ${recordLocator}`],
  );
  return unique(whole).map((text) => {
    const [system = '', recordLocator = ''] = text.split(' ');
    return { system, recordLocator };
  });
}

function otherText(xml: DataElement['xml']): string | null {
  return joinedText(all(xml, 'otherDataFreetext', 'longFreetext'));
}
