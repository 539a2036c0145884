/**
 * Watches the files a supergraph is made of, and hands on each new one. Files are looked at now and then rather than listened to:
 * editors replace files and orchestrators swap links, which listeners miss.
 */
import { unwatchFile, watchFile } from 'node:fs';
import type { Logger } from 'pino';
import { readSupergraph, reasonOf, type SupergraphText } from './read.ts';

/** Milliseconds between two looks. */
const usualInterval = 1_000;

export interface WatchOptions {
  readonly file: string;
  /** What is served now. */
  readonly current: SupergraphText;
  /** Takes over a new one; rejects with the reason when it cannot be served. */
  readonly take: (sdl: string) => Promise<void>;
  readonly log: Logger;
  readonly onOutcome: (outcome: 'swapped' | 'refused') => void;
  readonly interval?: number;
}

/** Returns what ends it. */
export function watchSupergraph(options: WatchOptions): () => void {
  const { file, take, log, onOutcome, interval = usualInterval } = options;
  let { sdl: served, files } = options.current;
  let working = false;
  let again = false;
  let ended = false;

  const reload = async (): Promise<void> => {
    try {
      const next = await readSupergraph(file);
      follow(next.files);
      if (next.sdl === served || ended) return;
      const start = performance.now();
      await take(next.sdl);
      served = next.sdl;
      onOutcome('swapped');
      log.info({ milliseconds: Math.round(performance.now() - start) }, 'a new supergraph is served');
    } catch (error) {
      onOutcome('refused');
      log.error({ reason: reasonOf(error) }, 'the changed supergraph is refused; the one before is still served');
    }
  };
  /** One at a time; what changes meanwhile is read once more after it. */
  const onChange = async (): Promise<void> => {
    again = true;
    if (working) return;
    working = true;
    while (again && !ended) {
      again = false;
      await reload();
    }
    working = false;
  };
  const look = () => void onChange();
  const follow = (next: readonly string[]): void => {
    for (const path of files) if (!next.includes(path)) unwatchFile(path, look);
    for (const path of next) if (!files.includes(path)) watchFile(path, { interval, persistent: false }, look);
    files = next;
  };
  for (const path of files) watchFile(path, { interval, persistent: false }, look);
  return () => {
    ended = true;
    for (const path of files) unwatchFile(path, look);
  };
}
