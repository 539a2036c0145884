/** The project's own code and its imports, read as text. Paths are relative to the root. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export interface Import {
  readonly file: string;
  /** Relative to the root for our own files, the package's name otherwise. */
  readonly target: string;
  readonly isOurs: boolean;
  readonly dynamic: boolean;
  /** Gone when the types are stripped. */
  readonly typeOnly: boolean;
}

/** The code below a folder of the root, by path from the root. */
export function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file))
    .map((file) => join(folder, file));
}

/** Block comments, and line comments that have a line to themselves, taken out. */
export const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** `import ... from`, `export ... from`, `import '...'` outside comments, and `import('...')` anywhere. */
export function importsOf(file: string, source: string): Import[] {
  const code = withoutComments(source);
  const fixed = [...code.matchAll(/^\s*(?:import|export)\b(\s+type\b)?[^'";]*?from\s*['"]([^'"]+)['"]/gm)];
  const bare = [...code.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm)];
  const dynamic = [...source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)];
  return [
    ...fixed.map((match) => found(file, match[2]!, { typeOnly: match[1] !== undefined })),
    ...bare.map((match) => found(file, match[1]!, {})),
    ...dynamic.map((match) => found(file, match[1]!, { dynamic: true })),
  ];
}

function found(file: string, specifier: string, how: Partial<Import>): Import {
  const isOurs = /^(\.|\/|#|file:)/.test(specifier);
  const target = specifier.startsWith('.') ? relative(root, join(root, dirname(file), specifier)) : specifier;
  return { file, target, isOurs, dynamic: false, typeOnly: false, ...how };
}

/** Other ways to load code than those read here. */
export const unreadable = [
  /\bimport\(\s*(?!\s*['"])/,
  /\brequire\s*\(/,
  /\bcreateRequire\b/,
  /\bgetBuiltinModule\b/,
  /\bimport\.meta\.resolve\b/,
];
