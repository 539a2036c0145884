/**
 * Takes out of a system's free text what must not be shown there: card numbers, contact details, document numbers. What
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

/** The text of a special service request; null when there is none that may be shown. */
export function serviceText(code: string, text: string | null): string | null {
  if (text === null || withoutText.has(code.trim().toUpperCase())) return null;
  return text
    .replace(email, removed)
    .replace(digitRun, (run) => (harmless.test(run) || run.replace(/\D/g, '').length < 7 ? run : removed))
    .replace(documentNumber, (word) => (harmless.test(word) ? word : removed));
}

/** Any other text: card numbers are cut down to their last four digits. */
export function withoutCards(text: string): string {
  return text.replace(/\d(?:[ -]?\d){12,18}/g, (run) => {
    const digits = run.replace(/\D/g, '');
    return isCard(digits) ? `${'X'.repeat(digits.length - 4)}${digits.slice(-4)}` : run;
  });
}

/** Luhn: doubling every second digit from the right, the sum of all digits is a multiple of ten. */
function isCard(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
