/** What is left of a value for those who may see a part of it. A value that is masked already stays as it is. */

/** As schemas write them. */
export const dataMasks = ['FIRST_LETTER', 'LAST_THREE', 'LAST_FOUR', 'YEAR', 'BY_FIELD'] as const;
export type DataMask = (typeof dataMasks)[number];

export function isDataMask(text: string): text is DataMask {
  return dataMasks.some((mask) => mask === text);
}

/**
 * `value`: as an answer has it, no list. Null when nothing of it may be shown, as it has not the form the mask is made for.
 *
 * `FIRST_LETTER`: `A***`, of an e-mail address `a***@example.com`. `LAST_THREE`, `LAST_FOUR`: `***123`; nothing of a value that is
 * shorter than that. `YEAR`: the first of January of a date's year, `1987-01-01`. `BY_FIELD`: of what has fields of its own; it is shown, and
 * they decide. It leaves nothing of a plain value.
 */
export function masked(mask: DataMask, value: unknown): string | null {
  if (typeof value !== 'string') return null;
  switch (mask) {
    case 'FIRST_LETTER':
      return firstLetter(value);
    case 'LAST_THREE':
      return last(3, value);
    case 'LAST_FOUR':
      return last(4, value);
    case 'YEAR':
      return year(value);
    case 'BY_FIELD':
      return null;
  }
}

const stars = '***';

function firstLetter(value: string): string {
  const domain = /^[^@]+(@[^@\s]+)$/.exec(value)?.[1] ?? '';
  const [first = ''] = value.replaceAll('*', '');
  return first === '@' ? stars : `${first}${stars}${domain}`;
}

function last(count: number, value: string): string {
  const characters = [...value.replaceAll('*', '')];
  return characters.length < count ? stars : `${stars}${characters.slice(-count).join('')}`;
}

function year(value: string): string | null {
  const [, found] = /^(\d{4})-\d{2}-\d{2}$/.exec(value) ?? [];
  return found === undefined ? null : `${found}-01-01`;
}
