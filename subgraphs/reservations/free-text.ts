/**
 * Takes out of a system's free text what must not be shown there: card numbers, contact details, document numbers, birth dates. What
 * is taken out leaves `[removed]`, so that nobody takes the text for complete. It errs on the side of removing.
 */
const removed = '[removed]';

/** Requests that are nothing but a contact detail or a document: no text of theirs is shown. */
const withoutText: ReadonlySet<string> = new Set([
  'CTCE',
  'CTCM',
  'CTCR',
  'PCTC',
  'FOID',
  'PSPT',
  'DOCA',
  'DOCO',
  'DOCS',
]);

const email = /[^\s/;,<>()]+(?:@|\/\/)[^\s/;,<>()@]+\.[^\s;,<>()@]*\w/g;
/** Digits as typed: one blank, dash, dot, slash or bracket may stand between two. */
const digitRun = /\+?\d(?:[\s\-./()]{0,2}\d){5,}/g;
/** Letters and digits in one word of 7 or more with at least four digits, as passports and identity cards have. */
const documentNumber = /\b(?=[A-Z0-9]*\d)(?=(?:[A-Z]*\d){4})[A-Z0-9]{7,}\b/gi;
/** Dates (`24NOV26`, `2026-11-24`) and measures (`40X30X25CM`): digits that identify nobody. */
const harmless = /^\d{1,2}[A-Z]{3}\d{2,4}$|^\d{4}-\d{2}-\d{2}$|^\d{1,3}X\d{1,3}(X\d{1,3})?(CM|IN)?$/i;

/** Requests that say when somebody was born. */
const bornOn: ReadonlySet<string> = new Set(['INFT', 'INF', 'CHLD', 'YPTA']);
const dates = /\b\d{1,2}[A-Z]{3}\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b/gi;
/** As typed in a text of any kind: `DOB 17MAY84`. */
const statedBirth =
  /\b(DOB|BORN(?: ON)?)(\W{0,3})(?:\d{1,2}[A-Z]{3}\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})/gi;

/** The text of a special service request; null when there is none that may be shown. */
export function serviceText(code: string, text: string | null): string | null {
  const kind = code.trim().toUpperCase();
  if (text === null || withoutText.has(kind)) return null;
  return (bornOn.has(kind) ? text.replace(dates, removed) : text)
    .replace(statedBirth, (_, stated: string, between: string) => `${stated}${between}${removed}`)
    .replace(email, removed)
    .replace(digitRun, (run) => (harmless.test(run) || run.replace(/\D/g, '').length < 7 ? run : removed))
    .replace(documentNumber, (word) => (harmless.test(word) ? word : removed));
}
