/**
 * TRUSTED_DOCUMENTS: a manifest, or a folder of them. What is in the folder itself is for all, what is in a folder of it for the
 * client that folder is named after. Names that begin with a dot, and those that do not end with .json, are passed over.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { clashesBetween, type Manifest } from './documents.ts';
import { readManifest } from './manifest.ts';

export type ManifestsResult = { readonly manifests: readonly Manifest[] } | { readonly problems: readonly string[] };

interface ManifestFile {
  readonly path: string;
  /** As it is told of: its path within the folder. */
  readonly file: string;
  readonly client: string | null;
}

/** A problem is a line: the file, the place in it, and what is wrong there. */
export function readManifests(path: string): ManifestsResult {
  let files: readonly ManifestFile[];
  try {
    files = filesOf(path);
  } catch (error) {
    return { problems: [`it cannot be read: ${codeOf(error)}.`] };
  }
  const read = files.map((file) => ({ ...file, result: readOne(file.path) }));
  const problems = read.flatMap(({ file, result }) =>
    'problems' in result ? result.problems.map((problem) => `${file}: ${problem}`) : [],
  );
  const manifests = read.flatMap(({ file, client, result }) =>
    'operations' in result ? [{ file, client, operations: result.operations }] : [],
  );
  const all = [...problems, ...clashesBetween(manifests)];
  return all.length > 0 ? { problems: all } : { manifests };
}

/** Equal while nothing in there has changed. */
export async function stateOf(path: string): Promise<string> {
  try {
    const states = await Promise.all(
      filesOf(path).map(async (file) => {
        const { mtimeMs, size, ino } = await stat(file.path);
        return `${file.path} ${mtimeMs} ${size} ${ino}`;
      }),
    );
    return states.join('\n');
  } catch (error) {
    return codeOf(error);
  }
}

function filesOf(path: string): readonly ManifestFile[] {
  if (!statSync(path).isDirectory()) return [{ path, file: basename(path), client: null }];
  return visible(path).flatMap((name): ManifestFile[] => {
    const within = join(path, name);
    // A link counts as what it leads to: orchestrators mount files so.
    if (!statSync(within).isDirectory()) return isManifest(name) ? [{ path: within, file: name, client: null }] : [];
    return visible(within)
      .filter(isManifest)
      .map((file) => ({ path: join(within, file), file: `${name}/${file}`, client: name }));
  });
}

const isManifest = (name: string) => name.endsWith('.json');
const visible = (folder: string) =>
  readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort();

function readOne(path: string) {
  try {
    return readManifest(readFileSync(path, 'utf8'));
  } catch (error) {
    return { problems: [`it cannot be read: ${codeOf(error)}.`] };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
