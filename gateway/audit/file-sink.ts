/**
 * Records in files. A group is one write and one `fdatasync`. What is not sure to be there, after an error, is cut off again and written
 * anew; before every write it is seen that the file is still the one that was left, so that one moved, cut or written by others is
 * noticed at once.
 */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { genesis, type Head, type JsonObject, type Seal } from './chain.ts';
import { auditFiles, fileOf, lockFolder } from './folder.ts';
import { linesFor } from './lines.ts';
import { closedRecord, mendedRecord, openedRecord } from './record.ts';
import type { AuditSink, Numbered } from './sink.ts';
import { goodEnd } from './torn-end.ts';

export interface FileSinkOptions {
  readonly folder: string;
  readonly seal: Seal;
  readonly now: () => Date;
  /** What a crash has left of a last record was put into the file `aside`. */
  readonly onMended: (told: { readonly file: string; readonly bytes: number; readonly aside: string }) => void;
}

interface Current {
  readonly name: string;
  readonly handle: FileHandle;
  readonly inode: bigint;
  /** Bytes that are sure to be there. */
  size: number;
  /** In this file, since it was opened. */
  readonly views: Set<string>;
}

/** Rejects when the folder cannot be written, or another process writes it. */
export async function openFileSink(options: FileSinkOptions): Promise<AuditSink> {
  const { folder, seal, now, onMended } = options;
  const unlock = lockFolder(folder);
  let head: Head = genesis;
  let current: Current | null = null;
  /** Name of the file with the last record. */
  let last: string | null = null;

  /** Opens the file of a day, puts a torn end aside, and says in it what it continues. `left`: how this process knows it. */
  const openFile = async (name: string, left: Current | null = null): Promise<Current> => {
    const handle = await open(join(folder, name), 'a+', 0o600);
    try {
      const { size, ino } = await handle.stat({ bigint: true });
      const known = left?.name === name && left.inode === ino && left.size <= Number(size);
      const good = known ? left.size : (await goodEnd(handle)).bytes;
      const torn = Number(size) - good;
      const before: JsonObject[] = [openedRecord(now().toISOString(), last)];
      if (torn > 0) {
        const aside = `${name}.torn-${head.seq}`;
        await putAside(handle, good, torn, join(folder, aside));
        before.push(mendedRecord(now().toISOString(), torn, aside));
        onMended({ file: name, bytes: torn, aside });
      }
      const opened: Current = { name, handle, inode: ino, size: good, views: new Set() };
      await write(opened, [], before);
      await syncFolder(folder);
      last = name;
      return opened;
    } catch (error) {
      await handle.close().catch(() => {});
      throw error;
    }
  };
  const write = async (
    file: Current,
    records: readonly Numbered[],
    before: readonly JsonObject[] = [],
  ): Promise<void> => {
    const made = linesFor(records, { head, seal, before, knows: (view) => file.views.has(view) });
    const bytes = Buffer.from(made.lines.map(({ line }) => `${line}\n`).join(''));
    try {
      await file.handle.appendFile(bytes);
      await file.handle.datasync();
    } catch (error) {
      // What of it is on the disk nobody knows; none of it may stay, as it will be written again.
      await file.handle.truncate(file.size).catch(() => {});
      throw error;
    }
    file.size += bytes.length;
    head = made.head;
    for (const view of made.views) file.views.add(view);
  };
  const leave = async (file: Current): Promise<void> => {
    await write(file, [], [closedRecord(now().toISOString())]);
    await file.handle.close();
  };
  /** The file of today, as it was left. */
  const ready = async (): Promise<Current> => {
    const today = fileOf(now());
    // Not backwards, should the clock be set so.
    const name = last !== null && last > today ? last : today;
    const left = current;
    if (left !== null && !(await isAsLeft(left, folder))) {
      current = null;
      await left.handle.close().catch(() => {});
      current = await openFile(left.name, left);
    }
    if (current !== null && current.name < name) {
      await leave(current);
      current = null;
    }
    current ??= await openFile(name);
    return current;
  };

  try {
    for (const name of (await auditFiles(folder)).toReversed()) {
      last ??= name;
      head = (await headOf(join(folder, name))) ?? genesis;
      if (head.seq > 0) break;
    }
    // That of another day is mended, and left with the first record of today.
    current = await openFile(last ?? fileOf(now()));
  } catch (error) {
    unlock();
    throw error;
  }
  return {
    append: async (records) => write(await ready(), records),
    head: () => head,
    close: async () => {
      if (current !== null) await leave(current).catch(() => {});
      current = null;
      unlock();
    },
  };
}

async function headOf(path: string): Promise<Head | null> {
  const handle = await open(path, 'r');
  try {
    return (await goodEnd(handle)).head;
  } finally {
    await handle.close();
  }
}

async function isAsLeft({ name, inode, size }: Current, folder: string): Promise<boolean> {
  const found = await stat(join(folder, name), { bigint: true }).catch(() => null);
  return found !== null && found.ino === inode && Number(found.size) === size;
}

async function putAside(handle: FileHandle, from: number, bytes: number, path: string): Promise<void> {
  const { buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes, from);
  const beside = await open(path, 'w', 0o600);
  try {
    await beside.writeFile(buffer);
    await beside.sync();
  } finally {
    await beside.close();
  }
  await handle.truncate(from);
}

/** So that a file that was made is there after a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
