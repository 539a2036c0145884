// Shows below the explorer where the answer on screen came from.
import { count, fill, row } from './table.js';

const columns = ['System', 'Parts of the answer', 'State', 'As of (UTC)', 'Milliseconds', 'Calls'];

/** `told`: `extensions.sources`, of all parts of an answer there are. */
export function showSources(told) {
  const entries = together(told);
  const panel = document.querySelector('#sources');
  panel.hidden = entries.length === 0;
  fill(panel, summary(entries), columns, entries.map(line));
}

/** Parts that come one after another may each have asked a system for the same. */
function together(entries) {
  const rows = new Map();
  for (const entry of entries) {
    const key = JSON.stringify([entry.system, entry.state, entry.code, entry.paths]);
    const { calls, milliseconds } = rows.get(key) ?? { calls: 0, milliseconds: 0 };
    rows.set(key, {
      ...entry,
      calls: calls === null || entry.calls === null ? null : calls + entry.calls,
      milliseconds: Math.max(milliseconds, entry.milliseconds),
    });
  }
  return [...rows.values()];
}

function summary(entries) {
  const systems = new Set(entries.map(({ system }) => system)).size;
  const calls = entries.reduce((sum, { calls: own }) => sum + (own ?? 0), 0);
  const states = ['unavailable', 'stale', 'cached'].flatMap((state) => {
    const own = entries.filter((entry) => entry.state === state);
    const names = [...new Set(own.map(({ system }) => system))].map((system) => {
      const oldest = Math.max(...own.flatMap((entry) => (entry.system === system ? (entry.age ?? []) : [])));
      if (oldest >= 0) return `${system} (${ageOf(oldest)} old)`;
      const partly = entries.some((entry) => entry.system === system && entry.state !== 'unavailable');
      return state === 'unavailable' && partly ? `${system} (in part)` : system;
    });
    return names.length > 0 ? [`${state}: ${names.join(', ')}`] : [];
  });
  const told = states.length > 0 ? states.join('; ') : 'all live';
  return `Where this comes from: ${count(systems, 'system')}, ${count(calls, 'call')}, ${told}`;
}

/** `40 s`, `12 min`, `3 h`. */
function ageOf(seconds) {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

function line({ system, paths, state, code, asOf, age, milliseconds, calls }) {
  const parts = paths.map((path) => path.join('.') || 'the whole answer').join(', ');
  const then = asOf === null ? '–' : asOf.replace('T', ' ').replace('Z', '');
  const at = age === undefined ? then : `${then} (${ageOf(age)} ago)`;
  const made = row('td', [
    system,
    parts,
    code ? `${state} (${code})` : state,
    at,
    String(milliseconds),
    calls ?? 'not told',
  ]);
  made.className = state;
  return made;
}
