/** Where errors show in an answer, whichever engine gave it: ours groups alike errors into one, vanilla tells each. */

type Path = readonly (string | number)[];

interface ToldError {
  readonly path?: Path;
  readonly extensions?: { readonly paths?: unknown } & Readonly<Record<string, unknown>>;
}

/** `extensions.paths` where an error shows in several places, else its `path`; in the errors' order. */
export function placesOf(errors: readonly ToldError[]): unknown[] {
  return errors.flatMap(({ path, extensions }) => {
    const paths = extensions?.paths;
    return Array.isArray(paths) ? paths : path === undefined ? [] : [path];
  });
}
