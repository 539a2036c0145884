/** What the system warned about, in plain words; its own words stay with us. */
const plain: ReadonlyMap<string, string> = new Map([
  ['8111', 'The booking was being changed while it was read; read it again before you rely on it.'],
  ['8110', 'The booking is locked by another user; what you see may be out of date.'],
  ['20', 'Part of the booking is restricted and was not shown.'],
]);

export function warningText(raw: string): string {
  const code = /\d+/.exec(raw)?.[0] ?? '';
  const unknown = code === '' ? '.' : ` (code ${code}).`;
  return plain.get(code) ?? `The reservation system gave a warning with this booking${unknown}`;
}
