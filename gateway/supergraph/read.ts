/** The supergraph this gateway serves, from whichever form of file it is set to. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { GraphQLError } from 'graphql';
import { readSupergraphConfig } from '../../subgraphs/supergraph-config.ts';
import { type Graph, readGraphs } from './graphs.ts';

export interface SupergraphText {
  readonly sdl: string;
  /** The files it was made of. */
  readonly files: readonly string[];
}

/**
 * A composed supergraph as it stands, or the composition of a `.yaml` file in rover's shape. Throws an Error that says what is
 * wrong, when the file is not there or does not compose.
 */
export async function readSupergraph(file: string): Promise<SupergraphText> {
  const path = resolve(file);
  if (!isConfig(path)) return { sdl: readFileSync(path, 'utf8'), files: [path] };
  const { compose } = await import('./compose.ts');
  return compose(path);
}

const isConfig = (path: string) => /\.ya?ml$/.test(path);

/** The files a supergraph would be made of, though it cannot be: some may not be there. */
export function wantedFiles(file: string): readonly string[] {
  const path = resolve(file);
  if (!isConfig(path)) return [path];
  try {
    const { subgraphs } = readSupergraphConfig(path);
    return [path, ...subgraphs.map(({ schemaFile }) => resolve(dirname(path), schemaFile))];
  } catch {
    return [path];
  }
}

/** What a gateway starts with. */
export interface Served extends SupergraphText {
  readonly graphs: readonly Graph[];
}

/** The setting is wrong: it names no file. The message says what to write. */
export class NoSupergraphFile extends Error {
  override readonly name = 'NoSupergraphFile';
}

/**
 * As `readSupergraph`, with its subgraphs. Rejects with an Error that names the file and says what is wrong with it, a NoSupergraphFile
 * when there is none.
 */
export async function readServed(file: string): Promise<Served> {
  if (!statSync(resolve(file), { throwIfNoEntry: false })?.isFile()) {
    const wanted = 'write the path of a composed supergraph, or of a .yaml file that lists what to compose.';
    throw new NoSupergraphFile(`there is no file ${resolve(file)}; ${wanted}`);
  }
  try {
    const text = await readSupergraph(file);
    return { ...text, graphs: readGraphs(text.sdl) };
  } catch (error) {
    const reason = reasonOf(error);
    throw new Error(reason.includes(file) ? reason : `${file}: ${reason}`, { cause: error });
  }
}

/** Why a supergraph cannot be served, in one line where it is one error; where in the text it is, if that is known. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [place] = error instanceof GraphQLError ? (error.locations ?? []) : [];
  return place ? `${error.message} (line ${place.line}, column ${place.column})` : error.message;
}
