/** What the customer master itself ties a customer to in other systems. */
import type { Method } from './identity/decide.ts';
import type { Evidence } from './identity/evidence.ts';
import type { CustomerRecord } from './source.ts';

export interface Link {
  readonly system: 'loyalty' | 'reservations';
  readonly key: string;
  readonly method: Method;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly asOf: Date | null;
}

/** One side's word: the other system has not been asked, which the fields of the other systems do. */
const stated = 0.8;
/** Two customers cannot both own one account. */
const contested = 0.4;

/** Memberships of the own programme first, then bookings. A membership on two customers' records is only possible. */
export function linksOf(record: CustomerRecord, programme: string): Link[] {
  const memberships = record.memberships
    .filter((held) => held.programme === programme)
    .map(
      ({ programme: code, number, shared, recordedAt }): Link => ({
        system: 'loyalty',
        key: `${code} ${number}`,
        method: shared ? 'POSSIBLE' : 'FREQUENT_FLYER_NUMBER',
        confidence: shared ? contested : stated,
        evidence: [{ attribute: 'membershipNumber', outcome: shared ? 'SHARED' : 'SAME' }],
        asOf: recordedAt instanceof Date ? recordedAt : null,
      }),
    );
  const bookings = record.bookings.flatMap(({ recordLocator, createdOn, recordedAt }): Link[] =>
    typeof createdOn !== 'string'
      ? []
      : [
          {
            system: 'reservations',
            key: `${recordLocator} of ${createdOn}`,
            method: 'BOOKING_REFERENCE',
            confidence: stated,
            evidence: [{ attribute: 'bookingReference', outcome: 'SAME' }],
            asOf: recordedAt instanceof Date ? recordedAt : null,
          },
        ],
  );
  return [...memberships, ...bookings];
}
