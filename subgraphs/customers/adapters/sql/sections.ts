/**
 * The one statement that reads everything about some customers: each table of the master is a section of a UNION ALL, with
 * its name in `sec` and its columns in `c1`, `c2`, ... as text. That works on SQLite, PostgreSQL and MariaDB alike, and costs
 * one round trip however many customers are read.
 */
import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';

export interface SectionRow {
  readonly sec: string;
  readonly pty_no: string;
  readonly seq_no: number;
  readonly [column: `c${number}`]: string;
}

/** A column of a section: the master's own, or an expression over it (`t` is the row). */
type Column = string | RawBuilder<string>;

/** Y when the same value stands on another customer's record. */
const onAnother = (table: string, columns: readonly string[]): RawBuilder<string> => {
  const same = columns.map((column) => `o.${column} = t.${column}`).join(' and ');
  return sql.raw(
    `case when exists (select 1 from ${table} o where ${same} and o.pty_no <> t.pty_no) then 'Y' else 'N' end`,
  );
};

const title = sql.raw<string>(`coalesce((select k.txt from cod k where k.set_cd = 'TTL' and k.val_cd = t.ttl_cd), '')`);

export const sections = {
  pty: [title, 'sur_nm', 'gvn_nm', 'sfx_cd', 'bth_dt', 'sex_cd', 'nat_cd', 'res_cd', 'lng_cd', 'vip_cd', 'upd_ts'],
  eml: ['adr', 'vfy_fl', 'prf_fl', onAnother('eml', ['sch_adr'])],
  tel: ['raw_no', 'use_cd', 'vfy_fl', 'prf_fl', onAnother('tel', ['sch_no'])],
  adr: ['use_cd', 'ln_1', 'ln_2', 'ln_3', 'pst_cd', 'cty_nm', 'rgn_nm', 'ctr_cd', 'prf_fl'],
  doc: ['typ_cd', 'doc_no', 'iss_cd', 'nat_cd', 'exp_dt'],
  prf: ['knd_cd', 'val'],
  pay: ['tkn', 'brd_cd', 'lst_4', 'exp_my'],
  cns: ['prp_cd', 'dcs_fl', 'src_cd', 'dcs_ts'],
  xrf: ['knd_cd', 'sys_cd', 'ref_no', 'ref_dt', 'sts_cd', 'reg_ts', onAnother('xrf', ['ref_no', 'knd_cd', 'sys_cd'])],
  alt: ['fld_cd', 'val', 'src_cd', 'reg_ts'],
} as const satisfies Record<string, readonly Column[]>;

export type SectionName = keyof typeof sections;

const width = Math.max(...Object.values(sections).map(({ length }) => length));

/** For that many ids, given as parameters; erased customers (status X) are not read. */
export function readStatement(db: Kysely<unknown>, ids: readonly string[]): CompiledQuery<SectionRow> {
  const parts = Object.entries(sections).map(([name, columns]) => section(name, columns, ids));
  return sql<SectionRow>`${sql.join(parts, sql` union all `)}`.compile(db);
}

function section(name: string, columns: readonly Column[], ids: readonly string[]): RawBuilder<unknown> {
  const texts = Array.from({ length: width }, (_, index) => {
    const column = columns[index] ?? sql.raw(`''`);
    return sql`${typeof column === 'string' ? sql.ref(`t.${column}`) : column} as ${sql.ref(`c${index + 1}`)}`;
  });
  const place = name === 'pty' ? sql.raw('0') : sql.raw('t.seq_no');
  const living = name === 'pty' ? sql.raw(` and t.sts_cd <> 'X'`) : sql.raw('');
  return sql`select ${sql.lit(name)} as sec, t.pty_no, ${place} as seq_no, ${sql.join(texts)}
    from ${sql.table(name)} t where t.pty_no in (${sql.join(ids)})${living}`;
}
