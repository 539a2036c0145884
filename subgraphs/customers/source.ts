/**
 * The port to a customer master, in domain words.
 *
 * Everything here is what the master says, decoded but not interpreted: names, countries and telephone numbers as on file.
 * What a source holds but cannot be read is a SourceError in its place.
 */
import type { Read } from '../shared/errors.ts';
import type { SourceHealth } from '../shared/subgraph.ts';

export interface CustomerSource {
  readonly capabilities: CustomerCapabilities;
  /** Everything about these customers, by id; none for an id the master does not hold. At most `maxIdsPerCall` ids. One call. */
  customers(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, CustomerRecord>>;
  /**
   * Ids of the customers on whose record a key stands, by `searchKeyText`; none for a key nobody has. At most
   * `maxSearchKeysPerCall` keys of any kinds, and at most `maxHitsPerKey` ids each. One call.
   */
  search(keys: readonly SearchKey[], signal: AbortSignal): Promise<ReadonlyMap<string, readonly string[]>>;
  health(signal: AbortSignal): Promise<SourceHealth>;
  close(): Promise<void>;
}

export interface CustomerCapabilities {
  readonly maxIdsPerCall: number;
  readonly maxSearchKeysPerCall: number;
  readonly maxHitsPerKey: number;
  /** Calls in flight at once. */
  readonly concurrency: number;
  readonly searchableBy: readonly SearchKey['kind'][];
  /** Every answer is read from the system of record as it stands. */
  readonly freshness: 'LIVE';
}

/** Normalised: upper-case letters and digits; e-mail in lower case, telephone in E.164. */
export type SearchKey =
  | { readonly kind: 'MEMBERSHIP'; readonly programme: string; readonly number: string }
  | { readonly kind: 'EMAIL'; readonly address: string }
  | { readonly kind: 'PHONE'; readonly e164: string }
  | { readonly kind: 'DOCUMENT'; readonly number: string }
  | { readonly kind: 'BOOKING'; readonly recordLocator: string; readonly createdOn: string }
  /** `surname` is one of `surnameKeys()` of shared/names.ts. */
  | { readonly kind: 'SURNAME_AND_BIRTH_DATE'; readonly surname: string; readonly birthDate: string }
  | { readonly kind: 'SURNAME_AND_INITIAL'; readonly surname: string; readonly initial: string };

/** The text by which two keys are the same. */
export function searchKeyText(key: SearchKey): string {
  const { kind, ...parts } = key;
  return [kind, ...Object.values(parts)].join('\n');
}

/** Where the master got a value from. A code it does not explain is passed through. */
export type SourceName = 'WEB' | 'APP' | 'CALL_CENTRE' | 'PAPER' | 'IMPORT' | (string & {});

export interface CustomerRecord {
  readonly id: string;
  readonly name: {
    readonly title: string | null;
    readonly givenNames: string | null;
    readonly surname: string;
    readonly suffix: string | null;
  };
  readonly dateOfBirth: Read<string>;
  readonly gender: Gender | null;
  /** Alpha-2 or alpha-3, as on file. */
  readonly nationality: string | null;
  readonly residence: string | null;
  readonly language: string | null;
  readonly vipClass: VipClass | null;
  readonly emails: readonly EmailRecord[];
  readonly phones: readonly PhoneRecord[];
  readonly addresses: readonly AddressRecord[];
  readonly documents: readonly DocumentRecord[];
  readonly meal: string | null;
  readonly seat: 'WINDOW' | 'AISLE' | 'MIDDLE' | 'LEGROOM' | null;
  readonly cabin: 'FIRST' | 'BUSINESS' | 'PREMIUM_ECONOMY' | 'ECONOMY' | null;
  readonly channel: 'EMAIL' | 'SMS' | 'PHONE' | 'POST' | 'APP' | null;
  readonly payment: PaymentRecord | null;
  readonly consents: readonly ConsentRecord[];
  readonly memberships: readonly HeldMembership[];
  readonly bookings: readonly HeldBooking[];
  readonly alternatives: readonly AlternativeRecord[];
  readonly updatedAt: Read<Date>;
}

export type Gender = 'FEMALE' | 'MALE' | 'UNSPECIFIED';
export type VipClass = 'GOVERNMENT' | 'CELEBRITY' | 'CORPORATE' | 'AIRLINE' | 'OTHER';

export interface EmailRecord {
  readonly address: string;
  readonly verified: boolean;
  readonly preferred: boolean;
  /** On another customer's record too. */
  readonly shared: boolean;
}

export interface PhoneRecord {
  readonly raw: string;
  readonly kind: 'MOBILE' | 'HOME' | 'BUSINESS' | 'OTHER';
  readonly verified: boolean;
  readonly preferred: boolean;
  readonly shared: boolean;
}

export interface AddressRecord {
  readonly kind: 'HOME' | 'BUSINESS' | 'BILLING' | 'OTHER';
  readonly lines: readonly string[];
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly country: string | null;
  readonly preferred: boolean;
}

export interface DocumentRecord {
  readonly type: 'PASSPORT' | 'IDENTITY_CARD' | 'VISA' | 'RESIDENCE_PERMIT' | 'OTHER';
  readonly rawType: string;
  readonly number: string;
  readonly issuingCountry: string | null;
  readonly nationality: string | null;
  readonly expiresOn: Read<string>;
}

export interface PaymentRecord {
  readonly token: string;
  readonly brand: string | null;
  readonly last4: string | null;
  /** `YYYY-MM`. */
  readonly expires: Read<string>;
}

export type ConsentPurpose =
  | 'MARKETING_EMAIL'
  | 'MARKETING_SMS'
  | 'MARKETING_PHONE'
  | 'PROFILING'
  | 'PARTNER_SHARING'
  | 'SERVICE_MESSAGES';

export interface ConsentRecord {
  readonly purpose: ConsentPurpose;
  readonly granted: boolean;
  readonly decidedAt: Read<Date>;
  readonly source: SourceName;
}

export interface HeldMembership {
  readonly programme: string;
  readonly number: string;
  /** False when the master knows that the account was closed or merged into another. */
  readonly live: boolean;
  /** On another customer's record too: one of the two is wrong. */
  readonly shared: boolean;
  readonly recordedAt: Read<Date>;
}

export interface HeldBooking {
  readonly system: string;
  readonly recordLocator: string;
  readonly createdOn: Read<string>;
  readonly recordedAt: Read<Date>;
}

export interface AlternativeRecord {
  readonly field: 'dateOfBirth' | 'nationality' | 'residence' | 'gender';
  /** A date as `YYYY-MM-DD`, a gender as in `Gender`, a country as on file. */
  readonly value: string;
  readonly source: SourceName;
  readonly recordedAt: Read<Date>;
}
