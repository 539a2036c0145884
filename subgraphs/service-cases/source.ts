/**
 * The port to a service desk, in domain words.
 *
 * Words the desk chooses freely (status, category, channel) come as the desk has them; resolvers bring them to the graph's
 * own. A value the desk sent but that cannot be read is a SourceError in its place.
 */
import type { Read } from '../shared/errors.ts';
import type { SourceHealth } from '../shared/subgraph.ts';

export interface ServiceCaseSource {
  readonly capabilities: ServiceCaseCapabilities;
  /** Cases by their numbers (decimal digits); none for a number the desk does not hold. At most `maxKeysPerCall` of them. */
  casesById(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, CaseRecord>>;
  /**
   * Every case that carries any of these keys, each once, in no order. At most `maxKeysPerCall` of them. A key the desk
   * cannot be asked for finds nothing. Which case answers which key is for the caller to read from the case itself.
   */
  casesByKeys(keys: readonly CaseKey[], signal: AbortSignal): Promise<readonly CaseRecord[]>;
  /** Solved cases of a category (the desk's own word) that say how, last updated first, at most `limit`. */
  solvedCases(category: string, limit: number, signal: AbortSignal): Promise<readonly CaseRecord[]>;
  /**
   * What was said in these cases, by case, without staff's private comments, oldest first, at most `limit` a case. At most
   * `maxKeysPerCall` cases.
   */
  messages(
    cases: readonly CaseInConversation[],
    limit: number,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly MessageRecord[]>>;
  health(signal: AbortSignal): Promise<SourceHealth>;
  close(): Promise<void>;
}

export interface ServiceCaseCapabilities {
  /** Keys one search may carry. */
  readonly maxKeysPerCall: number;
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** Rows in one reply; a longer result takes more calls. */
  readonly pageSize: number;
  readonly searchableBy: readonly CaseKey['kind'][];
}

export interface CaseKey {
  readonly kind: 'customerId' | 'membershipNumber' | 'email' | 'recordLocator';
  readonly value: string;
}

export const keyText = ({ kind, value }: CaseKey): string => `${kind} ${comparable(value)}`;

/** How the desk compares its values: without regard to case. */
export const comparable = (value: string): string => value.trim().toLowerCase();

/** What is needed of a case to tell its requesters' words from the airline's. */
export type CaseInConversation = Pick<CaseRecord, 'id' | 'requesterLogins'>;

export interface CaseRecord {
  /** Decimal digits. */
  readonly id: string;
  readonly subject: string | null;
  readonly status: string | null;
  readonly category: string | null;
  readonly channel: string | null;
  readonly priority: Read<number>;
  readonly openedAt: Read<Date>;
  readonly updatedAt: Read<Date>;
  readonly resolvedAt: Read<Date>;
  readonly requester: {
    readonly name: string | null;
    readonly email: string | null;
    readonly phone: string | null;
  };
  /** Every requester's address; a case may have several. */
  readonly requesterEmails: readonly string[];
  /** Under which names the desk knows the requesters as authors. */
  readonly requesterLogins: readonly string[];
  readonly customerId: string | null;
  readonly membershipNumber: string | null;
  readonly recordLocator: string | null;
  readonly flightNumber: string | null;
  readonly resolution: string | null;
  readonly compensation: Read<CompensationRecord>;
  readonly rating: Read<number>;
}

export interface CompensationRecord {
  /** The desk's word. */
  readonly kind: string;
  /** Decimal text; null for goodwill in kind. */
  readonly amount: string | null;
  /** ISO 4217; null for miles. */
  readonly currency: string | null;
}

export interface MessageRecord {
  readonly id: string;
  readonly sentAt: Date;
  readonly fromAirline: boolean;
  readonly text: string;
}
