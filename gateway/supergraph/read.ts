/** The supergraph this gateway serves, from whichever form of file it is set to. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

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
  if (!/\.ya?ml$/.test(path)) return { sdl: readFileSync(path, 'utf8'), files: [path] };
  const { compose } = await import('./compose.ts');
  return compose(path);
}
