/**
 * Watches the files a supergraph is made of, and hands on each new one. Files are looked at now and then rather than listened to:
 * editors replace files and orchestrators swap links, which listeners miss.
 */
import { unwatchFile, watchFile } from 'node:fs';
import type { Logger } from 'pino';
import { readSupergraph, reasonOf, type SupergraphText, wantedFiles } from './read.ts';

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
  /** What was refused last, and why: several looks at it are told once. */
  let refused: string | null = null;
  let working = false;
  let again = false;
  let ended = false;

  const read = async (): Promise<SupergraphText> => {
    try {
      const next = await readSupergraph(file);
      follow(next.files);
      return next;
    } catch (error) {
      // What is wrong may be mended in any of them.
      follow([...new Set([...files, ...wantedFiles(file)])]);
      throw error;
    }
  };
  const reload = async (): Promise<void> => {
    let sdl: string | null = null;
    try {
      ({ sdl } = await read());
      if (sdl === served || ended) {
        refused = null;
        return;
      }
      const start = performance.now();
      await take(sdl);
      served = sdl;
      refused = null;
      onOutcome('swapped');
      log.info({ milliseconds: Math.round(performance.now() - start) }, 'a new supergraph is served');
    } catch (error) {
      const reason = reasonOf(error);
      const refusal = `${reason}\n${sdl}`;
      if (refusal === refused) return;
      refused = refusal;
      onOutcome('refused');
      log.error({ reason }, 'the changed supergraph is refused; the one before is still served');
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
  // What changed since it was read, before the first look, is no change to the one who looks.
  const first = setTimeout(look, interval).unref();
  return () => {
    ended = true;
    clearTimeout(first);
    for (const path of files) unwatchFile(path, look);
  };
}
