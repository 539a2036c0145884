/** One request's batching. Cases found for many customers or bookings are told apart by their own values. */
import DataLoader from 'dataloader';
import { chunks, keyedLoader } from '../shared/loader.ts';
import type { Rows } from '../shared/privacy/rows.ts';
import type { MatchedCase } from './case-list.ts';
import { type BookingIdentity, type CustomerIdentity, customerKeys, matchBooking, matchCustomer } from './matching.ts';
import { candidates } from './similar.ts';
import {
  type CaseInConversation,
  type CaseKey,
  type CaseRecord,
  keyText,
  type MessageRecord,
  type ServiceCaseSource,
} from './source.ts';

export interface Context {
  readonly loaders: Loaders;
  /** Whose records may be shown. */
  readonly rows: Rows;
  readonly now: () => Date;
}

export interface Loaders {
  readonly case: DataLoader<string, CaseRecord | null, string>;
  readonly ofCustomer: DataLoader<CustomerIdentity, readonly MatchedCase[], string>;
  readonly ofBooking: DataLoader<BookingIdentity, readonly MatchedCase[], string>;
  /** By the desk's word for a category. */
  readonly solved: DataLoader<string, readonly CaseRecord[] | null, string>;
  readonly messages: DataLoader<MessagesKey, readonly MessageRecord[] | null, string>;
}

export interface MessagesKey {
  readonly case: CaseInConversation;
  readonly first: number;
}

export function createLoaders(source: ServiceCaseSource, signal: AbortSignal, programme: string): Loaders {
  const { maxKeysPerCall } = source.capabilities;
  return {
    case: keyedLoader({
      maxKeysPerCall,
      identify: (id: string) => id,
      load: (ids) => source.casesById(ids, signal),
    }),
    ofCustomer: matchingLoader(
      source,
      signal,
      (customer: CustomerIdentity) => customerKeys(customer, programme),
      (found, customer) => matchCustomer(found, customer, programme),
    ),
    ofBooking: matchingLoader(
      source,
      signal,
      ({ recordLocator }: BookingIdentity) => [{ kind: 'recordLocator', value: recordLocator }],
      matchBooking,
    ),
    solved: keyedLoader({
      maxKeysPerCall: 1,
      identify: (category: string) => category,
      load: async ([category = '']) => new Map([[category, await source.solvedCases(category, candidates, signal)]]),
    }),
    messages: keyedLoader({
      maxKeysPerCall,
      identify: messagesText,
      load: async (keys) => {
        const most = Math.max(...keys.map(({ first }) => first));
        const cases = new Map(keys.map((key) => [key.case.id, key.case]));
        const found = await source.messages([...cases.values()], most, signal);
        return new Map(keys.map((key) => [messagesText(key), (found.get(key.case.id) ?? []).slice(0, key.first)]));
      },
    }),
  };
}

const messagesText = (key: MessagesKey): string => `${key.case.id} ${key.first}`;

/**
 * Asks for all keys of all askers at once, in as few searches as the source allows. When a search fails, those fail whose
 * keys it carried; the others have their cases.
 */
function matchingLoader<A>(
  source: ServiceCaseSource,
  signal: AbortSignal,
  keysOf: (asker: A) => CaseKey[],
  matchOf: (found: CaseRecord, asker: A) => MatchedCase['match'] | null,
): DataLoader<A, readonly MatchedCase[], string> {
  return new DataLoader<A, readonly MatchedCase[], string>(
    async (askers) => {
      const keys = new Map(askers.flatMap(keysOf).map((key) => [keyText(key), key]));
      const failures = new Map<string, Error>();
      const search = async (chunk: CaseKey[]): Promise<readonly CaseRecord[]> => {
        try {
          return await source.casesByKeys(chunk, signal);
        } catch (error) {
          const failure = error instanceof Error ? error : new Error(String(error));
          for (const key of chunk) failures.set(keyText(key), failure);
          return [];
        }
      };
      const replies = await Promise.all(chunks([...keys.values()], source.capabilities.maxKeysPerCall).map(search));
      const found = [...new Map(replies.flat().map((record) => [record.id, record])).values()];
      return askers.map((asker) => {
        const failed = keysOf(asker).map((key) => failures.get(keyText(key)));
        const failure = failed.find((error) => error !== undefined);
        if (failure !== undefined) return failure;
        return found.flatMap((record) => {
          const match = matchOf(record, asker);
          return match === null ? [] : [{ record, match }];
        });
      });
    },
    { cacheKeyFn: (asker) => JSON.stringify(asker) },
  );
}
