/** Days of the calendar as texts, `YYYY-MM-DD`. */

/** The day an instant falls on, in UTC. */
export function utcDate(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** Whether a text is a day there is or was: 2026-02-29 is none. */
export function isCalendarDate(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && utcDate(instant) === text;
}
