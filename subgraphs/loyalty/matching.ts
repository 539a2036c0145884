/**
 * Is the ledger's member this customer? The number on the customer's record may be mis-keyed, a relative's, or an account
 * that was merged since, so it never decides alone: the names must be compatible too, and nothing may speak against it.
 */
import { SourceError } from '../shared/errors.ts';
import { compareNames, type NameReference, nameParts } from '../shared/names.ts';
import type { Account } from './loaders.ts';
import { membershipNumber } from './number.ts';
import type { MembershipRecord } from './source.ts';

/** What the customer master sends along with a customer. */
export interface CustomerIdentity {
  readonly id: string;
  readonly name?: NameReference | null | undefined;
  readonly dateOfBirth?: string | null | undefined;
  readonly membershipNumbers?: readonly { readonly programme: string; readonly number: string }[] | null | undefined;
}

export interface Evidence {
  readonly attribute: 'membershipNumber' | 'surname' | 'givenName' | 'dateOfBirth';
  readonly outcome: 'SAME' | 'COMPATIBLE' | 'MISSING' | 'DIFFERENT' | 'VETO';
}

export interface Link {
  /** As on the customer's record, ten digits where it can be read as such. */
  readonly number: string;
  readonly merges: boolean;
  readonly method: 'FREQUENT_FLYER_NUMBER' | 'POSSIBLE';
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  /** Null unless it merges: it is somebody else's then. */
  readonly membership: MembershipRecord | null;
}

/** The customer's own-programme numbers; `digits` is null for one that cannot be a number. */
export function ownNumbers(customer: CustomerIdentity, programme: string): { text: string; digits: string | null }[] {
  const own = (customer.membershipNumbers ?? []).filter((held) => held.programme.trim().toUpperCase() === programme);
  const numbers = own.map(({ number }) => ({ text: number.trim(), digits: membershipNumber(number, programme) }));
  return [...new Map(numbers.map((number) => [number.digits ?? number.text, number])).values()];
}

/** Explains one number. `account` is null when the ledger does not hold it. */
export function link(customer: CustomerIdentity, number: string, account: Account | null): Link {
  const survivor = account?.survivor ?? null;
  if (survivor === null) return refused(number, 0, [{ attribute: 'membershipNumber', outcome: 'MISSING' }]);
  const evidence = compare(customer, survivor, number === survivor.number);
  const outcome = (attribute: Evidence['attribute']) => evidence.find((item) => item.attribute === attribute)?.outcome;
  const surname = outcome('surname');
  if (evidence.some((item) => item.outcome === 'VETO')) return refused(number, 0, evidence);
  // Twins and spouses share a surname, often consecutive numbers too: another given name is another person.
  if (surname === 'MISSING' || surname === 'DIFFERENT') return refused(number, 0.2, evidence);
  if (outcome('givenName') === 'DIFFERENT') return refused(number, 0.3, evidence);
  const weak = evidence.filter((item) => item.outcome === 'MISSING').length;
  const bent = evidence.filter((item) => item.outcome === 'COMPATIBLE').length;
  const confidence = Math.round((0.99 - 0.05 * weak - 0.02 * bent) * 100) / 100;
  return { number, merges: true, method: 'FREQUENT_FLYER_NUMBER', confidence, evidence, membership: survivor };
}

const liveliness = ['ACTIVE', 'SUSPENDED', 'UNKNOWN'];

/** The live account among those taken for the customer's: an active one first, then in the record's order. */
export function liveMembership(links: readonly Link[]): MembershipRecord | null {
  const taken = links.flatMap(({ merges, membership }) => (merges && membership !== null ? [membership] : []));
  return liveliness.flatMap((status) => taken.filter((membership) => membership.status === status)).at(0) ?? null;
}

function refused(number: string, confidence: number, evidence: readonly Evidence[]): Link {
  return { number, merges: false, method: 'POSSIBLE', confidence, evidence, membership: null };
}

function compare(customer: CustomerIdentity, { member }: MembershipRecord, sameNumber: boolean): Evidence[] {
  const names = compareNames(nameParts(customer.name) ?? { surname: '', givenNames: null }, member);
  return [
    { attribute: 'membershipNumber', outcome: sameNumber ? 'SAME' : 'COMPATIBLE' },
    { attribute: 'surname', outcome: names.suffixConflict ? 'VETO' : names.surname },
    { attribute: 'givenName', outcome: names.givenName },
    { attribute: 'dateOfBirth', outcome: compareBirthDates(customer.dateOfBirth ?? null, member.dateOfBirth) },
  ];
}

function compareBirthDates(left: string | null, right: MembershipRecord['member']['dateOfBirth']): Evidence['outcome'] {
  if (left === null || right === null || right instanceof SourceError) return 'MISSING';
  return left === right ? 'SAME' : 'VETO';
}
