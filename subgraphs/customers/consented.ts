/**
 * Has a customer consented to what somebody asks for? The one place that says which purpose of a caller takes which consent.
 */
import { SourceError } from '../shared/errors.ts';
import { effectiveConsents } from './consents.ts';
import type { ConsentPurpose, ConsentRecord } from './source.ts';

/** Any of these will do: who may be reached by one channel alone is somebody to be reached. Nobody consents to a purpose not named. */
const consentsFor: ReadonlyMap<string, readonly ConsentPurpose[]> = new Map([
  ['marketing', ['MARKETING_EMAIL', 'MARKETING_SMS', 'MARKETING_PHONE']],
  ['profiling', ['PROFILING']],
  ['partner-sharing', ['PARTNER_SHARING']],
  ['service-messages', ['SERVICE_MESSAGES']],
]);

/**
 * The most restrictive of the sources wins, as in what is shown of consents. Where a date cannot be read nobody knows which decision of
 * its source holds: then there is none.
 */
export function hasConsented(decisions: readonly ConsentRecord[], purpose: string | null): boolean {
  const wanted = consentsFor.get(purpose ?? '') ?? [];
  const told = decisions.filter((decision) => wanted.includes(decision.purpose));
  const unreadable = new Set(
    told.flatMap((decision) => (decision.decidedAt instanceof SourceError ? [decision.purpose] : [])),
  );
  return effectiveConsents(told).some((consent) => consent.granted && !unreadable.has(consent.purpose));
}
