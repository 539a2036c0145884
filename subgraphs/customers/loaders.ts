/** One request's batching. Everybody who has to be recognised is searched for in one call and read in another. */
import type DataLoader from 'dataloader';
import { keyedLoader } from '../shared/loader.ts';
import type { Rows } from '../shared/privacy/rows.ts';
import { type CustomerRecord, type CustomerSource, type SearchKey, searchKeyText } from './source.ts';

export interface Context {
  readonly loaders: Loaders;
  /** Whose records may be shown. */
  readonly rows: Rows;
  readonly now: () => Date;
  /** Two letters of the airline's own programme. */
  readonly programme: string;
  /** Telephone numbers without a country are read as of this one. */
  readonly home: string;
}

/**
 * `ID` is a customer the record itself names. It costs no search, yet goes the same way, so that all customers of a request
 * are read together afterwards.
 */
export type LookUpKey = SearchKey | { readonly kind: 'ID'; readonly id: string };

export interface Loaders {
  readonly customer: DataLoader<string, CustomerRecord | null, string>;
  /** Ids of the customers who have the key. */
  readonly search: DataLoader<LookUpKey, readonly string[] | null, string>;
}

const identify = (key: LookUpKey) => (key.kind === 'ID' ? `ID\n${key.id}` : searchKeyText(key));

/** `C` and digits. Any other text is nobody's id and is not asked for. */
const isCustomerId = (id: string) => /^C\d{1,11}$/.test(id);

export function createLoaders(source: CustomerSource, signal: AbortSignal): Loaders {
  const { maxIdsPerCall, maxSearchKeysPerCall } = source.capabilities;
  return {
    customer: keyedLoader<string, CustomerRecord>({
      maxKeysPerCall: maxIdsPerCall,
      identify: (id) => id,
      load: async (ids) => {
        const possible = ids.filter(isCustomerId);
        return possible.length === 0 ? new Map() : source.customers(possible, signal);
      },
    }),
    search: keyedLoader<LookUpKey, readonly string[]>({
      maxKeysPerCall: maxSearchKeysPerCall,
      identify,
      load: async (keys) => {
        const searched = keys.filter((key): key is SearchKey => key.kind !== 'ID');
        const hits = new Map(searched.length === 0 ? [] : await source.search(searched, signal));
        for (const key of keys) if (key.kind === 'ID') hits.set(identify(key), [key.id]);
        return hits;
      },
    }),
  };
}
