/** The file of API keys, as `npm run keys` changes it: one at a time, and so that whoever reads sees it before or after, never between. */
import { type FileHandle, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type ApiKeyRecord, readApiKeys, writeApiKeys } from './api-key.ts';

/** Milliseconds. */
const longestWait = 5_000;
const betweenTries = 50;

/** The message is for the operator. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

/** One that is not there has no keys. Rejects with a KeyFileError when it is none. */
export async function readKeyFile(file: string): Promise<readonly ApiKeyRecord[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw new KeyFileError(`${file} cannot be read: ${codeOf(error)}.`);
  }
  const read = readApiKeys(text);
  if ('problems' in read) throw new KeyFileError(`${file} is wrong: ${read.problems.join(' ')}`);
  return read.keys;
}

/** Writes what `change` makes of the keys. Rejects with a KeyFileError, or what `change` throws, leaving the file as it was. */
export async function changeKeyFile(
  file: string,
  change: (keys: readonly ApiKeyRecord[]) => readonly ApiKeyRecord[],
): Promise<void> {
  // What a link leads to is changed, not the link.
  const target = await realpath(file).catch(() => file);
  const release = await lock(`${target}.lock`);
  try {
    await replace(target, writeApiKeys(change(await readKeyFile(target))));
  } finally {
    await release();
  }
}

async function replace(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  try {
    await rm(beside, { force: true });
    const handle = await open(beside, 'wx', 0o600);
    try {
      await likeBefore(handle, file);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    throw new KeyFileError(`${file} cannot be written: ${codeOf(error)}.`);
  }
}

/** Whoever could read it still can: the gateway may run as somebody else. A new one is its maker's alone. */
async function likeBefore(handle: FileHandle, file: string): Promise<void> {
  const before = await stat(file).catch(() => null);
  if (before === null) return;
  await handle.chmod(before.mode & 0o777);
  // Only root may give files away.
  await handle.chown(before.uid, before.gid).catch(() => {});
}

async function lock(file: string): Promise<() => Promise<void>> {
  const until = performance.now() + longestWait;
  for (;;) {
    try {
      await (await open(file, 'wx', 0o600)).close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw new KeyFileError(`${file} cannot be made: ${codeOf(error)}.`);
      if (performance.now() > until) {
        throw new KeyFileError(`Somebody else changes the keys. If nobody does, remove ${file}.`);
      }
      await pause(betweenTries);
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
