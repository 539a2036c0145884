/** The one-way rule and what else DESIGN.md's layout promises, read from the files themselves. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@apollo/composition';
import { type DocumentNode, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { subgraphs } from '../subgraphs/index.ts';
import { readSupergraphConfig } from '../subgraphs/supergraph-config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const entries = readSupergraphConfig(join(root, 'supergraph.yaml')).subgraphs;
const names = entries.map(({ name }) => name);

interface Import {
  readonly file: string;
  /** Relative to the root for our own files, the package's name otherwise. */
  readonly target: string;
  readonly dynamic: boolean;
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}

const files = ['gateway', 'subgraphs', 'legacy'].flatMap(filesUnder);
const imports = files.flatMap((file) => importsOf(file, read(file)));

/** `import ... from`, `export ... from`, `import '...'` and `import('...')`, outside comments. */
function importsOf(file: string, source: string): Import[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const fixed = [...code.matchAll(/^\s*(?:import|export)\b[^'";]*?from\s*['"]([^'"]+)['"]/gm)];
  const bare = [...code.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm)];
  const dynamic = [...code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)];
  return [
    ...[...fixed, ...bare].map((match) => ({ file, target: resolve(file, match[1]!), dynamic: false })),
    ...dynamic.map((match) => ({ file, target: resolve(file, match[1]!), dynamic: true })),
  ];
}

function resolve(file: string, specifier: string): string {
  return specifier.startsWith('.') ? relative(root, join(root, dirname(file), specifier)) : specifier;
}

const show = ({ file, target }: Import) => `${file} imports ${target}`;
const isOurs = ({ target }: Import) => /^(gateway|subgraphs|legacy|test|bench)\//.test(target);
const mains = ['gateway/main.ts', 'subgraphs/main.ts'];

/** What a file may import of our own, by the first rule that fits its path. */
const allowed: [RegExp, RegExp[]][] = [
  [/^gateway\/main\.ts$/, [/^gateway\//, /^subgraphs\/(index\.ts|shared\/)/, /^legacy\/index\.ts$/]],
  [/^gateway\/compose\.ts$/, [/^gateway\//, /^subgraphs\/supergraph-config\.ts$/]],
  [/^gateway\//, [/^gateway\/(?!main\.ts)/, /^subgraphs\/shared\//]],
  [/^subgraphs\/main\.ts$/, [/^subgraphs\/([^/]+\.ts|shared\/)/, /^legacy\/index\.ts$/]],
  [/^subgraphs\/index\.ts$/, [/^subgraphs\/[^/]+\/subgraph\.ts$/, /^subgraphs\/shared\//]],
  [/^subgraphs\/[^/]+\.ts$/, [/^subgraphs\/shared\//]],
  [/^subgraphs\/shared\//, [/^subgraphs\/shared\//]],
  ...names.map((name): [RegExp, RegExp[]] => [
    new RegExp(`^subgraphs/${name}/`),
    [new RegExp(`^subgraphs/${name}/`), /^subgraphs\/shared\//],
  ]),
  // How a SQL URL is opened is no codec: both sides may share it.
  [/^legacy\//, [/^legacy\//, /^subgraphs\/shared\/sql\//]],
];

describe('imports', () => {
  test('are found in every form', () => {
    const source = `
      import a from './a.ts';
      import type { B,
        C } from "../b.ts";
      export * from './c.ts';
      // import './no.ts';
      /* import './no.ts'; */
      import './d.ts';
      const e = await import('../e.ts');
      const text = "from './no.ts'";`;
    expect(importsOf('gateway/x/y.ts', source).map(({ target }) => target)).toEqual([
      'gateway/x/a.ts',
      'gateway/b.ts',
      'gateway/x/c.ts',
      'gateway/x/d.ts',
      'gateway/e.ts',
    ]);
    expect(imports.length).toBeGreaterThan(100);
  });

  test('go one way: gateway, registry, subgraph, shared', () => {
    const wrong = imports.filter(isOurs).filter(({ file, target }) => {
      const rule = allowed.find(([pattern]) => pattern.test(file));
      return rule === undefined || !rule[1].some((pattern) => pattern.test(target));
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test('reach the stand-ins only from the two main files, and only when they are needed', () => {
    const wrong = imports.filter(
      ({ file, target, dynamic }) =>
        /^legacy\//.test(target) && !file.startsWith('legacy/') && !(mains.includes(file) && dynamic),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test('keep resolvers and adapters apart', () => {
    const adapter = (path: string) => /^subgraphs\/[^/]+\/adapters\//.test(path);
    const wrong = imports.filter(
      ({ file, target }) => adapter(target) && !adapter(file) && !/^subgraphs\/[^/]+\/subgraph\.ts$/.test(file),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test('keep GraphQL out of the adapters', () => {
    const wrong = imports.filter(
      ({ file, target }) => file.includes('/adapters/') && /^(graphql|@apollo|graphql-scalars)(\/|$)/.test(target),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test('keep test code and measurements out of the product', () => {
    expect(imports.filter(({ target }) => /^(test|bench)\/|^(vitest|fast-check)$/.test(target)).map(show)).toEqual([]);
  });
});

test('only the programs touch the process', () => {
  const programs = [...mains, 'gateway/compose.ts', 'legacy/main.ts'];
  const code = (file: string) =>
    read(file)
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/.*$/gm, '');
  const page = (file: string) => file.startsWith('gateway/explorer/page/');
  const touching = files.filter((file) => /\bprocess\.\w|from 'node:process'/.test(code(file)) && !page(file));
  expect(touching.toSorted()).toEqual(programs.toSorted());
});

describe('the subgraphs', () => {
  test('are the same in supergraph.yaml, in the registry and on disk, in one order', () => {
    expect(subgraphs.map(({ name }) => name)).toEqual(names);
    const folders = readdirSync(join(root, 'subgraphs'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
      .map(({ name }) => name);
    expect(folders.toSorted()).toEqual(names.toSorted());
    for (const { name, schemaFile } of entries) expect(schemaFile).toBe(`./subgraphs/${name}/schema.graphql`);
  });

  test.each(names)('%s has the shape of all of them', (name) => {
    const expected = [
      'README.md',
      'schema.graphql',
      'resolvers.ts',
      'loaders.ts',
      'source.ts',
      'subgraph.ts',
      'adapters',
      'generated.ts',
    ];
    expect(expected.filter((file) => !existsSync(join(root, 'subgraphs', name, file)))).toEqual([]);
  });

  test.each(subgraphs.map((subgraph) => [subgraph.name, subgraph] as const))(
    '%s names its settings after itself, the address among them',
    (name, { settings, urlSetting }) => {
      const prefix = `${name.toUpperCase().replaceAll('-', '_')}_`;
      expect(Object.keys(settings).filter((setting) => !setting.startsWith(prefix))).toEqual([]);
      expect(Object.keys(settings)).toContain(urlSetting);
    },
  );
});

describe('the schema', () => {
  const documents = entries.map(({ name, routingUrl, schemaFile }) => ({
    name,
    url: routingUrl,
    typeDefs: parse(read(schemaFile)),
  }));

  test('that is committed is what the subgraphs compose to', () => {
    const { supergraphSdl, errors } = composeServices(documents);
    expect(errors?.map(({ message }) => message) ?? []).toEqual([]);
    expect(`${supergraphSdl}\n` === read('gateway/supergraph.graphql'), 'run `npm run compose`').toBe(true);
  });

  test('says of every type and field what it is', () => {
    expect(undescribed(parse(read('gateway/supergraph.graphql')))).toEqual([]);
  });
});

function undescribed(document: DocumentNode): string[] {
  return document.definitions.flatMap((definition) => {
    if (!('name' in definition) || !definition.name || /^(join|link)__|^Query$/.test(definition.name.value)) return [];
    if (definition.kind === Kind.DIRECTIVE_DEFINITION || !('description' in definition)) return [];
    const type = definition.name.value;
    const fields = definition.kind === Kind.OBJECT_TYPE_DEFINITION ? (definition.fields ?? []) : [];
    return [
      ...(definition.description ? [] : [type]),
      ...fields.filter(({ description }) => !description).map(({ name }) => `${type}.${name.value}`),
    ];
  });
}
