/**
 * The customer master's tables, as a system of the nineties would have them: terse names, codes explained in one code table
 * (`cod`), dates packed as `YYYYMMDD` and times as `YYYYMMDDHHMMSS` (UTC) in character columns, `00000000` for none, Y/N flags.
 *
 * `pty` is a party (a person). All other tables hang on it by `pty_no` and number their rows from 1 (`seq_no`).
 */

/** Column name -> width of its text. `seq_no` is an integer in every table that has it. */
export const tables = {
  /** Party. `mcd_1`/`mcd_2`: match codes, the surname in A-Z with umlauts as digraphs and without. `gvi`: first letter given. */
  pty: {
    pty_no: 12,
    sts_cd: 1,
    ttl_cd: 2,
    sur_nm: 80,
    gvn_nm: 80,
    sfx_cd: 4,
    mcd_1: 80,
    mcd_2: 80,
    gvi: 4,
    bth_dt: 8,
    sex_cd: 1,
    nat_cd: 3,
    res_cd: 3,
    lng_cd: 16,
    vip_cd: 1,
    upd_ts: 14,
  },
  /** E-mail. `sch_adr`: lower case, for the search. */
  eml: { pty_no: 12, adr: 120, sch_adr: 120, vfy_fl: 1, prf_fl: 1 },
  /** Telephone, as it was typed. `sch_no`: its last nine digits, by which the call centre's telephone system looks callers up. */
  tel: { pty_no: 12, use_cd: 1, raw_no: 40, sch_no: 9, vfy_fl: 1, prf_fl: 1 },
  /** Postal address. */
  adr: {
    pty_no: 12,
    use_cd: 1,
    ln_1: 60,
    ln_2: 60,
    ln_3: 60,
    pst_cd: 16,
    cty_nm: 60,
    rgn_nm: 40,
    ctr_cd: 3,
    prf_fl: 1,
  },
  /** Travel document. `sch_no`: letters and digits of the number only. */
  doc: { pty_no: 12, typ_cd: 1, doc_no: 24, sch_no: 24, iss_cd: 3, nat_cd: 3, exp_dt: 8 },
  /** Preference: kind and value. */
  prf: { pty_no: 12, knd_cd: 2, val: 16 },
  /** Stored means of payment: the provider's token, never a card number. `exp_my`: `MMYY`. */
  pay: { pty_no: 12, tkn: 64, brd_cd: 2, lst_4: 4, exp_my: 4 },
  /** Consent decision, one a purpose and source. */
  cns: { pty_no: 12, prp_cd: 2, dcs_fl: 1, src_cd: 1, dcs_ts: 14 },
  /** Cross reference: `FF` frequent-flyer number of a programme, `PN` booking of a reservation system with its creation date. */
  xrf: { pty_no: 12, knd_cd: 2, sys_cd: 3, ref_no: 24, ref_dt: 8, sts_cd: 1, reg_ts: 14 },
  /** What another source says about one of the party's fields. */
  alt: { pty_no: 12, fld_cd: 2, val: 40, src_cd: 1, reg_ts: 14 },
  /** What the codes stand for. */
  cod: { set_cd: 4, val_cd: 8, txt: 60 },
} as const satisfies Record<string, Record<string, number>>;

export type TableName = keyof typeof tables;

/** One row in the order of the table's columns; detail tables have `seq_no` between `pty_no` and the rest. */
export type Row = readonly (string | number)[];

export const tableNames: readonly TableName[] = [
  'pty',
  'eml',
  'tel',
  'adr',
  'doc',
  'prf',
  'pay',
  'cns',
  'xrf',
  'alt',
  'cod',
];

export const isDetail = (table: TableName): boolean => table !== 'pty' && table !== 'cod';

export function columnsOf(table: TableName): string[] {
  const [key = '', ...rest] = Object.keys(tables[table]);
  return isDetail(table) ? [key, 'seq_no', ...rest] : [key, ...rest];
}

/** Every search the contact centre makes is by one of these. */
export const indexes: readonly { readonly table: TableName; readonly columns: readonly string[] }[] = [
  { table: 'pty', columns: ['mcd_1', 'bth_dt'] },
  { table: 'pty', columns: ['mcd_2', 'bth_dt'] },
  { table: 'pty', columns: ['mcd_1', 'gvi'] },
  { table: 'pty', columns: ['mcd_2', 'gvi'] },
  { table: 'eml', columns: ['sch_adr', 'pty_no'] },
  { table: 'tel', columns: ['sch_no', 'pty_no'] },
  { table: 'doc', columns: ['sch_no'] },
  { table: 'xrf', columns: ['ref_no', 'knd_cd', 'pty_no'] },
];

/** Bumped when what is loaded changes, so that a file of an older version is not taken for a current one. */
export const schemaVersion = 1;
