/** Answers out of a chain: about whom, by whom, between when. */

import { readRecord, type ViewContent } from './record.ts';
import type { ChainFile } from './verify.ts';

export interface Wanted {
  /** A customer id, or a digest such as `Booking:...`. */
  readonly subject: string | null;
  /** The subject of a caller. */
  readonly caller: string | null;
  /** RFC 3339 instants; the second is not within. */
  readonly from: string | null;
  readonly to: string | null;
}

/** With what it showed. */
export interface Sighting {
  readonly seq: number;
  readonly at: string;
  readonly request: string;
  readonly caller: Readonly<Record<string, string | readonly string[]>>;
  readonly purpose: string | null;
  readonly subjects: readonly string[];
  readonly others: readonly string[];
  readonly view: ViewContent | null;
}

/** `files` from the oldest; views stand before the answers that name them. */
export function searchChain(files: readonly ChainFile[], wanted: Wanted): Sighting[] {
  const views = new Map<string, ViewContent>();
  const found: Sighting[] = [];
  for (const line of files.flatMap(({ text }) => text.split('\n'))) {
    const record = readRecord(line);
    if (record?.kind === 'view') {
      const { operation, shown, masked, denied } = record;
      views.set(record.id, { operation, shown, masked, denied });
    }
    if (record?.kind !== 'answer') continue;
    const { seq, at, request, caller, purpose, subjects, others, view } = record;
    if (wanted.subject !== null && ![...subjects, ...others].includes(wanted.subject)) continue;
    if (wanted.caller !== null && caller.subject !== wanted.caller) continue;
    if ((wanted.from !== null && at < wanted.from) || (wanted.to !== null && at >= wanted.to)) continue;
    found.push({ seq, at, request, caller, purpose, subjects, others, view: views.get(view) ?? null });
  }
  return found;
}

/** One line each: when, who, why, what was asked, which classes were shown, of whom. */
export function tableOf(sightings: readonly Sighting[]): string[] {
  const rows = sightings.map(({ at, caller, purpose, view, subjects, others }) => [
    at,
    `${caller.subject} (${caller.tenant}, ${caller.client})`,
    purpose ?? '-',
    view?.operation.name ?? view?.operation.hash ?? '-',
    [...Object.keys(view?.shown ?? {}), ...Object.keys(view?.masked ?? {}).map((name) => `${name} (masked)`)].join(','),
    [...subjects, ...others].join(','),
  ]);
  const all = [['when', 'who', 'why', 'operation', 'classes', 'of whom'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
