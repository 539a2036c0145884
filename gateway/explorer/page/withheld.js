// Shows below the explorer what of the answer on screen was not for the eyes of who asked.
import { count, fill, row } from './table.js';

const columns = ['Part of the answer', 'Places', 'Shown'];
const masks = {
  FIRST_LETTER: 'masked: the first letter',
  LAST_THREE: 'masked: the last three characters',
  LAST_FOUR: 'masked: the last four characters',
  YEAR: 'masked: the year',
};

/** Of all parts of an answer there are. `caller`: who asked, in words; null where nobody is asked who he is. */
export function showWithheld(errors, masked, caller) {
  const panel = document.querySelector('#withheld');
  panel.hidden = caller === null;
  if (caller === null) return;
  const withheld = errors.filter(({ extensions }) => extensions?.code === 'UNAUTHORIZED_FIELD_OR_TYPE');
  const lines = [
    ...together(withheld.map((error) => ({ ...error.extensions, path: error.path, shown: 'withheld' }))),
    ...together(masked.map((entry) => ({ ...entry, shown: masks[entry.mask] ?? `masked: ${entry.mask}` }))),
  ];
  const told = [
    countOf(lines, (shown) => shown === 'withheld', 'withheld'),
    countOf(lines, (shown) => shown !== 'withheld', 'masked'),
  ].filter((text) => text !== null);
  const summary = `Answered to ${caller}: ${told.length > 0 ? told.join(', ') : 'nothing withheld or masked'}`;
  fill(panel, summary, columns, lines.map(line));
  panel.querySelector('table').hidden = lines.length === 0;
}

function countOf(lines, isOne, what) {
  const number = lines.filter(({ shown }) => isOne(shown)).length;
  return number === 0 ? null : `${count(number, 'field')} ${what}`;
}

/** One for a field, however many items of lists it stands in. */
function together(entries) {
  const found = new Map();
  for (const { path, paths, shown } of entries) {
    for (const place of paths ?? (path ? [path] : [])) {
      const field = place.map((step) => (typeof step === 'number' ? '@' : step)).join('.');
      const key = JSON.stringify([field, shown]);
      const places = (found.get(key)?.places ?? new Set()).add(JSON.stringify(place));
      found.set(key, { field, shown, places });
    }
  }
  return [...found.values()];
}

function line({ field, shown, places }) {
  const made = row('td', [field, String(places.size), shown]);
  made.className = shown === 'withheld' ? 'withheld' : 'masked';
  return made;
}
