/** A customer master in a relational database: SQLite, PostgreSQL, MariaDB or MySQL. */
import { sql } from 'kysely';
import { SourceError } from '../../../shared/errors.ts';
import { guard } from '../../../shared/guard.ts';
import { openSql, sqlError } from '../../../shared/sql.ts';
import type { SourceCall, SourceHealth } from '../../../shared/subgraph.ts';
import type { CountryCode } from '../../identity/phone.ts';
import type { CustomerCapabilities, CustomerSource } from '../../source.ts';
import { decodeCustomers } from './decode.ts';
import { hitsOf, planSearch, type SearchRow, searchStatement } from './search.ts';
import { readStatement, type SectionRow } from './sections.ts';
import { isStorable, padded, reusable } from './statements.ts';

export interface SqlCustomersOptions {
  /** `sqlite:`, `postgres:`, `mysql:` or `mariadb:`. */
  readonly url: string;
  /** Statements in flight at once, one connection each. */
  readonly concurrency: number;
  /** For one statement, waiting for a connection included, in milliseconds. */
  readonly timeout: number;
  /** Telephone numbers without a country are of this one. */
  readonly home: CountryCode;
  readonly onCall: (call: SourceCall) => void;
}

/** Health is asked for with its own, shorter time. */
const healthTimeout = 1_500;
/** Waiting statements for each one that runs. */
const queueFactor = 8;

export function sqlCustomers(options: SqlCustomersOptions): CustomerSource {
  const { url, concurrency, timeout, home, onCall } = options;
  const { db, run, close } = openSql<unknown>(url, { connections: concurrency, timeout, readOnly: true });
  const call = guard({ system: 'customers', concurrency, queue: concurrency * queueFactor, timeout, onCall });
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
      const rows = await call({ operation: 'read', keys: ids.length, signal }, (within) =>
        run({ compile: () => reading(padded(ids.filter(isStorable), '')) }, within).catch(told),
      );
      return decodeCustomers(rows, ids);
    },
    search: async (keys, signal) => {
      const { values, shape } = planSearch(keys);
      if (values.length === 0) return new Map();
      const rows = await call({ operation: 'search', keys: keys.length, signal }, (within) =>
        run({ compile: () => searching(values, shape) }, within).catch(told),
      );
      return hitsOf(rows, keys, home, capabilities.maxHitsPerKey);
    },
    health: async (signal): Promise<SourceHealth> => {
      const start = performance.now();
      const within = AbortSignal.any([signal, AbortSignal.timeout(healthTimeout)]);
      try {
        await run({ compile: () => sql<unknown>`select pty_no from pty limit 1`.compile(db) }, within);
        return { state: 'up', milliseconds: performance.now() - start };
      } catch (error) {
        const { code } = within.aborted
          ? new SourceError('customers', 'LEGACY_TIMEOUT', 'health')
          : sqlError('customers', error);
        return { state: 'down', code, milliseconds: performance.now() - start };
      }
    },
    close,
  };
}
