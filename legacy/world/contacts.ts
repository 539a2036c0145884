/** Telephone numbers and e-mail addresses that belong to nobody: ranges reserved for fiction, and example domains. */
import { agencyPhone, personas } from './personas.ts';

type Range = readonly [prefix: string, digits: number];

const three = (prefixes: readonly string[]): Range[] => prefixes.map((prefix) => [prefix, 3]);
const american = '202 212 415 305 312 617 206 303 404 512 602 702 713 808 901 503 504 314 215 216'.split(' ');
/** Kept for use in drama by the countries' regulators: Berlin first, London first, 555-01xx. */
const german = three(['+493023125', '+496990009', '+494066969', '+492214710', '+498999998']);
const british = three([
  '+442079460',
  '+441134960',
  '+441144960',
  '+441164960',
  '+441174960',
  '+441184960',
  '+441214960',
  '+441314960',
  '+441414960',
  '+441514960',
  '+441614960',
  '+441914980',
]);
const ranges: Readonly<Record<'DE' | 'GB' | 'US', readonly Range[]>> = {
  DE: german,
  GB: british,
  US: american.map((area) => [`+1${area}55501`, 2]),
};

const kept = new Set<string>([
  agencyPhone,
  ...Object.values(personas).flatMap((who) => ('phone' in who ? [who.phone] : [])),
]);

/** Gives each number out once; null when the ranges are used up, as in very large worlds. */
type PhoneBook = (country: string) => string | null;

export function phoneBook(): PhoneBook {
  const numbers = { DE: all(ranges.DE), GB: all(ranges.GB), US: all(ranges.US) };
  const pick = (key: 'DE' | 'GB' | 'US'): string | null => numbers[key].next().value ?? null;
  return (country) => {
    const first = country === 'DE' || country === 'AT' || country === 'CH' ? 'DE' : country === 'US' ? 'US' : 'GB';
    return pick(first) ?? pick('GB') ?? pick('DE') ?? pick('US');
  };
}

function* all(list: readonly Range[]): Generator<string, undefined> {
  for (const [prefix, digits] of list) {
    for (let number = 0; number < 10 ** digits; number += 1) {
      const phone = `${prefix}${String(number).padStart(digits, '0')}`;
      if (!kept.has(phone)) yield phone;
    }
  }
  return undefined;
}

/** Makes an address out of a name; never the same twice. */
type AddressBook = (given: string, surname: string, style: number) => string;

export function addressBook(): AddressBook {
  const used = new Map<string, number>();
  for (const who of Object.values(personas)) if ('email' in who) used.set(who.email, 1);
  return (given, surname, style) => {
    const [first, last] = [ascii(given), ascii(surname)];
    const domain = ['example.com', 'example.org', 'example.net'][style % 3];
    const joined = [`${first}.${last}`, `${first}_${last}`, `${first}-${last}`, `${first.slice(0, 1)}${last}`];
    const local = (joined[Math.floor(style / 3) % 4] ?? last).replace(/^[._-]+|[._-]+$/g, '');
    const plus = style % 50 === 49 ? '+travel' : '';
    const address = `${local}${plus}@${domain}`;
    const count = (used.get(address) ?? 0) + 1;
    used.set(address, count);
    return count === 1 ? address : `${local}${count}${plus}@${domain}`;
  };
}

function ascii(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/[^a-z -]/g, '')
    .replace(/ +/g, '-');
}
