/** The master's packed dates and times. Zeros or blanks are none; a date no calendar has is a SourceError. */
import { isCalendarDate } from '../../../shared/dates.ts';
import { type Read, SourceError } from '../../../shared/errors.ts';

const isNone = (text: string) => /^[0\s]*$/.test(text);

/** `19840517` as `1984-05-17`. */
export function packedDate(text: string): Read<string> {
  if (isNone(text)) return null;
  const date = text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return isCalendarDate(date) ? date : unreadable('date');
}

/** `20261003120000`, UTC. */
export function packedTime(text: string): Read<Date> {
  if (isNone(text)) return null;
  const [, date = '', time = ''] = /^(\d{8})(\d{6})$/.exec(text) ?? [];
  const iso = `${date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')}T${time.replace(/^(\d{2})(\d{2})(\d{2})$/, '$1:$2:$3')}Z`;
  const at = new Date(iso);
  return isCalendarDate(iso.slice(0, 10)) && !Number.isNaN(at.getTime()) ? at : unreadable('time');
}

/** `0528` as `2028-05`. */
export function packedMonth(text: string): Read<string> {
  if (isNone(text)) return null;
  const [, month = '', year = ''] = /^(0[1-9]|1[0-2])(\d{2})$/.exec(text) ?? [];
  return year === '' ? unreadable('month') : `20${year}-${month}`;
}

const unreadable = (what: string) => new SourceError('customers', 'LEGACY_MALFORMED', `a ${what} that is none`);
