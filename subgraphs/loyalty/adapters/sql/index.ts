/** A loyalty ledger in a SQL database, in the table shape this folder's README describes. */
import { type RawBuilder, sql } from 'kysely';
import type { Guard } from '../../../shared/policies/guard.ts';
import { measureHealth } from '../../../shared/policies/measure-health.ts';
import { openSql, type SqlConnection } from '../../../shared/sql/connection.ts';
import { sqlError } from '../../../shared/sql/errors.ts';
import type { LoyaltyCapabilities, LoyaltySource, ProgrammeRecord } from '../../source.ts';
import { activityRecords, membershipRecords, programmeRecord } from './rows.ts';
import { activityStatement, membershipStatement } from './statements.ts';

export interface SqlLedgerOptions {
  readonly url: string;
  readonly concurrency: number;
  /** For one call, in milliseconds. */
  readonly timeout: number;
  /** Two letters of the programme whose name and tables are shown. */
  readonly programme: string;
  readonly guard: Guard;
  readonly now: () => Date;
}

const codeTableSeconds = 300;
/** One row of a code table: shows that the server answers and that it is a ledger. */
const healthStatement = sql<unknown>`select prgcd from lyprogcd limit 1`;

/** Opens no connection before the first statement. */
export function sqlLedger(options: SqlLedgerOptions): LoyaltySource {
  const { url, concurrency, timeout, guard } = options;
  const connection = openSql<unknown>(url, { connections: concurrency, timeout, readOnly: true });
  const codeTables = timedCache<ProgrammeRecord>(options.now, codeTableSeconds * 1_000);
  const capabilities: LoyaltyCapabilities = {
    maxKeysPerCall: 100,
    concurrency,
    searchableBy: ['membershipNumber'],
    maxPageSize: 100,
    codeTableSeconds,
  };
  return {
    capabilities,
    memberships: (numbers, ask, signal) =>
      guard({ operation: 'memberships', keys: numbers.length, signal }, async (inner) => {
        // Tables that are due come along in the same statement, so that even the first read is one call.
        const held = codeTables.get();
        const rows = await read(connection, membershipStatement(numbers, ask, held === null), inner);
        const programme = held ?? codeTables.put(programmeRecord(rows, options.programme));
        return membershipRecords(rows, ask, programme);
      }),
    activity: (numbers, page, signal) =>
      guard({ operation: 'activity', keys: numbers.length, signal }, async (inner) =>
        activityRecords(await read(connection, activityStatement(numbers, page), inner), page),
      ),
    health: (signal) => measureHealth((within) => read(connection, healthStatement, within), signal),
    close: connection.close,
  };
}

async function read<T>(
  connection: SqlConnection<unknown>,
  statement: RawBuilder<T>,
  signal: AbortSignal,
): Promise<T[]> {
  try {
    return await connection.run({ compile: () => statement.compile(connection.db) }, signal);
  } catch (error) {
    // On abort the guard knows whether it was the client or the time.
    throw signal.aborted ? signal.reason : sqlError('loyalty', error);
  }
}

function timedCache<T>(now: () => Date, milliseconds: number) {
  let held: { readonly value: T; readonly until: number } | null = null;
  return {
    get: (): T | null => (held !== null && now().getTime() < held.until ? held.value : null),
    put: (value: T): T => {
      held = { value, until: now().getTime() + milliseconds };
      return value;
    },
  };
}
