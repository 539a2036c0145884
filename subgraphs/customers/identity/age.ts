/** Can a customer of this birth date have been booked as this type of passenger? */
import type { Outcome } from './evidence.ts';

/** Whole years between two dates `YYYY-MM-DD`. */
export function yearsBetween(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/**
 * An infant is under two, a child under twelve on the day of travel, which is up to a year after `day`. Infant against adult is
 * a veto; all else that does not fit is a difference.
 */
export function comparePassengerType(
  type: 'ADULT' | 'CHILD' | 'INFANT' | null,
  birthDate: string | null,
  day: string,
): Outcome | null {
  if (type === null) return null;
  if (birthDate === null) return 'MISSING';
  const age = yearsBetween(birthDate, day);
  if (type === 'INFANT') return age < 2 ? 'SAME' : age < 12 ? 'DIFFERENT' : 'VETO';
  if (type === 'CHILD') return age < 12 ? 'SAME' : 'DIFFERENT';
  return age >= 11 ? 'SAME' : age >= 2 ? 'DIFFERENT' : 'VETO';
}
