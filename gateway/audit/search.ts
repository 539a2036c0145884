/** Answers out of a chain: about whom, by whom, between when. */
import type { ChainLines, Wanted } from './reading.ts';
import { type Caller, readRecord, type StoredRecord, type ViewContent } from './record.ts';

/** With what it showed. */
export interface Sighting {
  readonly seq: number;
  readonly at: string;
  readonly request: string;
  readonly caller: Caller;
  readonly purpose: string | null;
  readonly subjects: readonly string[];
  readonly others: readonly string[];
  readonly view: ViewContent | null;
}

/** `lines` from the oldest; views stand before the answers that name them. */
export async function* searchChain(lines: ChainLines, wanted: Wanted): AsyncGenerator<Sighting, void> {
  const views = new Map<string, ViewContent>();
  for await (const { text } of lines) {
    const record = readRecord(text);
    if (record?.kind === 'view') {
      const { operation, shown, masked, denied } = record;
      views.set(record.id, { operation, shown, masked, denied });
    }
    if (record?.kind !== 'answer' || !isWanted(record, wanted)) continue;
    const { seq, at, request, caller, purpose, subjects, others, view } = record;
    yield { seq, at, request, caller, purpose, subjects, others, view: views.get(view) ?? null };
  }
}

function isWanted(
  { at, caller, subjects, others }: Extract<StoredRecord, { readonly kind: 'answer' }>,
  wanted: Wanted,
): boolean {
  if (wanted.subjects !== null && ![...subjects, ...others].some((each) => wanted.subjects?.includes(each)))
    return false;
  if (wanted.caller !== null && caller.subject !== wanted.caller) return false;
  return (wanted.from === null || at >= wanted.from) && (wanted.to === null || at < wanted.to);
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
