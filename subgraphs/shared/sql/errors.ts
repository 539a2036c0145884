/** What SQL drivers throw, as the codes clients know. */
import { SourceError, type SourceErrorCode } from '../errors.ts';
import type { SystemName } from '../subgraph.ts';

/** By SQLSTATE (PostgreSQL), MariaDB's names and those of sockets; what is not here is LEGACY_UNAVAILABLE. */
const codes: Readonly<Record<string, SourceErrorCode>> = {
  ETIMEDOUT: 'LEGACY_TIMEOUT',
  PROTOCOL_SEQUENCE_TIMEOUT: 'LEGACY_TIMEOUT',
  '57014': 'LEGACY_TIMEOUT',
  REPLY_TOO_LARGE: 'LEGACY_MALFORMED',
  '28P01': 'LEGACY_REJECTED',
  '28000': 'LEGACY_REJECTED',
  '42501': 'LEGACY_REJECTED',
  ER_ACCESS_DENIED_ERROR: 'LEGACY_REJECTED',
  ER_DBACCESS_DENIED_ERROR: 'LEGACY_REJECTED',
  ER_TABLEACCESS_DENIED_ERROR: 'LEGACY_REJECTED',
  '42P01': 'LEGACY_MALFORMED',
  '42703': 'LEGACY_MALFORMED',
  ER_NO_SUCH_TABLE: 'LEGACY_MALFORMED',
  ER_BAD_FIELD_ERROR: 'LEGACY_MALFORMED',
};

/** What a driver threw, as one of the codes clients know. */
export function sqlError(system: SystemName, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = String(error);
  const timedOut = /timeout/i.test(text);
  const misshapen = /no such (table|column)|file is not a database/i.test(text);
  const known = codes[code] ?? (timedOut ? 'LEGACY_TIMEOUT' : misshapen ? 'LEGACY_MALFORMED' : 'LEGACY_UNAVAILABLE');
  return new SourceError(system, known, `${code} ${text}`, error);
}
