/**
 * Rows as they are kept: sealed, with their times, under names that tell nothing. Looking takes no longer than the read budget and
 * never fails: a store that is slow or away is as one that is empty, and is left alone until it answers in time again (patience.ts).
 */
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { Keyring } from './keyring.ts';
import { patience } from './patience.ts';
import type { CacheStore } from './store.ts';

export type Row = Record<string, unknown>;

/** Times are milliseconds since 1970. */
export interface KeptRow {
  /** Null for an entity, or root field, that is not there. */
  readonly row: Row | null;
  /** When it was asked for. */
  readonly at: number;
  /** From then on it is asked for again beforehand. */
  readonly soft: number;
  /** From then on it is too old, unless its source fails. */
  readonly hard: number;
  /** From then on it is too old even so. */
  readonly gone: number;
}

export interface NewRow extends KeptRow {
  readonly name: string;
  /** Names of its tags. */
  readonly tags: readonly string[];
}

export interface KeptRows {
  /** In the order of the names. `moment` is null when the store did not answer: nothing is to be kept then. */
  look(
    names: readonly string[],
  ): Promise<{ readonly moment: string | null; readonly rows: readonly (KeptRow | null)[] }>;
  keep(moment: string, rows: readonly NewRow[]): Promise<void>;
}

export interface StoreEvents {
  onStore(operation: 'look' | 'keep' | 'invalidate', outcome: 'ok' | 'failed' | 'skipped'): void;
}

/** Milliseconds a look may take. */
const readBudget = 30;

export function keptRows(options: {
  readonly store: CacheStore;
  readonly keyring: Keyring;
  readonly now: () => number;
  readonly events: StoreEvents;
}): KeptRows {
  const { store, keyring, now, events } = options;
  const { look } = patience({
    budget: readBudget,
    probe: () => store.getMany([]),
    onLook: (outcome) => events.onStore('look', outcome),
  });
  return {
    look: async (names) => {
      const looked = await look(() => store.getMany(names));
      if (looked === null) return { moment: null, rows: names.map(() => null) };
      const rows = names.map((name, index) => {
        const sealed = looked.values[index];
        const text = sealed ? keyring.open(name, sealed) : null;
        const kept = text === null ? null : read(text);
        return kept !== null && kept.gone > now() ? kept : null;
      });
      return { moment: looked.moment, rows };
    },
    keep: async (moment, rows) => {
      const entries = rows.map(({ name, tags, row, at, soft, hard, gone }) => ({
        key: name,
        tags,
        value: keyring.seal(name, JSON.stringify({ row, at, soft, hard, gone })),
        milliseconds: Math.max(1, Math.ceil(gone - now())),
      }));
      try {
        await store.setMany(moment, entries);
        events.onStore('keep', 'ok');
      } catch {
        events.onStore('keep', 'failed');
      }
    },
  };
}

/** Null for anything that is no row of ours. */
function read(text: string): KeptRow | null {
  const value: unknown = parse(text);
  if (!isRecord(value)) return null;
  const { row, at, soft, hard, gone } = value;
  if (row !== null && !isRecord(row)) return null;
  return isTime(at) && isTime(soft) && isTime(hard) && isTime(gone) ? { row, at, soft, hard, gone } : null;
}

const isTime = (value: unknown): value is number => typeof value === 'number';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
