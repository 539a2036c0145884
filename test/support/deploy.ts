/** What deploy/ says is started, in the form the tests look at. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';
import { readDockerfile, type Stage } from './dockerfile.ts';

const folder = fileURLToPath(new URL('../../deploy/', import.meta.url));
const read = (file: string) => readFileSync(`${folder}${file}`, 'utf8');

export const stages: readonly Stage[] = readDockerfile(read('Dockerfile'));
export const ignored: readonly string[] = read('Dockerfile.dockerignore').trim().split('\n');

export function stage(name: string): Stage {
  const found = stages.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no stage ${name}`);
  return found;
}

/** As far as tests look into one. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: ReturnType<typeof JSON.parse>;
}

export const kubernetesFiles = readdirSync(`${folder}kubernetes`).filter((file) => file !== 'kustomization.yaml');
export const kustomization: { resources: string[]; images: { name: string; newTag: string }[] } = parse(
  read('kubernetes/kustomization.yaml'),
);
export const resources: readonly Resource[] = kubernetesFiles.flatMap((file) =>
  parseAllDocuments(read(`kubernetes/${file}`), { merge: true }).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS();
  }),
);

export const ofKind = (kind: string): readonly Resource[] => resources.filter((resource) => resource.kind === kind);

export interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly target: string };
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
}

/** With `${NAME:-preset}` replaced by `given` or the preset. Throws for a `${NAME:?why}` that is not given. */
export function compose(given: Readonly<Record<string, string>> = {}): Readonly<Record<string, ComposeService>> {
  const text = read('compose.yaml')
    .replace(/\$\{(\w+):-([^}]*)\}/g, (_, name, preset) => given[name] ?? preset)
    .replace(/\$\{(\w+):\?([^}]*)\}/g, (_, name, why) => {
      if (given[name] === undefined) throw new Error(`${name}: ${why}`);
      return given[name];
    });
  return parse(text, { merge: true }).services;
}
