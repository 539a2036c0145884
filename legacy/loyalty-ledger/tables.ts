/** The ledger's tables, as this folder's README explains them, and the DDL for each of the three servers. */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { SqlFlavour } from '../../subgraphs/shared/sql/url.ts';

/** Raised when a table or what is loaded changes: files and databases of another version are not used again. */
export const schemaVersion = 1;

/** `char:n`, `varchar:n`, `date` (CYYMMDD), `instant` (CYYMMDDHHMMSS), `miles` (hundredths), `small`, `serial` (entry number). */
type ColumnType = `char:${number}` | `varchar:${number}` | 'date' | 'instant' | 'miles' | 'small' | 'serial';

interface Table {
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly key: readonly string[];
  /** Columns that may be null; all others hold 0 or blanks for none. */
  readonly nullable?: readonly string[];
}

export const tables = {
  /** Not the ledger's own: which world this database was loaded from. Made first and dropped last. */
  lyldstmp: { columns: { stamp: 'varchar:80' }, key: ['stamp'] },
  lyprogcd: { columns: { prgcd: 'char:2', prgnm: 'varchar:40' }, key: ['prgcd'] },
  lytiercd: {
    columns: { tiercd: 'char:2', tiernm: 'varchar:40', tierrnk: 'small', thrsmile: 'miles' },
    key: ['tiercd'],
  },
  lymbrsts: { columns: { mbrstat: 'char:1', ststxt: 'varchar:40' }, key: ['mbrstat'] },
  lyenttyp: { columns: { enttyp: 'char:1', typtxt: 'varchar:40' }, key: ['enttyp'] },
  lypartcd: { columns: { prtnrcd: 'char:4', prtnrnm: 'varchar:60', prtnrtyp: 'char:1' }, key: ['prtnrcd'] },
  lyawrdcd: {
    columns: {
      awrdcd: 'char:6',
      awrdtyp: 'char:1',
      awrdttl: 'varchar:60',
      awrdmile: 'miles',
      mintier: 'char:2',
      prtnrcd: 'char:4',
      awrdsts: 'char:1',
    },
    key: ['awrdcd'],
    nullable: ['mintier', 'prtnrcd'],
  },
  lymember: {
    columns: {
      mbrnbr: 'char:10',
      mbrstat: 'char:1',
      mrgtonbr: 'char:10',
      titlnm: 'varchar:10',
      givnm: 'varchar:40',
      surnm: 'varchar:40',
      sufxnm: 'varchar:4',
      brthdt: 'date',
      enrldt: 'date',
      tiercd: 'char:2',
      tierfrm: 'date',
      tierend: 'date',
      tiermile: 'miles',
      tprdend: 'date',
    },
    key: ['mbrnbr'],
    nullable: ['mrgtonbr'],
  },
  lybalnce: {
    columns: {
      mbrnbr: 'char:10',
      avlmile: 'miles',
      ernmile: 'miles',
      rdmmile: 'miles',
      expmile: 'miles',
      lstchgts: 'instant',
    },
    key: ['mbrnbr'],
  },
  lytierhs: {
    columns: { mbrnbr: 'char:10', seqnbr: 'small', tiercd: 'char:2', frmdt: 'date', todt: 'date' },
    key: ['mbrnbr', 'seqnbr'],
  },
  lyexplot: {
    columns: { mbrnbr: 'char:10', lotseq: 'small', lotmile: 'miles', expdt: 'date' },
    key: ['mbrnbr', 'lotseq'],
  },
  lyentry: {
    columns: {
      entryid: 'serial',
      mbrnbr: 'char:10',
      enttyp: 'char:1',
      postdt: 'date',
      entmile: 'miles',
      tiermile: 'miles',
      fltcarr: 'char:3',
      fltnbr: 'char:5',
      fltdt: 'date',
      fltorg: 'char:3',
      prtnrcd: 'char:4',
      enttxt: 'varchar:80',
    },
    key: ['entryid'],
    nullable: ['prtnrcd'],
  },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;
export const tableNames = Object.keys(tables).filter((name): name is TableName => Object.hasOwn(tables, name));
export const columnsOf = (name: TableName): string[] => Object.keys(tables[name].columns);

export async function createTables(db: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  for (const name of tableNames) {
    const table: Table = tables[name];
    let builder: CreateTableBuilder<string, string> = db.schema.createTable(name);
    for (const [column, type] of Object.entries(table.columns)) {
      const optional = table.nullable?.includes(column) === true;
      builder = builder.addColumn(column, sqlType(type, flavour), (added) => (optional ? added : added.notNull()));
    }
    builder = builder.addPrimaryKeyConstraint(`${name}p`, [...table.key]);
    if (flavour === 'mysql') builder = builder.modifyEnd(sql`character set utf8mb4 collate utf8mb4_bin`);
    await builder.execute();
  }
}

/** The one read that no primary key serves: a member's entries, newest first. Made after loading, which is then faster. */
export async function createIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('lyentry1').on('lyentry').columns(['mbrnbr', 'postdt', 'entryid']).execute();
}

export async function dropTables(db: Kysely<unknown>): Promise<void> {
  for (const name of [...tableNames].reverse()) await db.schema.dropTable(name).ifExists().execute();
}

function sqlType(type: ColumnType, flavour: SqlFlavour) {
  const [kind, width] = type.split(':');
  if (kind === 'char' || kind === 'varchar') return sql.raw(`${kind}(${width})`);
  if (kind === 'date') return sql.raw('integer');
  if (kind === 'small') return sql.raw('smallint');
  return sql.raw(flavour === 'sqlite' ? 'integer' : 'bigint');
}
