/** Addresses of SQL systems: `sqlite:/path/file`, `postgres://...`, `mysql://...` or `mariadb://...`. */
import { z } from 'zod';

export type SqlFlavour = 'sqlite' | 'postgres' | 'mysql';

const flavours: ReadonlyMap<string, SqlFlavour> = new Map([
  ['sqlite', 'sqlite'],
  ['postgres', 'postgres'],
  ['postgresql', 'postgres'],
  ['mysql', 'mysql'],
  ['mariadb', 'mysql'],
]);

const expected = 'must begin with sqlite:, postgres:, mysql: or mariadb:';

/** Throws an Error saying which forms are understood. */
export function flavourOf(url: string): SqlFlavour {
  const flavour = flavours.get(schemeOf(url));
  if (flavour === undefined) throw new Error(expected);
  return flavour;
}

/** The setting that holds such an address. `missing` says what to write where there is none. */
export function sqlUrl(missing: string) {
  return z.string({ error: missing }).refine((url) => flavours.has(schemeOf(url)), { error: `${expected}.` });
}

const schemeOf = (url: string): string => url.split(':', 1)[0] ?? '';
