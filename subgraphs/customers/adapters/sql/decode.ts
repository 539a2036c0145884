/** From the rows of sections.ts to customers. Rows are put together by party number, never by their place. */
import type { CustomerRecord, HeldBooking, HeldMembership } from '../../source.ts';
import {
  addressKindOf,
  alternativeFieldOf,
  brandOf,
  cabinOf,
  channelOf,
  documentTypeOf,
  genderOf,
  phoneKindOf,
  purposeOf,
  seatOf,
  sourceOf,
  textOf,
  vipOf,
} from './codes.ts';
import { packedDate, packedMonth, packedTime } from './packed.ts';
import { type SectionName, type SectionRow, sections } from './sections.ts';

/** A row's texts, in the order of its section's columns. */
type Texts = readonly string[];
type Grouped = ReadonlyMap<SectionName, readonly Texts[]>;

/** Only those asked for; a party without a row of its own is not held. */
export function decodeCustomers(rows: readonly SectionRow[], ids: readonly string[]): Map<string, CustomerRecord> {
  const byParty = Map.groupBy(rows, ({ pty_no }) => pty_no);
  const customers = new Map<string, CustomerRecord>();
  for (const id of ids) {
    const record = decodeCustomer(id, grouped(byParty.get(id) ?? []));
    if (record !== null) customers.set(id, record);
  }
  return customers;
}

function isSection(name: string): name is SectionName {
  return Object.hasOwn(sections, name);
}

function grouped(rows: readonly SectionRow[]): Grouped {
  const groups = new Map<SectionName, Texts[]>();
  for (const row of rows.toSorted((a, b) => a.seq_no - b.seq_no)) {
    if (!isSection(row.sec)) continue;
    const texts = sections[row.sec].map((_, index) => row[`c${index + 1}`] ?? '');
    groups.set(row.sec, [...(groups.get(row.sec) ?? []), texts]);
  }
  return groups;
}

function decodeCustomer(id: string, groups: Grouped): CustomerRecord | null {
  const [party] = groups.get('pty') ?? [];
  if (party === undefined) return null;
  const [title = '', surname = '', given = '', suffix = '', birth = '', sex = '', ...rest] = party;
  const [nationality = '', residence = '', language = '', vip = '', updated = ''] = rest;
  const all = <T>(name: SectionName, decode: (texts: Texts) => T | null): T[] =>
    (groups.get(name) ?? []).map(decode).filter((value) => value !== null);
  const preference = (kind: string) => (groups.get('prf') ?? []).find(([found]) => found === kind)?.[1] ?? '';
  return {
    id,
    name: { title: textOf(title), givenNames: textOf(given), surname: surname.trim(), suffix: textOf(suffix) },
    dateOfBirth: packedDate(birth),
    gender: genderOf(sex),
    nationality: textOf(nationality),
    residence: textOf(residence),
    language: textOf(language),
    vipClass: vipOf(vip),
    emails: preferredFirst(all('eml', email)),
    phones: preferredFirst(all('tel', phone)),
    addresses: preferredFirst(all('adr', address)),
    documents: all('doc', document),
    meal: textOf(preference('ML')),
    seat: seatOf(preference('ST')),
    cabin: cabinOf(preference('CB')),
    channel: channelOf(preference('CH')),
    payment: all('pay', payment).at(0) ?? null,
    consents: all('cns', consent),
    memberships: all('xrf', membership),
    bookings: all('xrf', booking),
    alternatives: all('alt', alternative),
    updatedAt: packedTime(updated),
  };
}

const yes = (flag: string) => flag === 'Y';

function preferredFirst<T extends { readonly preferred: boolean }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => Number(b.preferred) - Number(a.preferred));
}

function email([address = '', verified = '', preferred = '', shared = '']: Texts):
  | CustomerRecord['emails'][number]
  | null {
  return textOf(address) === null
    ? null
    : { address: address.trim(), verified: yes(verified), preferred: yes(preferred), shared: yes(shared) };
}

function phone([raw = '', use = '', verified = '', preferred = '', shared = '']: Texts) {
  return { raw, kind: phoneKindOf(use), verified: yes(verified), preferred: yes(preferred), shared: yes(shared) };
}

function address([use = '', first = '', second = '', third = '', ...place]: Texts) {
  const [postalCode = '', city = '', region = '', country = '', preferred = ''] = place;
  return {
    kind: addressKindOf(use),
    lines: [first, second, third].filter((line) => textOf(line) !== null),
    postalCode: textOf(postalCode),
    city: textOf(city),
    region: textOf(region),
    country: textOf(country),
    preferred: yes(preferred),
  };
}

function document([type = '', number = '', country = '', nationality = '', expires = '']: Texts) {
  return {
    type: documentTypeOf(type),
    rawType: type,
    number,
    issuingCountry: textOf(country),
    nationality: textOf(nationality),
    expiresOn: packedDate(expires),
  };
}

function payment([token = '', brand = '', last4 = '', expires = '']: Texts) {
  return { token, brand: brandOf(brand), last4: textOf(last4), expires: packedMonth(expires) };
}

function consent([purposeCode = '', decision = '', source = '', at = '']: Texts) {
  const purpose = purposeOf(purposeCode);
  return purpose === null
    ? null
    : { purpose, granted: yes(decision), source: sourceOf(source), decidedAt: packedTime(at) };
}

function membership([
  kind = '',
  programme = '',
  number = '',
  ,
  status = '',
  at = '',
  shared = '',
]: Texts): HeldMembership | null {
  if (kind !== 'FF') return null;
  return { programme, number, live: status === 'A', shared: yes(shared), recordedAt: packedTime(at) };
}

function booking([kind = '', system = '', recordLocator = '', created = '', , at = '']: Texts): HeldBooking | null {
  if (kind !== 'PN') return null;
  return { system, recordLocator, createdOn: packedDate(created), recordedAt: packedTime(at) };
}

function alternative([code = '', text = '', source = '', at = '']: Texts) {
  const field = alternativeFieldOf(code);
  if (field === null) return null;
  const value = field === 'dateOfBirth' ? packedDate(text) : field === 'gender' ? genderOf(text) : textOf(text);
  // A second opinion nobody can read is none.
  return typeof value === 'string' ? { field, value, source: sourceOf(source), recordedAt: packedTime(at) } : null;
}
