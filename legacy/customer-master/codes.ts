/** The customer master's codes, and what its code table says they stand for. */
import type { Person } from '../world/types.ts';

export const sourceCodes = { WEB: 'W', APP: 'A', CALL_CENTRE: 'C', PAPER: 'P', IMPORT: 'I' } as const;

export const purposeCodes = {
  MARKETING_EMAIL: 'ME',
  MARKETING_SMS: 'MS',
  MARKETING_PHONE: 'MP',
  PROFILING: 'PF',
  PARTNER_SHARING: 'PS',
  SERVICE_MESSAGES: 'SM',
} as const;

export const vipCodes = { GOVERNMENT: 'G', CELEBRITY: 'C', CORPORATE: 'K', AIRLINE: 'L' } as const;

export const seatCodes = { WINDOW: 'W', AISLE: 'A', MIDDLE: 'M', LEGROOM: 'L' } as const;

export const channelCodes = { EMAIL: 'E', SMS: 'S', PHONE: 'T', POST: 'P', APP: 'A' } as const;

export const addressCodes = { HOME: 'H', BUSINESS: 'B', BILLING: 'I' } as const;

export const phoneCodes = { MOBILE: 'M', HOME: 'H', BUSINESS: 'B' } as const;

export const alternativeCodes = { dateOfBirth: 'BD', nationality: 'NA', residence: 'RE', gender: 'SX' } as const;

export const brandCodes: Readonly<Record<string, string>> = { VISA: 'VI', MASTERCARD: 'CA', AMEX: 'AX', DINERS: 'DC' };

const titles = ['Mr', 'Mrs', 'Ms', 'Miss', 'Mx', 'Dr', 'Prof', 'Prof Dr', 'Rev', 'Sir', 'Lady', 'Mstr'];

/** Two digits; a title the code table lacks is entered as `99`, none as blank. */
export function titleCode(person: Person): string {
  if (person.title === null) return '';
  const position = titles.findIndex((title) => title.toUpperCase() === person.title?.replace('.', '').toUpperCase());
  return position === -1 ? '99' : String(position + 1).padStart(2, '0');
}

/** The rows of the code table: set, code, text. */
export function codeRows(): [string, string, string][] {
  const set = (name: string, codes: Readonly<Record<string, string>>): [string, string, string][] =>
    Object.entries(codes).map(([text, code]) => [name, code, text]);
  return [
    ...titles.map((title, index): [string, string, string] => ['TTL', String(index + 1).padStart(2, '0'), title]),
    ...set('SRC', sourceCodes),
    ...set('PRP', purposeCodes),
    ...set('VIP', vipCodes),
    ...set('ST', seatCodes),
    ...set('CHN', channelCodes),
    ...set('ADU', addressCodes),
    ...set('TLU', phoneCodes),
    ...set('FLD', alternativeCodes),
    ...set('BRD', brandCodes),
  ];
}
