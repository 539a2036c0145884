/** Where it is kept who has seen what: what follows from AUTH, and what is told of wrong settings. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { auditSettings, readAuditConfig } from '../../gateway/audit/settings.ts';
import { auditText } from '../../gateway/audit/text.ts';
import { testConfig } from '../support/gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const url = 'postgres://gateway@audit.example.com/audit';

type Callers = Parameters<typeof readAuditConfig>[1]['callers'];
const read = (callers: Callers, settings: Record<string, string>, keeps = true) =>
  readAuditConfig(z.object(auditSettings).parse(settings), { callers, keeps });

describe('the audit', () => {
  test('is kept in a folder with AUTH=required, in one that is made for a demo, and not where nobody says who he is', () => {
    expect(read('required', { AUDIT_FOLDER: folder }).audit).toEqual({
      place: { kind: 'file', folder },
      key: null,
      person: { type: 'Customer', field: 'id' },
      roles: ['privacy-officer'],
    });
    expect(read('demo', {}).audit).toMatchObject({ place: { kind: 'file', folder: null } });
    expect(read('demo', { AUDIT_FOLDER: folder }).audit).toMatchObject({ place: { kind: 'file', folder } });
    expect(read('off', {})).toEqual({ audit: null, problems: [] });
    expect(read('demo', { AUDIT: 'off' })).toEqual({ audit: null, problems: [] });
  });

  test('is kept in a PostgreSQL whose address is given', () => {
    const audit = { place: { kind: 'postgres', url } };
    expect(read('required', { AUDIT_DATABASE_URL: url }).audit).toMatchObject(audit);
    expect(read('demo', { AUDIT: 'postgres', AUDIT_DATABASE_URL: url }).audit).toMatchObject(audit);
    for (const AUDIT_DATABASE_URL of ['mysql://audit.example.com/audit', 'postgres://', 'hunter2'])
      expect(z.object(auditSettings).safeParse({ AUDIT_DATABASE_URL }).success).toBe(false);
  });

  test('has a key from a file, which is never quoted', () => {
    const file = join(folder, 'key');
    const settings = { AUDIT_FOLDER: folder, AUDIT_KEY_FILE: file };
    expect(read('required', settings).problems).toEqual(['AUDIT_KEY_FILE: the file cannot be read.']);
    writeFileSync(file, 'hunter2');
    expect(read('required', settings).problems).toEqual([
      'AUDIT_KEY_FILE: in the file, write 32 bytes in base64; `openssl rand -base64 32` makes them.',
    ]);
    writeFileSync(file, `${Buffer.alloc(32, 1).toString('base64')}\n`);
    expect(read('required', settings).audit?.key).toEqual(Buffer.alloc(32, 1));
  });

  test.each<[string, Callers, Record<string, string>, boolean, RegExp]>([
    ['no folder', 'required', {}, true, /^AUDIT_FOLDER: write the path of a folder of this gateway alone, .*\.$/],
    ['a file for a folder', 'required', { AUDIT_FOLDER: import.meta.filename }, true, /^AUDIT_FOLDER: .* is none\.$/],
    ['off where it must be', 'required', { AUDIT: 'off' }, true, /^AUDIT: write file or postgres: with AUTH=required/],
    ['on where nobody is known', 'off', { AUDIT: 'file' }, true, /^AUDIT: write off, or set AUTH=required/],
    ['a folder for nothing', 'off', { AUDIT_FOLDER: folder }, true, /^AUDIT_FOLDER: remove it: nothing is kept now\.$/],
    ['an address for nothing', 'off', { AUDIT_DATABASE_URL: url }, true, /^AUDIT_DATABASE_URL: remove it: nothing/],
    ['both', 'required', { AUDIT_DATABASE_URL: url, AUDIT_FOLDER: folder }, true, /^AUDIT_FOLDER: remove it, or set/],
    ['both, the other way', 'demo', { AUDIT: 'file', AUDIT_DATABASE_URL: url }, true, /^AUDIT_DATABASE_URL: remove it/],
    ['no address', 'required', { AUDIT: 'postgres' }, true, /^AUDIT_DATABASE_URL: write postgres:\/\/user@host/],
    ['an engine that cannot', 'required', { AUDIT: 'file' }, false, /^AUDIT: write off; ENGINE=apollo cannot tell/],
  ])('tells %s', (_, callers, settings, keeps, problem) => {
    const { audit, problems } = read(callers, settings, keeps);
    expect([audit, problems]).toEqual([null, [expect.stringMatching(problem)]]);
  });

  test('is told of at the start, and louder where it should be there and cannot', () => {
    const auth = { issuers: [], certificates: null, apiKeys: null, timing: { patience: 1 }, demo: false };
    const text = (changes: object, place: string | null) => auditText({ ...testConfig, ...changes }, place);
    expect(text({ auth }, '/var/audit')).toBe('who is shown whose data is kept in /var/audit.');
    expect(text({ auth: null }, null)).toBe(null);
    expect(text({ auth, engine: 'compiled' }, null)).toBe('it is not kept who is shown whose data (AUDIT=off).');
    expect(text({ auth, engine: 'apollo' }, null)).toMatch(/^IT IS NOT KEPT WHO IS SHOWN WHOSE DATA/);
  });
});
