/** How much of what the airline's staff need of a customer the master holds, and how far it can be relied on. */
import { emailKey, phoneNumber } from '../shared/contacts.ts';
import { alpha2 } from '../shared/countries.ts';
import { utcDate } from '../shared/dates.ts';
import type { ProfilePart } from './generated.ts';
import type { Context } from './loaders.ts';
import { languageTag } from './show.ts';
import type { CustomerRecord, DocumentRecord } from './source.ts';
import { birthDateOf, nationalityOf, otherBirthDates } from './winning-values.ts';

export interface Completeness {
  /** 0 to 1. */
  readonly share: number;
  readonly missing: ProfilePart[];
  readonly doubtful: ProfilePart[];
  /** Other systems that should know the customer, by what the master holds. */
  readonly expectedIn: string[];
}

type State = 'held' | 'doubtful' | 'missing';

/** In the order in which they help: who it is, how to reach him, what he needs to fly. */
const parts: readonly ProfilePart[] = [
  'DATE_OF_BIRTH',
  'PHONE',
  'EMAIL',
  'PREFERRED_CHANNEL',
  'SERVICE_MESSAGES_CONSENT',
  'LANGUAGE',
  'ADDRESS',
  'NATIONALITY',
  'TRAVEL_DOCUMENT',
];

export function completenessOf(
  record: CustomerRecord,
  { now, home, programme }: Pick<Context, 'now' | 'home' | 'programme'>,
): Completeness {
  const states = statesOf(record, utcDate(now()), home);
  const inState = (state: State) => parts.filter((part) => states[part] === state);
  const isMember = record.memberships.some((held) => held.programme === programme && held.live && !held.shared);
  return {
    share: Math.round((inState('held').length / parts.length) * 100) / 100,
    missing: inState('missing'),
    doubtful: inState('doubtful'),
    expectedIn: [...(isMember ? ['loyalty'] : []), ...(record.bookings.length > 0 ? ['reservations'] : [])],
  };
}

function statesOf(record: CustomerRecord, today: string, home: string): Record<ProfilePart, State> {
  const { phones, emails, channel, consents, language, addresses, documents } = record;
  const birthDate = birthDateOf(record);
  const nationality = nationalityOf(record);
  return {
    DATE_OF_BIRTH: stateOf(birthDate, typeof birthDate === 'string' && otherBirthDates(record).length === 0),
    PHONE: bestOf(phones, ({ raw, verified, shared }) => verified && !shared && phoneNumber(raw, home) !== null),
    EMAIL: bestOf(emails, ({ address, verified, shared }) => verified && !shared && emailKey(address) !== null),
    PREFERRED_CHANNEL: stateOf(channel, true),
    SERVICE_MESSAGES_CONSENT: bestOf(
      consents.filter(({ purpose }) => purpose === 'SERVICE_MESSAGES'),
      () => true,
    ),
    LANGUAGE: stateOf(language, languageTag(language) !== null),
    ADDRESS: bestOf(addresses, ({ lines, city }) => lines.length > 0 && city !== null),
    NATIONALITY: stateOf(nationality, typeof nationality === 'string' && alpha2(nationality) !== null),
    TRAVEL_DOCUMENT: bestOf(documents.filter(isIdentification), ({ expiresOn }) => {
      return typeof expiresOn === 'string' && expiresOn >= today;
    }),
  };
}

function stateOf(value: unknown, reliable: boolean): State {
  if (value === null) return 'missing';
  return reliable ? 'held' : 'doubtful';
}

/** One that can be relied on is enough. */
function bestOf<T>(items: readonly T[], reliable: (item: T) => boolean): State {
  if (items.length === 0) return 'missing';
  return items.some(reliable) ? 'held' : 'doubtful';
}

const isIdentification = ({ type }: DocumentRecord) => type === 'PASSPORT' || type === 'IDENTITY_CARD';
