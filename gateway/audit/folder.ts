/** The files of a chain: one a day by UTC, `audit-2026-11-24.jsonl`, in one folder that one process writes. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const named = /^audit-\d{4}-\d\d-\d\d\.jsonl$/;

export const fileOf = (at: Date): string => `audit-${at.toISOString().slice(0, 10)}.jsonl`;

/** Names, from the oldest. */
export async function auditFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => named.test(name)).sort();
}

/**
 * Takes the folder for this process, by a lock that the operating system gives back however the process ends: that of an SQLite
 * database of which nothing else is used. Throws when another holds it.
 */
export function lockFolder(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, 'writer.lock'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new Error(`another process writes the audit in ${folder}; give each gateway an AUDIT_FOLDER of its own.`, {
      cause,
    });
  }
  return () => lock.close();
}
