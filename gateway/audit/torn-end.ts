/** Where the good part of a file ends. A crash leaves at most a piece of the last line, or a block of zeros a file system made. */
import type { FileHandle } from 'node:fs/promises';
import type { Head } from './chain.ts';
import { readRecord } from './record.ts';

export interface GoodEnd {
  /** Bytes up to the end of the last whole record. */
  readonly bytes: number;
  /** Of that record; null where there is none. */
  readonly head: Head | null;
}

/** Longer than any record. */
const window = 4 * 1_048_576;
const lineEnd = 10;

export async function goodEnd(file: FileHandle): Promise<GoodEnd> {
  const { size } = await file.stat();
  if (size === 0) return { bytes: 0, head: null };
  const from = Math.max(0, size - window);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
  let end = buffer.subarray(0, bytesRead).lastIndexOf(lineEnd);
  while (end !== -1) {
    const before = end === 0 ? -1 : buffer.lastIndexOf(lineEnd, end - 1);
    const record = readRecord(buffer.toString('utf8', before + 1, end));
    if (record !== null) return { bytes: from + end + 1, head: { seq: record.seq, hash: record.hash } };
    end = before;
  }
  if (from > 0) throw new Error('the last 4 MB of the audit hold no record; move the file away, or mend it.');
  return { bytes: 0, head: null };
}
