/** For tests of the audit: drafts, and the files of a folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainLine } from '../../gateway/audit/reading.ts';
import { type Draft, type StoredRecord, storedRecord, viewOf } from '../../gateway/audit/record.ts';

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

/** Lines as a reader of a chain gives them. */
export const asLines = (texts: readonly string[], file = 'audit-2026-11-24.jsonl'): ChainLine[] =>
  texts.map((text, index) => ({ file, line: index + 1, text, ended: true, doubt: null }));

export function chainFiles(folder: string): { readonly name: string; readonly text: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** All of a folder that nobody writes. */
export const linesIn = (folder: string): ChainLine[] =>
  chainFiles(folder).flatMap(({ name, text }) => asLines(text.split('\n').slice(0, -1), name));

export const recordsIn = (folder: string): StoredRecord[] =>
  linesIn(folder).map(({ text }) => storedRecord.parse(JSON.parse(text)));

export const answersIn = (folder: string) =>
  recordsIn(folder).flatMap((record) => (record.kind === 'answer' ? [record] : []));
