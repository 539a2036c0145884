/** The table of a chain that several gateways write. What stands beside `line` is there to be searched by; the record is `line`. */
import type { ClientBase } from 'pg';

export const tableName = 'audit_record';

/** For `npm run audit-log -- table`, and for a gateway that may make it. */
export const tableStatements = `CREATE TABLE IF NOT EXISTS ${tableName} (
  seq bigint PRIMARY KEY,
  hash text NOT NULL,
  kind text NOT NULL,
  -- Of an answer, as are the following.
  at timestamptz,
  -- Customer ids, and digests of other records' keys.
  subjects text[],
  -- The gateway process that wrote it, and its own number of it.
  writer uuid,
  number bigint,
  line text NOT NULL,
  UNIQUE (writer, number)
);
CREATE INDEX IF NOT EXISTS ${tableName}_subjects ON ${tableName} USING gin (subjects);
CREATE INDEX IF NOT EXISTS ${tableName}_views ON ${tableName} (seq) WHERE kind = 'view';
`;

/** Two gateways that make it at once would each find that the other has. */
const making = 7_364_001;

/** Makes the table where there is none. Rejects with what to do where this may not be. */
export async function provideTable(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ readonly there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    tableName,
  ]);
  if (rows[0]?.there === true) return;
  try {
    await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${making}); ${tableStatements} COMMIT`);
  } catch (cause) {
    throw new TableMissing(cause);
  }
}

/** The database answers, and has no place for records. */
export class TableMissing extends Error {
  override readonly name = 'TableMissing';
  readonly code = 'TABLE_MISSING';

  constructor(cause: unknown) {
    super(
      `the database of AUDIT_DATABASE_URL has no table ${tableName}, and its user may make none; make it with what \`npm run audit-log -- table\` prints.`,
      { cause },
    );
  }
}
