/** `306` of ` 0306`; the suffix letter, given apart or glued, is kept. Texts such as `OPEN` stay. Null for none. */
export function flightNumber(text: string | null, suffix: string | null = null): string | null {
  if (text === null) return null;
  const number = text.replace(/\s+/g, '').replace(/^0+(?=\d)/, '');
  return suffix !== null && /^[A-Z]$/.test(suffix) && /^\d+$/.test(number) ? `${number}${suffix}` : number;
}
