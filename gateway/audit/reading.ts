/** Chains as they are read again, line by line, however long they are. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { auditFiles, fileOf } from './folder.ts';

export interface ChainLine {
  /** The file, or the table. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** False where a file ends within it. */
  readonly ended: boolean;
  /** What beside the record does not fit it; null when all does. */
  readonly doubt: string | null;
}

export type ChainLines = AsyncIterable<ChainLine> | Iterable<ChainLine>;

/** What is looked for; null for all. */
export interface Wanted {
  /** Customer ids, and digests such as `Booking:...`: one of them. */
  readonly subjects: readonly string[] | null;
  /** The subject of a caller. */
  readonly caller: string | null;
  /** RFC 3339 instants; the second is not within. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface ChainReader {
  /** All of it, from the oldest. */
  all(): AsyncIterable<ChainLine>;
  /** At least every answer that is wanted, and the views these name. */
  some(wanted: Wanted, signal?: AbortSignal): AsyncIterable<ChainLine>;
  close(): Promise<void>;
}

export function readFolder(folder: string): ChainReader {
  return {
    all: () => filesFrom(folder, ''),
    // A record is in the file of its day, or a later one: it may have waited.
    some: (wanted, signal) => {
      const first = wanted.from === null ? '' : fileOf(new Date(wanted.from));
      return mentioning(wanted, filesFrom(folder, first, signal));
    },
    close: async () => {},
  };
}

/** A look at a text costs a hundredth of reading it as a record. */
async function* mentioning({ subjects }: Wanted, lines: ChainLines): AsyncGenerator<ChainLine, void> {
  const texts = subjects?.map((subject) => JSON.stringify(subject)) ?? null;
  for await (const line of lines) {
    const { text } = line;
    if (texts === null || text.includes('"kind":"view"') || texts.some((each) => text.includes(each))) yield line;
  }
}

async function* filesFrom(folder: string, first: string, signal?: AbortSignal): AsyncGenerator<ChainLine, void> {
  for (const file of await auditFiles(folder)) {
    if (file >= first)
      yield* linesIn(file, createReadStream(join(folder, file), { encoding: 'utf8', ...(signal && { signal }) }));
  }
}

async function* linesIn(file: string, chunks: AsyncIterable<string>): AsyncGenerator<ChainLine, void> {
  let line = 1;
  let rest = '';
  for await (const chunk of chunks) {
    const texts = (rest + chunk).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      yield { file, line, text, ended: true, doubt: null };
      line += 1;
    }
  }
  if (rest !== '') yield { file, line, text: rest, ended: false, doubt: null };
}
