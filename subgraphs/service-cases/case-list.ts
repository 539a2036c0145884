/** Cases as connections: last updated first, filtered, cut into pages. */
import { type Connection, decodeCursor, page, pageSize } from '../shared/connection.ts';
import type { RecordMatch, ServiceCaseStatusGroup } from './generated.ts';
import { type Match, recordMatch } from './matching.ts';
import type { CaseRecord } from './source.ts';
import { statusGroupOf } from './vocabulary.ts';

export interface CaseEdge {
  readonly cursor: string;
  readonly node: CaseRecord;
  readonly match: RecordMatch;
}

export type CaseConnection = Connection<CaseEdge>;

export interface MatchedCase {
  readonly record: CaseRecord;
  readonly match: Match;
}

export interface ListArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly status?: ServiceCaseStatusGroup | null | undefined;
}

export interface List {
  readonly first: number;
  readonly after: string | null;
  readonly status: ServiceCaseStatusGroup | null;
}

/** Checked before anything is fetched. */
export function listArguments({ first, after, status }: ListArguments): List {
  return { first: pageSize(first, 20, 100), after: decodeCursor(after), status: status ?? null };
}

/** A cursor is the case's number: it holds when the case is updated and moves up the list. */
export function caseConnection(cases: readonly MatchedCase[], list: List, asOf: Date): CaseConnection {
  const wanted = cases.filter(({ record }) => list.status === null || statusGroupOf(record) === list.status);
  wanted.sort((a, b) => updated(b.record) - updated(a.record) || Number(b.record.id) - Number(a.record.id));
  return page(
    wanted,
    list,
    ({ record }) => record.id,
    ({ record, match }, cursor) => ({ cursor, node: record, match: recordMatch(match, asOf) }),
  );
}

/** A case whose date cannot be read comes last. */
const updated = ({ updatedAt }: CaseRecord): number => (updatedAt instanceof Date ? updatedAt.getTime() : 0);
