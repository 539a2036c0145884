/** What an entity cache is kept in: values by key, each for a time. The store above it does the rest. */
export interface KeyValues {
  /** In the order of the keys; null for one that is not there. Rejects when it cannot be known. */
  getMany(keys: readonly string[]): Promise<readonly (Buffer | null)[]>;
  /** `absent`: only keys that are not there; `present`: only those that are. Rejects when some may not have been set. */
  setMany(entries: readonly KeyValue[], when: 'always' | 'absent' | 'present'): Promise<void>;
  /** Tells everyone who shares these values, in this process and others; nobody hears it who cannot be reached. */
  announce(text: string): Promise<void>;
  /** Returns what ends it. */
  onAnnounced(listener: (text: string) => void): () => void;
  close(): Promise<void>;
}

export interface KeyValue {
  readonly key: string;
  readonly value: Buffer;
  /** How long it is kept. */
  readonly milliseconds: number;
}
