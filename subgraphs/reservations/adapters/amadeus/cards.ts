/** Card numbers never leave this adapter whole: at most the last four digits do. */

/** Digits enough for a card, a blank or dash between groups allowed. */
const digitRuns = /\d(?:[ -]?\d){12,}/g;
/** Where the message itself says that a card follows, the check digit does not matter. */
const statedCards = /(CC[A-Z]{2})[ -]?(\d(?:[ -]?\d){11,18})/g;
/** No number a person writes is longer; what is may hide a card anywhere. */
const longestRun = 40;

/** The text with every card number cut to `XXXX` and its last four digits. */
export function cutCards(text: string): string {
  return text
    .replace(statedCards, (_, start: string, digits: string) => `${start}${cut(digits)}`)
    .replace(digitRuns, scanRun);
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
 * A card number may stand inside a longer run of digits, so every stretch of a run is tried, the longest first. Cards begin
 * with 2 to 6; that leaves most other long numbers as they are.
 */
function scanRun(run: string): string {
  const digits = run.replace(/\D/g, '');
  if (digits.length > longestRun) return cut(digits);
  for (let length = Math.min(19, digits.length); length >= 13; length--) {
    for (let start = 0; start + length <= digits.length; start++) {
      const stretch = digits.slice(start, start + length);
      if (/^[2-6]/.test(stretch) && passesLuhn(stretch))
        return `${digits.slice(0, start)}${cut(stretch)}${digits.slice(start + length)}`;
    }
  }
  return run;
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
