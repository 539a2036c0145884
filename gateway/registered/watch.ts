/**
 * The manifests that hold now. They are looked at every second, so that what a partner's build registers can be asked for within two,
 * without a restart. What cannot be read, or is wrong, changes nothing but for a line in the log.
 */
import type { Logger } from 'pino';
import { type Documents, documentsOf, type Manifest, type OwnOperations } from './documents.ts';
import { readManifests, stateOf } from './manifest-files.ts';

export interface WatchedDocuments extends Documents {
  close(): void;
}

export interface WatchOptions {
  /** Null where there are none but our own. */
  readonly path: string | null;
  /** What was there when the settings were read. */
  readonly manifests: readonly Manifest[];
  readonly own: OwnOperations;
  readonly log: Logger;
  /** Milliseconds between two looks. */
  readonly interval?: number;
}

export function watchedDocuments({ path, manifests, own, log, interval = 1_000 }: WatchOptions): WatchedDocuments {
  let held = documentsOf(manifests, own);
  let last: string | null = null;
  let looking = false;
  let closed = false;

  const look = async (file: string): Promise<void> => {
    const state = await stateOf(file);
    if (closed || state === last) return;
    const first = last === null;
    last = state;
    const read = readManifests(file);
    if ('problems' in read) {
      log.error({ reason: read.problems.join(' ') }, 'the changed manifests are refused; those from before still hold');
      return;
    }
    held = documentsOf(read.manifests, own);
    const operations = read.manifests.reduce((sum, manifest) => sum + manifest.operations.length, 0);
    // What changed since the settings were read, before the first look, is no change to the one who looks.
    if (!first)
      log.info({ manifests: read.manifests.length, operations }, 'manifests of registered operations were read');
  };
  /** A slow disk is not asked twice. */
  const tick = (file: string): void => {
    if (looking) return;
    looking = true;
    void look(file).finally(() => {
      looking = false;
    });
  };
  const timer = path === null ? null : setInterval(tick, interval, path).unref();
  return {
    find: (principal, id) => held.find(principal, id),
    has: (principal, text) => held.has(principal, text),
    close: () => {
      closed = true;
      if (timer) clearInterval(timer);
    },
  };
}
