/** Card numbers in free text leave a subgraph by their last four digits at most, and security codes not at all. */

/** Digits enough for a card, with up to two blanks, dashes, dots or slashes between two of them. */
const digitRuns = /\d(?:[ \-./]{0,2}\d){12,}/g;
/** Where the message itself says that a card follows, the check digit does not matter. */
const statedCards = /(CC[A-Z]{2})[ -]?(\d(?:[ -]?\d){11,18})/g;
const securityCodes = /\b(CVV2?|CVC2?|CID|security code)(\W{0,3}(?:is\W{0,3}|no\W{0,3})?)\d{3,4}\b/gi;
/** No number a person writes is longer; what is may hide a card anywhere. */
const longestRun = 60;

/** The text with every card number cut to `XXXX` and its last four digits, and security codes to `XXX`. */
export function cutCards(text: string): string {
  return text
    .replace(statedCards, (_, start: string, digits: string) => `${start}${cut(digits)}`)
    .replace(digitRuns, scanRun)
    .replace(securityCodes, (_, name: string, between: string) => `${name}${between}XXX`);
}

/** Null when there is no card number, cut or whole, at the end of the text. */
export function last4(text: string): string | null {
  const digits = /(\d{4})$/.exec(text.replace(/[ -]/g, ''));
  return digits?.[1] ?? null;
}

function cut(digits: string): string {
  return `XXXX${digits.replace(/\D/g, '').slice(-4)}`;
}

/**
 * A card number may stand inside a longer run of digits, and others beside it: what any of the possible ones covers is cut, those that
 * overlap as one, so that no end of one shows the beginning of another. Cards begin with 2 to 6; that leaves most other long numbers as they are.
 */
function scanRun(run: string): string {
  const digits = run.replace(/\D/g, '');
  if (digits.length > longestRun) return cut(digits);
  let shown = '';
  let at = 0;
  while (at < digits.length) {
    const end = endOfCards(digits, at);
    shown += end === at ? digits[at] : cut(digits.slice(at, end));
    at = Math.max(end, at + 1);
  }
  return shown === digits ? run : shown;
}

/** Where the cards that begin at a digit, and those that begin within them, end; the place itself when none begins there. */
function endOfCards(digits: string, from: number): number {
  let end = from;
  for (let start = from; start === from || start < end; start++) {
    if (!/[2-6]/.test(digits[start] ?? '')) continue;
    for (let length = 13; length <= 19 && start + length <= digits.length; length++)
      if (passesLuhn(digits.slice(start, start + length))) end = Math.max(end, start + length);
  }
  return end;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
