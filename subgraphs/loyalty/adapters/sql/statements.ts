/**
 * The ledger's two statements, the same text for SQLite, MariaDB and PostgreSQL.
 *
 * Everything about up to a hundred accounts comes in one reply: each table is one branch of a UNION ALL, all branches in one
 * row shape, told apart by `src`. A join of them all would repeat every lot for every entry; aggregates into JSON are spelt
 * differently by each server and cut off silently by one. The member branch comes first because PostgreSQL takes the columns'
 * types from it: s1..s7 are text, n1..n11 whole numbers. CROSS JOIN keeps SQLite from scanning the big table for the few accounts.
 */
import { type RawBuilder, sql } from 'kysely';
import { padded } from '../../../shared/sql/keys.ts';
import type { ActivityPage, MembershipAsk } from '../../source.ts';
import { entryLetters } from './letters.ts';
import type { Cell } from './packed.ts';

export type Row = Readonly<Record<'src' | 'mbrnbr' | TextColumn | NumberColumn, Cell>>;
type TextColumn = 's1' | 's2' | 's3' | 's4' | 's5' | 's6' | 's7';
type NumberColumn = 'n1' | 'n2' | 'n3' | 'n4' | 'n5' | 'n6' | 'n7' | 'n8' | 'n9' | 'n10' | 'n11';

/** Accounts under `numbers`, those they were merged into, and what `ask` wants of them; code tables when `codes` is true. */
export function membershipStatement(numbers: readonly string[], ask: MembershipAsk, codes: boolean): RawBuilder<Row> {
  const branches = [
    sql`select 'MEMBER' as src, m.mbrnbr, m.mbrstat as s1, m.mrgtonbr as s2, m.titlnm as s3, m.givnm as s4, m.surnm as s5,
        m.sufxnm as s6, m.tiercd as s7, m.brthdt as n1, m.enrldt as n2, m.tierfrm as n3, m.tierend as n4, m.tiermile as n5,
        m.tprdend as n6, b.avlmile as n7, b.ernmile as n8, b.rdmmile as n9, b.expmile as n10, b.lstchgts as n11
      from acct a cross join lymember m left join lybalnce b on b.mbrnbr = m.mbrnbr where m.mbrnbr = a.mbrnbr`,
    ...(ask.tierHistory ? [tierHistory] : []),
    ...(ask.lots ? [lots] : []),
    ...(ask.activity === null
      ? []
      : [entries(ask.activity, sql`acct a cross join lyentry e`, sql`e.mbrnbr = a.mbrnbr`)]),
    ...(codes ? [programmes, tiers, awards] : []),
  ];
  // UNION, not UNION ALL: accounts merged in a circle end the recursion instead of the server.
  return sql<Row>`with recursive acct (mbrnbr) as (
      select mbrnbr from lymember where mbrnbr in (${sql.join(padded(numbers))})
      union
      select m.mrgtonbr from lymember m join acct c on c.mbrnbr = m.mbrnbr where m.mrgtonbr is not null
    ) ${sql.join(branches, sql` union all `)}`;
}

/** One page of the entries of several accounts. */
export function activityStatement(numbers: readonly string[], page: ActivityPage): RawBuilder<Row> {
  const statement = entries(page, sql`lyentry e`, sql`e.mbrnbr in (${sql.join(padded(numbers))})`);
  return sql<Row>`${statement}`;
}

const tierHistory = sql`select 'TIERHIST', h.mbrnbr, h.tiercd, null, null, null, null, null, null,
    h.frmdt, h.todt, null, null, null, null, null, null, null, null, null
  from acct a cross join lytierhs h where h.mbrnbr = a.mbrnbr`;

const lots = sql`select 'LOT', x.mbrnbr, null, null, null, null, null, null, null,
    x.lotmile, x.expdt, x.lotseq, null, null, null, null, null, null, null, null
  from acct a cross join lyexplot x where x.mbrnbr = a.mbrnbr`;

const programmes = sql`select 'PROGRAMME', null, g.prgcd, g.prgnm, null, null, null, null, null,
    null, null, null, null, null, null, null, null, null, null, null from lyprogcd g`;

const tiers = sql`select 'TIER', null, t.tiercd, t.tiernm, null, null, null, null, null,
    t.tierrnk, t.thrsmile, null, null, null, null, null, null, null, null, null from lytiercd t`;

const awards = sql`select 'AWARD', null, w.awrdcd, w.awrdtyp, w.awrdttl, w.mintier, w.awrdsts, null, null,
    w.awrdmile, null, null, null, null, null, null, null, null, null, null from lyawrdcd w`;

/** The newest entries after the cursor, one more than the page holds of each account, so that the next page shows. */
function entries(page: ActivityPage, from: RawBuilder<unknown>, accounts: RawBuilder<unknown>): RawBuilder<unknown> {
  const kinds = page.kinds === null ? sql`` : sql`and (${sql.join(kindConditions(page.kinds), sql` or `)})`;
  const after =
    page.after === null
      ? sql``
      : sql`and (e.postdt < ${page.after.day} or (e.postdt = ${page.after.day} and e.entryid < ${page.after.entry}))`;
  return sql`select 'ENTRY' as src, p.mbrnbr as mbrnbr, p.enttyp as s1, p.fltcarr as s2, p.fltnbr as s3, p.fltorg as s4,
      p.prtnrcd as s5, q.prtnrnm as s6, p.enttxt as s7, p.entryid as n1, p.postdt as n2, p.entmile as n3, p.tiermile as n4,
      p.fltdt as n5, null as n6, null as n7, null as n8, null as n9, null as n10, null as n11
    from (
      select e.*, row_number() over (partition by e.mbrnbr order by e.postdt desc, e.entryid desc) as place
      from ${from} where ${accounts} ${kinds} ${after}
    ) p left join lypartcd q on q.prtnrcd = p.prtnrcd
    where p.place <= ${page.first + 1}`;
}

function kindConditions(kinds: NonNullable<ActivityPage['kinds']>): RawBuilder<unknown>[] {
  const known = Object.entries(entryLetters);
  const asked = known.flatMap(([letter, kind]) => (kinds.includes(kind) ? [letter] : []));
  return [
    ...(asked.length > 0 ? [sql`e.enttyp in (${sql.join(asked)})`] : [sql`1 = 0`]),
    ...(kinds.includes('OTHER') ? [sql`e.enttyp not in (${sql.join(known.map(([letter]) => letter))})`] : []),
  ];
}
