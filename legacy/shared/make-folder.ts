/** Makes a folder and those above it. Node's own `recursive` never ends where the system lets nobody make one, as in /proc. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Rejects with the system's error. A folder that is there is left as it is. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path).catch((second: unknown) => {
      // Somebody else may have made it meanwhile.
      if (!(second instanceof Error && 'code' in second && second.code === 'EEXIST')) throw second;
    });
  }
}
