/** For tests of the audit: drafts, and the files of a folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Draft, type StoredRecord, storedRecord, viewOf } from '../../gateway/audit/record.ts';
import type { ChainFile } from '../../gateway/audit/verify.ts';

/** `classes` shown; `loyalty` when left out, which is written behind. */
export function draft(
  subject: string,
  classes: readonly string[] = ['loyalty'],
  at = '2026-11-24T09:00:00.000Z',
): Draft {
  return {
    at,
    request: `request-${subject}`,
    caller: {
      issuer: 'staff',
      kind: 'staff',
      tenant: 'airline',
      subject: 'agent-7',
      client: 'agent-desktop',
      roles: ['agent'],
    },
    purpose: 'customer-service',
    subjects: [subject],
    others: [],
    part: null,
    view: viewOf({
      operation: { name: 'Look', hash: 'abc' },
      shown: Object.fromEntries(classes.map((name) => [name, ['Customer.name']])),
      masked: {},
      denied: {},
    }),
  };
}

export function chainFiles(folder: string): ChainFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

export function recordsIn(folder: string): StoredRecord[] {
  return chainFiles(folder).flatMap(({ text }) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => storedRecord.parse(JSON.parse(line))),
  );
}

export const answersIn = (folder: string) =>
  recordsIn(folder).flatMap((record) => (record.kind === 'answer' ? [record] : []));
