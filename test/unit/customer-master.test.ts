import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../legacy/customer-master/index.ts';
import { countryCode, matchCodes, phoneNotation, phoneSearchKey } from '../../legacy/customer-master/notation.ts';
import { columnsOf, tableNames } from '../../legacy/customer-master/tables.ts';
import { withSql } from '../../legacy/shared/sql-load.ts';
import type { StandIn } from '../../legacy/shared/stand-in.ts';
import { phoneNumber } from '../../subgraphs/shared/contacts.ts';
import { surnameKeys } from '../../subgraphs/shared/names.ts';
import { customerWorld } from '../support/customer-master.ts';

describe('The customer master’s stand-in', () => {
  let dataFolder: string;
  let standIn: StandIn;
  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'customer-master-'));
    standIn = await start(customerWorld(), { dataFolder });
  });
  afterAll(() => rm(dataFolder, { recursive: true, force: true }));

  const read = <Row>(statement: string) =>
    withSql(standIn.settings.CUSTOMERS_URL ?? '', async ({ db }) => (await sql.raw<Row>(statement).execute(db)).rows);
  const count = async (from: string) => (await read<{ n: number }>(`select count(*) as n from ${from}`))[0]?.n;

  it('holds every customer of the world and nobody else', async () => {
    const held = customerWorld().people.filter(({ customerId }) => customerId !== null);
    expect(await count('pty')).toBe(held.length);
    expect(await count('eml')).toBe(held.flatMap(({ emails }) => emails).length);
    expect(await count(`xrf where knd_cd = 'PN'`)).toBe(
      held.flatMap(({ bookingReferences }) => bookingReferences).length,
    );
  });

  it('has on purpose what real ones have by accident, but not for the personas', async () => {
    expect(await count(`pty where bth_dt like '%0230'`)).toBeGreaterThan(5);
    expect(await count(`pty where vip_cd = 'Q'`)).toBeGreaterThan(5);
    expect(await count(`tel where raw_no = 'siehe Notiz'`)).toBeGreaterThan(5);
    expect(await count(`pty where length(nat_cd) = 3`)).toBeGreaterThan(100);
    expect(await count(`pty where sur_nm = upper(sur_nm) and gvn_nm = upper(gvn_nm)`)).toBeGreaterThan(100);
    const flawed = `(bth_dt like '%0230' or vip_cd = 'Q' or sur_nm = upper(sur_nm))`;
    expect(await count(`pty where pty_no < 'C0000200' and ${flawed}`)).toBe(0);
  });

  it('uses the same file again, and leaves no unfinished one behind', async () => {
    const [file = ''] = await readdir(dataFolder);
    const before = await stat(join(dataFolder, file));
    expect((await start(customerWorld(), { dataFolder })).settings).toEqual(standIn.settings);
    expect((await stat(join(dataFolder, file))).mtimeMs).toBe(before.mtimeMs);
    expect(await readdir(dataFolder)).toEqual([file]);
  });

  it('says that it can neither count calls nor fail', () => {
    expect(standIn.calls()).toEqual({});
    standIn.setFault({ kind: 'none' });
    expect(() => standIn.setFault({ kind: 'hang' })).toThrow(/fault proxy/);
  });

  it('has every column of its tables', async () => {
    for (const table of tableNames)
      expect(await read(`select ${columnsOf(table).join(', ')} from ${table} limit 1`)).toBeDefined();
  });
});

describe('How the customer master writes things', () => {
  it('telephone numbers in five notations, all of one number', () => {
    for (const e164 of ['+493023125101', '+442079460999', '+12025550105']) {
      const raw = [0, 1, 2, 3, 4].map((index) => phoneNotation(e164, index));
      expect(raw.map((text) => phoneNumber(text, 'DE'))).toEqual(raw.map(() => e164));
      expect(new Set(raw.map(phoneSearchKey))).toEqual(new Set([e164.slice(-9)]));
    }
  });

  it('countries in two', () => {
    expect([0, 1, 2].map((index) => countryCode('DE', index))).toEqual(['DE', 'DE', 'DEU']);
  });

  it('surnames under match codes that a search by any of their keys hits', () => {
    for (const { surname } of customerWorld().people) {
      const codes = matchCodes(surname);
      expect(codes.every((code) => /^[A-Z]+$/.test(code))).toBe(true);
      expect(surnameKeys(surname).some((key) => codes.includes(key))).toBe(true);
    }
  });
});
