/** Creates and drops the tables of tables.ts, on SQLite, PostgreSQL and MariaDB. */
import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import type { SqlFlavour } from '../../subgraphs/shared/sql/url.ts';
import { indexes, isDetail, type TableName, tableNames, tables } from './tables.ts';

export async function createTables(db: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  for (const name of tableNames) {
    let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
    for (const [column, width] of Object.entries(tables[name])) {
      table = table.addColumn(column, varchar(width), (added) => added.notNull());
      if (isDetail(name) && column === 'pty_no')
        table = table.addColumn('seq_no', 'integer', (added) => added.notNull());
    }
    if (flavour === 'mysql') table = table.modifyEnd(sql`character set utf8mb4 collate utf8mb4_bin`);
    await table.addPrimaryKeyConstraint(`${name}_pk`, primaryKey(name)).execute();
  }
}

/** After loading: filling an index row by row takes longer. */
export async function createIndexes(db: Kysely<unknown>): Promise<void> {
  for (const [position, { table, columns }] of indexes.entries()) {
    await db.schema
      .createIndex(`${table}_x${position}`)
      .on(table)
      .columns([...columns])
      .execute();
  }
}

export async function dropTables(db: Kysely<unknown>): Promise<void> {
  for (const name of tableNames) await db.schema.dropTable(name).ifExists().execute();
}

function primaryKey(name: TableName): string[] {
  if (name === 'cod') return ['set_cd', 'val_cd'];
  return isDetail(name) ? ['pty_no', 'seq_no'] : ['pty_no'];
}

const varchar = (width: number): RawBuilder<string> => sql.raw(`varchar(${width})`);
