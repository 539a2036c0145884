/**
 * Between requests and the place where records are kept: what comes within a few milliseconds is written together. An answer that may
 * not be shown without its record waits for it; others are written behind, and only so many of them wait.
 */
import type { Draft } from './record.ts';
import type { AuditSink } from './sink.ts';

export interface AuditEvents {
  /** A group was kept, or could not be. Milliseconds. */
  onWritten(outcome: 'kept' | 'failed', records: number, milliseconds: number): void;
  /** An answer is not shown, as its record cannot be kept: in time, or at all as too many wait. */
  onRefused(reason: 'unkept' | 'full'): void;
}

export interface Journal {
  /** Whether the record is kept; at most `patience` later. */
  keep(draft: Draft): Promise<boolean>;
  /** Keeps it later. False when too many wait. */
  keepLater(draft: Draft): boolean;
  /** Records that are not kept yet. */
  waiting(): number;
  /** Writes what waits, as far as that can be done in `patience`. */
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly sink: AuditSink;
  readonly events: AuditEvents;
  /** With the reason, once for each time it begins; and when it is over. */
  readonly onState: (state: 'lost' | 'back', cause?: unknown) => void;
  /** Milliseconds an answer waits for its record; 1,000. */
  readonly patience?: number;
  /** Milliseconds records are gathered for; 2. */
  readonly gather?: number;
  /** Records that may wait; 10,000. */
  readonly most?: number;
}

interface Entry {
  readonly number: number;
  readonly draft: Draft;
  /** Null for what is written behind. */
  readonly settle: ((kept: boolean) => void) | null;
  /** Its answer was refused meanwhile. */
  withdrawn: boolean;
}

const largestGroup = 500;
/** Milliseconds. */
const firstPause = 100;
const longestPause = 1_000;

export function createJournal(options: JournalOptions): Journal {
  const { sink, events, onState, patience = 1_000, gather = 2, most = 10_000 } = options;
  /** From the oldest; those that are being written stay until they are kept. */
  let queue: Entry[] = [];
  let numbered = 0;
  /** Until it is tried again, when the last try failed. */
  let pause: number | null = null;
  let lost = false;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;

  const later = (milliseconds: number): void => {
    timer ??= setTimeout(() => {
      timer = null;
      writing = write().then(() => {
        writing = null;
        if (pause !== null || queue.length > 0) later(pause ?? 0);
      });
    }, milliseconds);
  };
  const write = async (): Promise<void> => {
    queue = queue.filter(({ withdrawn }) => !withdrawn);
    const group = queue.slice(0, largestGroup);
    const start = performance.now();
    const told = (outcome: 'kept' | 'failed') => events.onWritten(outcome, group.length, performance.now() - start);
    if (group.length === 0) {
      // Those whose record failed were refused, and nothing else waits: the next one tries.
      pause = null;
      return;
    }
    try {
      await sink.append(group);
      queue = queue.slice(group.length);
      told('kept');
      if (lost) onState('back');
      lost = false;
      pause = null;
      for (const { settle } of group) settle?.(true);
    } catch (cause) {
      told('failed');
      if (!lost) onState('lost', cause);
      lost = true;
      pause = pause === null ? firstPause : Math.min(pause * 2, longestPause);
      const refused = queue.filter(({ settle }) => settle !== null);
      queue = queue.filter(({ settle }) => settle === null);
      for (const { settle } of refused) settle?.(false);
    }
  };
  const add = (draft: Draft, settle: Entry['settle']): Entry => {
    const entry: Entry = { number: numbered, draft, settle, withdrawn: false };
    numbered += 1;
    queue.push(entry);
    if (writing === null) later(gather);
    return entry;
  };

  return {
    keep: (draft) => {
      // Where nothing can be kept now, nobody has to wait to be told so.
      if (pause !== null || queue.length >= most) {
        events.onRefused(pause !== null ? 'unkept' : 'full');
        return Promise.resolve(false);
      }
      return new Promise((resolve) => {
        const settle = (done: boolean) => {
          clearTimeout(late);
          if (!done && !entry.withdrawn) events.onRefused('unkept');
          entry.withdrawn ||= !done;
          resolve(done);
        };
        const late = setTimeout(() => settle(false), patience);
        const entry = add(draft, settle);
      });
    },
    keepLater: (draft) => {
      if (queue.length >= most) {
        events.onRefused('full');
        return false;
      }
      add(draft, null);
      return true;
    },
    waiting: () => queue.length,
    close: async () => {
      const until = performance.now() + patience;
      while (queue.length > 0 && performance.now() < until) {
        await (writing ?? new Promise((resolve) => setTimeout(resolve, gather)));
      }
      if (timer !== null) clearTimeout(timer);
      await writing;
      if (timer !== null) clearTimeout(timer);
      await sink.close();
    },
  };
}
