/** Who could this be? The criteria of `customerCandidates`, checked and made into a subject to recognise. */
import { emailKey, phoneNumber } from '../shared/contacts.ts';
import { BadUserInput } from '../shared/errors.ts';
import { givenInitial, surnameKeys } from '../shared/names.ts';
import { membershipKey } from './identity/numbers.ts';
import { nobody, type Subject } from './identity/subject.ts';
import type { Context, LookUpKey } from './loaders.ts';

export interface Criteria {
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly membershipNumber?: string | null | undefined;
  readonly surname?: string | null | undefined;
  readonly givenName?: string | null | undefined;
  readonly dateOfBirth?: string | null | undefined;
}

/** A caller gave it himself, so even a weak sign is shown: the agent asks on. */
export const leastCandidate = 0.1;
const longestName = 80;

/** Throws BadUserInput for criteria that cannot be searched by. */
export function candidateSubject(criteria: Criteria, { programme, home }: Context): Subject {
  const { phone, email, membershipNumber, dateOfBirth } = criteria;
  const surname = name('surname', criteria.surname);
  const givenNames = name('givenName', criteria.givenName);
  const byName = surname !== null && (givenNames !== null || dateOfBirth != null);
  if (phone == null && email == null && membershipNumber == null && !byName)
    throw new BadUserInput(
      'Give at least one of phone, email, membershipNumber, or surname together with givenName or dateOfBirth.',
    );
  return {
    ...nobody,
    name: surname === null && givenNames === null ? null : { surname: surname ?? '', givenNames },
    dateOfBirth: dateOfBirth ?? null,
    memberships: given(
      membershipNumber,
      (text) => ownNumber(text, programme),
      `membershipNumber must be ten digits, with or without ${programme} before it, such as ${programme} 2000000101.`,
    ),
    emails: given(email, emailKey, 'email must be an address such as name@example.com.'),
    phones: given(
      phone,
      (text) => phoneNumber(text, home),
      'phone must be a telephone number such as +49 30 23125000.',
    ),
  };
}

/** By name alone where there is no birth date to narrow it. */
export function nameLookUps({ name: parts }: Subject): LookUpKey[] {
  if (parts === null || typeof parts === 'string') return [];
  const initial = givenInitial(parts.givenNames ?? '');
  if (initial === null) return [];
  return surnameKeys(parts.surname).map((surname) => ({ kind: 'SURNAME_AND_INITIAL', surname, initial }));
}

function ownNumber(text: string, programme: string) {
  const key = membershipKey(programme, text);
  return key !== null && /^\d{10}$/.test(key.number) ? key : null;
}

function given<K>(text: string | null | undefined, make: (text: string) => K | null, help: string): K[] {
  if (text == null) return [];
  const key = make(text);
  if (key === null) throw new BadUserInput(help);
  return [key];
}

function name(argument: 'surname' | 'givenName', text: string | null | undefined): string | null {
  if (text == null) return null;
  if (text.length > longestName || surnameKeys(text).length === 0)
    throw new BadUserInput(`${argument} must have a letter and at most ${longestName} characters.`);
  return text;
}
