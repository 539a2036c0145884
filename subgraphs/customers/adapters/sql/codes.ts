/** The master's codes in this graph's words. A letter nobody explains never costs a record. */
import type {
  AddressRecord,
  ConsentPurpose,
  CustomerRecord,
  DocumentRecord,
  PhoneRecord,
  SourceName,
} from '../../source.ts';

const lookUp =
  <T>(codes: Readonly<Record<string, T>>) =>
  (code: string): T | null =>
    Object.hasOwn(codes, code) ? (codes[code] ?? null) : null;

export const genderOf = lookUp({ F: 'FEMALE', M: 'MALE', X: 'UNSPECIFIED' } as const);
export const seatOf = lookUp({ W: 'WINDOW', A: 'AISLE', M: 'MIDDLE', L: 'LEGROOM' } as const);
export const cabinOf = lookUp({ F: 'FIRST', C: 'BUSINESS', W: 'PREMIUM_ECONOMY', Y: 'ECONOMY' } as const);
export const channelOf = lookUp({ E: 'EMAIL', S: 'SMS', T: 'PHONE', P: 'POST', A: 'APP' } as const);
export const alternativeFieldOf = lookUp({
  BD: 'dateOfBirth',
  NA: 'nationality',
  RE: 'residence',
  SX: 'gender',
} as const);
export const purposeOf: (code: string) => ConsentPurpose | null = lookUp({
  ME: 'MARKETING_EMAIL',
  MS: 'MARKETING_SMS',
  MP: 'MARKETING_PHONE',
  PF: 'PROFILING',
  PS: 'PARTNER_SHARING',
  SM: 'SERVICE_MESSAGES',
} as const);

const addressKinds = lookUp({ H: 'HOME', B: 'BUSINESS', I: 'BILLING' } as const);
const phoneKinds = lookUp({ M: 'MOBILE', H: 'HOME', B: 'BUSINESS' } as const);
const documentTypes = lookUp({ P: 'PASSPORT', I: 'IDENTITY_CARD', V: 'VISA', R: 'RESIDENCE_PERMIT' } as const);
const sources = lookUp({ W: 'WEB', A: 'APP', C: 'CALL_CENTRE', P: 'PAPER', I: 'IMPORT' } as const);
const brands = lookUp({ VI: 'VISA', CA: 'MASTERCARD', AX: 'AMEX', DC: 'DINERS' } as const);
const vips = lookUp({ G: 'GOVERNMENT', C: 'CELEBRITY', K: 'CORPORATE', L: 'AIRLINE' } as const);

export const addressKindOf = (code: string): AddressRecord['kind'] => addressKinds(code) ?? 'OTHER';
export const phoneKindOf = (code: string): PhoneRecord['kind'] => phoneKinds(code) ?? 'OTHER';
export const documentTypeOf = (code: string): DocumentRecord['type'] => documentTypes(code) ?? 'OTHER';
export const sourceOf = (code: string): SourceName => sources(code) ?? code;
export const brandOf = (code: string): string | null => brands(code) ?? textOf(code);
export const vipOf = (code: string): CustomerRecord['vipClass'] =>
  textOf(code) === null ? null : (vips(code) ?? 'OTHER');

/** Null for blank. */
export function textOf(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
