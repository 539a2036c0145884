/** A customer master in a relational database: SQLite, PostgreSQL, MariaDB or MySQL. */
import { sql } from 'kysely';
import type { Guard } from '../../../shared/policies/guard.ts';
import { measureHealth } from '../../../shared/policies/measure-health.ts';
import { openSql } from '../../../shared/sql/connection.ts';
import { sqlError } from '../../../shared/sql/errors.ts';
import { padded } from '../../../shared/sql/keys.ts';
import type { CustomerCapabilities, CustomerSource } from '../../source.ts';
import { decodeCustomers } from './decode.ts';
import { hitsOf, planSearch, type SearchRow, searchStatement } from './search.ts';
import { readStatement, type SectionRow } from './sections.ts';
import { isStorable, reusable } from './statements.ts';

export interface SqlCustomersOptions {
  /** `sqlite:`, `postgres:`, `mysql:` or `mariadb:`. */
  readonly url: string;
  /** Statements in flight at once, one connection each. */
  readonly concurrency: number;
  /** For one statement, waiting for a connection included, in milliseconds. */
  readonly timeout: number;
  /** Telephone numbers without a country are of this one. */
  readonly home: string;
  readonly guard: Guard;
}

/** Opens no connection before the first statement. */
export function sqlCustomers(options: SqlCustomersOptions): CustomerSource {
  const { url, concurrency, timeout, home, guard } = options;
  const { db, run, close } = openSql<unknown>(url, { connections: concurrency, timeout, readOnly: true });
  const healthStatement = sql<unknown>`select pty_no from pty limit 1`.compile(db);
  const capabilities: CustomerCapabilities = {
    maxIdsPerCall: 512,
    maxSearchKeysPerCall: 1_024,
    maxHitsPerKey: 50,
    concurrency,
    searchableBy: [
      'MEMBERSHIP',
      'EMAIL',
      'PHONE',
      'DOCUMENT',
      'BOOKING',
      'SURNAME_AND_BIRTH_DATE',
      'SURNAME_AND_INITIAL',
    ],
    freshness: 'LIVE',
  };
  const reading = reusable<SectionRow>((marks) => readStatement(db, marks));
  const searching = reusable<SearchRow>((marks, shape) =>
    searchStatement(db, marks, shape, capabilities.maxHitsPerKey),
  );
  const told = (error: unknown): never => {
    throw sqlError('customers', error);
  };
  return {
    capabilities,
    customers: async (ids, signal) => {
      const rows = await guard({ operation: 'read', keys: ids.length, signal }, (within) =>
        run({ compile: () => reading(padded(ids.filter(isStorable))) }, within).catch(told),
      );
      return decodeCustomers(rows, ids);
    },
    search: async (keys, signal) => {
      const { values, shape } = planSearch(keys);
      if (values.length === 0) return new Map();
      const rows = await guard({ operation: 'search', keys: keys.length, signal }, (within) =>
        run({ compile: () => searching(values, shape) }, within).catch(told),
      );
      return hitsOf(rows, keys, home, capabilities.maxHitsPerKey);
    },
    health: (signal) => measureHealth((within) => run({ compile: () => healthStatement }, within).catch(told), signal),
    close,
  };
}
