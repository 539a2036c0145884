/** Who is on a booking, as the reservation writes them down. */
import { dayAt, dayOf } from './dates.ts';
import type { Difficulty } from './difficulties.ts';
import { type BookedName, fitTogether, type NameWriter } from './distort.ts';
import { type PersonDraft, partnerNumber, threeLetters } from './draw.ts';
import { cultures } from './names.ts';
import type { Random } from './random.ts';
import type { Traveller } from './types.ts';

/** A traveller before he has a tattoo, segments and tickets. */
export interface Guest {
  readonly person: number | null;
  readonly name: BookedName;
  readonly type: 'ADT' | 'CHD' | 'INF';
  /** Place in the party, for an infant. */
  readonly lapOf: number | null;
  readonly birthDate: string | null;
  readonly frequentFlyer: Traveller['frequentFlyer'];
  readonly documents: Traveller['documents'];
  readonly meal: string | null;
  readonly mobility: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly wantsSeat: boolean;
  readonly seat: string | null;
}

export interface GuestTools {
  readonly random: Random;
  readonly write: NameWriter;
  readonly shows: (hasNumber: boolean) => boolean;
  readonly mobility: () => boolean;
  readonly longCode: () => boolean;
  readonly account: (person: number) => { readonly number: string; readonly tier: string } | undefined;
}

const carrying = 0.35;

/** Keeps the share of passengers whose booking carries a frequent-flyer number near 35 in a hundred. */
export function shareOfNumbers(random: Random): (hasNumber: boolean) => boolean {
  let [passengers, numbers] = [0, 0];
  return (hasNumber) => {
    passengers += 1;
    const shows = hasNumber && random.chance(numbers < passengers * carrying ? 0.96 : 0.2);
    if (shows) numbers += 1;
    return shows;
  };
}

const tierCodes: Readonly<Record<string, string>> = { SILVER: 'SILV', GOLD: 'GOLD', PLATINUM: 'PLAT' };

export function guestOf(tools: GuestTools, person: PersonDraft, travelsOn: number, lapOf: number | null): Guest {
  const { random } = tools;
  const type = lapOf !== null ? 'INF' : ageOn(person, travelsOn) < 12 ? 'CHD' : 'ADT';
  const account = tools.account(person.index);
  const partner = person.membershipNumbers.find(({ programme }) => programme !== 'AX');
  const own = account === undefined ? [] : [ownNumber(account, random)];
  const other = partner === undefined ? [] : [{ ...partner, tierCode: null }];
  const shows = tools.shows(own.length + other.length > 0);
  const documents = random.chance(0.6)
    ? person.documents.slice(0, 1).map((document) => asTyped(document, tools.longCode()))
    : [];
  const old = person.birthDate !== null && ageOn(person, travelsOn) > 74;
  return {
    person: person.index,
    name: tools.write({ ...person, type }),
    type,
    lapOf,
    birthDate: type === 'ADT' && documents.length === 0 && random.chance(0.7) ? null : person.birthDate,
    frequentFlyer: !shows ? [] : random.chance(0.06) ? [...own, ...other] : own.length > 0 ? own : other,
    documents,
    meal:
      person.preferences.meal !== null && random.chance(0.7)
        ? person.preferences.meal
        : random.chance(0.02)
          ? 'VGML'
          : null,
    mobility:
      tools.mobility() || (old && random.chance(0.4))
        ? random.pick(['WCHR', 'WCHR', 'WCHS', 'WCHC', 'BLND', 'DEAF', 'MEDA'])
        : null,
    email: person.emails[0]?.address ?? null,
    phone: person.phones[0]?.e164 ?? null,
    wantsSeat: random.chance(0.55),
    seat: person.preferences.seat !== null && random.chance(0.6) ? person.preferences.seat : null,
  };
}

/** Somebody no other system knows. */
export function stranger(tools: GuestTools, type: 'ADT' | 'CHD' = 'ADT'): Guest {
  const { random } = tools;
  const culture = random.pick(cultures);
  const gender = random.chance(0.5) ? 'F' : 'M';
  const given = random.pick(gender === 'F' ? culture.female : culture.male);
  const shows = tools.shows(random.chance(0.1));
  return {
    person: null,
    name: tools.write({
      givenNames: [given],
      surname: random.pick(culture.surnames),
      title: null,
      suffix: null,
      gender,
      type,
    }),
    type,
    lapOf: null,
    birthDate: null,
    frequentFlyer: shows ? [{ ...partnerNumber(random), tierCode: null }] : [],
    documents: [],
    meal: random.chance(0.05) ? 'MOML' : null,
    mobility: tools.mobility() ? 'WCHR' : null,
    email: null,
    phone: null,
    wantsSeat: random.chance(0.5),
    seat: null,
  };
}

/** Infants share the adult's name element, so both are cut to what fits in it. */
export function fitLaps(party: readonly Guest[]): Guest[] {
  const fitted = [...party];
  party.forEach((infant, place) => {
    const adult = infant.lapOf === null ? undefined : fitted[infant.lapOf];
    if (infant.lapOf === null || adult === undefined) return;
    const names = fitTogether(adult.name, infant.name);
    fitted[infant.lapOf] = { ...adult, name: names.adult };
    fitted[place] = { ...infant, name: names.infant };
  });
  return fitted;
}

export function kindsOf(guest: Guest): readonly Difficulty[] {
  const kinds: Difficulty[] = [...guest.name.kinds];
  if (guest.person === null) kinds.push('unknownTraveller');
  if (guest.type === 'INF') kinds.push('lapInfant');
  if (guest.frequentFlyer.some(({ programme }) => programme !== 'AX')) kinds.push('partnerNumber');
  return kinds;
}

export function ageOn(person: { readonly birthDate: string | null }, dayNumber: number): number {
  return person.birthDate === null ? 40 : (dayNumber - dayOf(person.birthDate)) / 365.25;
}

export const isAdult = (person: { readonly birthDate: string | null }, now: Date): boolean =>
  ageOn(person, dayAt(now)) >= 18;

function ownNumber(
  account: { readonly number: string; readonly tier: string },
  random: Random,
): Traveller['frequentFlyer'][number] {
  return {
    programme: 'AX',
    number: account.number,
    tierCode: random.chance(0.6) ? (tierCodes[account.tier] ?? null) : null,
  };
}

function asTyped(document: PersonDraft['documents'][number], long: boolean): PersonDraft['documents'][number] {
  return long
    ? { ...document, country: threeLetters(document.country), nationality: threeLetters(document.nationality) }
    : document;
}
