/** The one-way rule and what else the layout promises, read from the files themselves. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { compose } from '../gateway/supergraph/compose.ts';
import { subgraphs } from '../subgraphs/index.ts';
import { readSupergraphConfig } from '../subgraphs/supergraph-config.ts';
import { filesUnder, type Import, importsOf, read, root, unreadable, withoutComments } from './support/source-files.ts';

const entries = readSupergraphConfig(join(root, 'supergraph.yaml')).subgraphs;
const names = entries.map(({ name }) => name);

const files = ['gateway', 'subgraphs', 'legacy'].flatMap(filesUnder);
const imports = files.flatMap((file) => importsOf(file, read(file)));

const show = ({ file, target }: Import) => `${file} imports ${target}`;
const mains = ['gateway/main.ts', 'subgraphs/main.ts'];
const isAdapter = (path: string) => /^subgraphs\/[^/]+\/adapters\//.test(path);

/** What a subgraph may use of shared/: all but what only its hosts need. */
const common = /^subgraphs\/shared\/(?!hosting\/)/;
const hosting = /^subgraphs\/shared\/(hosting\/|policies\/|privacy\/|errors\.ts|settings\.ts|subgraph\.ts|tracing\.ts)/;

/** What a file may import of our own, by the first rule that fits its path. */
const allowed: [RegExp, RegExp[]][] = [
  [/^gateway\/main\.ts$/, [/^gateway\//, /^subgraphs\/(index|supergraph-config)\.ts$/, hosting, /^legacy\/index\.ts$/]],
  [/^gateway\/(compose|supergraph\/(compose|read))\.ts$/, [/^gateway\//, /^subgraphs\/supergraph-config\.ts$/]],
  [/^gateway\//, [/^gateway\/(?!main\.ts)/, hosting]],
  [/^subgraphs\/main\.ts$/, [/^subgraphs\/[^/]+\.ts$/, hosting, /^legacy\/index\.ts$/]],
  [/^subgraphs\/index\.ts$/, [/^subgraphs\/[^/]+\/subgraph\.ts$/, /^subgraphs\/shared\/subgraph\.ts$/]],
  [/^subgraphs\/[^/]+\.ts$/, [hosting]],
  [/^subgraphs\/shared\/hosting\//, [/^subgraphs\/shared\//]],
  [/^subgraphs\/shared\//, [common]],
  ...names.map((name): [RegExp, RegExp[]] => [
    new RegExp(`^subgraphs/${name}/`),
    [new RegExp(`^subgraphs/${name}/`), common],
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

  test.each([
    'import(`../legacy/index.ts`)',
    'import(name)',
    "require('../legacy/index.ts')",
    'createRequire(import.meta.url)',
    "process.getBuiltinModule('node:module')",
    "import.meta.resolve('../legacy/index.ts')",
  ])('%s would be a way around, and is seen as one', (code) => {
    expect(unreadable.some((way) => way.test(code))).toBe(true);
  });

  test('are made in those forms alone, and of files that are there', () => {
    expect(files.filter((file) => unreadable.some((way) => way.test(withoutComments(read(file)))))).toEqual([]);
    expect(imports.filter(({ isOurs, target }) => isOurs && !existsSync(join(root, target))).map(show)).toEqual([]);
  });

  test('go one way: gateway, registry, subgraph, shared', () => {
    const wrong = imports.filter(({ file, target, isOurs }) => {
      const rule = allowed.find(([pattern]) => pattern.test(file));
      return isOurs && (rule === undefined || !rule[1].some((pattern) => pattern.test(target)));
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

  test('keep resolvers and adapters apart, either way', () => {
    const above = (path: string) => /\/(generated|loaders|resolvers|subgraph)(\.ts$|\/)/.test(path);
    const wrong = imports.filter(({ file, target }) =>
      isAdapter(file)
        ? /^subgraphs\/(?!shared\/)/.test(target) && above(target)
        : isAdapter(target) && !/^subgraphs\/[^/]+\/subgraph\.ts$/.test(file),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test('keep GraphQL out of the adapters, also by way of other files', () => {
    const wrong = files.filter(isAdapter).flatMap((file) => waysToGraphql(file));
    expect(wrong).toEqual([]);
    expect(waysToGraphql('subgraphs/loyalty/subgraph.ts')).not.toEqual([]);
  });

  test('keep drivers, HTTP clients and XML in the adapters, and in what adapters and hosts share', () => {
    const wire = /^(kysely|pg|mysql2|node:sqlite|node:https?|node:net|undici|saxes|soap)(\/|$)/;
    const wrong = imports.filter(
      ({ file, target }) =>
        /^subgraphs\/[^/]+\//.test(file) && !/^subgraphs\/shared\//.test(file) && !isAdapter(file) && wire.test(target),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test('keep test code and measurements out of the product', () => {
    expect(imports.filter(({ target }) => /^(test|bench)\/|^(vitest|fast-check)$/.test(target)).map(show)).toEqual([]);
  });

  test('name the packages of package.json, and the product none that only development has', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    const packages = imports
      .filter(({ target, isOurs }) => !isOurs && !target.startsWith('node:'))
      .map((one) => ({ ...one, name: /^(@[^/]+\/)?[^/]+/.exec(one.target)![0] }))
      .filter(({ file }) => !file.startsWith('gateway/explorer/page/'));
    const wrong = packages.filter(
      ({ name, typeOnly }) => !(name in dependencies || (typeOnly && name in devDependencies)),
    );
    expect(wrong.map(show)).toEqual([]);
  });
});

/** The chains of imports that load GraphQL, as they are when types are stripped. */
function waysToGraphql(file: string, way: readonly string[] = []): string[] {
  if (way.includes(file)) return [];
  return imports
    .filter((one) => one.file === file && !one.typeOnly)
    .flatMap(({ target, isOurs }) => {
      if (isOurs) return waysToGraphql(target, [...way, file]);
      return /^(graphql|@apollo\/.*|graphql-scalars)(\/|$)/.test(target) ? [[...way, file, target].join(' > ')] : [];
    });
}

describe('the code of', () => {
  const code = (file: string) =>
    read(file)
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/.*$/gm, '');
  const isPage = (file: string) => file.startsWith('gateway/explorer/page/');

  test('nothing but the programs touches the process', () => {
    const programs = [...mains, 'gateway/audit-log.ts', 'gateway/compose.ts', 'gateway/keys.ts', 'legacy/main.ts'];
    const touching = files.filter(
      (file) => /\bprocess\b\s*(\?*\.|\[|[;,)}=])|node:process/.test(code(file)) && !isPage(file),
    );
    expect(touching.toSorted()).toEqual(programs.toSorted());
  });

  test('the product reads the clock that its host gave it', () => {
    // The clock itself, and the time that a WS-Security header has to carry.
    const allowedTo = ['subgraphs/shared/hosting/program.ts', 'subgraphs/reservations/adapters/amadeus/client.ts'];
    const reading = files.filter(
      (file) =>
        !file.startsWith('legacy/') && !isPage(file) && /\bDate\.now\b|new Date\(\)|Temporal\.Now/.test(code(file)),
    );
    expect(reading.toSorted()).toEqual(allowedTo.toSorted());
  });

  test('a subgraph speaks the airline’s words, and its vendor’s in the adapter alone', () => {
    const vendors = /amadeus|request.?tracker|\brt\b|\bsoap\b|\bsql\b|\bpnr_|kysely/i;
    const speaking = ['.ts', '.graphql']
      .flatMap((ending) =>
        names
          .flatMap((name) =>
            readdirSync(join(root, 'subgraphs', name), { recursive: true, encoding: 'utf8' }).map((file) =>
              join('subgraphs', name, file),
            ),
          )
          .filter((file) => file.endsWith(ending)),
      )
      .filter((file) => !isAdapter(file) && !/\/(subgraph|generated)\.ts$/.test(file))
      .filter((file) => vendors.test(read(file)));
    expect(speaking).toEqual([]);
  });
});

describe('subgraphs/shared', () => {
  const users = (shared: string) =>
    new Set(imports.filter(({ target }) => target === shared).map(({ file }) => file.split('/').slice(0, 2).join('/')));

  // But for what hosts share: the gateway, and a subgraph's own service.
  test.each(filesUnder('subgraphs/shared').filter((file) => !/\/(hosting|privacy)\//.test(file)))(
    '%s is needed by more than one',
    (file) => {
      expect(
        [...users(file)].filter((user) => user !== 'subgraphs/shared').length === 1 &&
          !users(file).has('subgraphs/shared'),
      ).toBe(false);
      expect(users(file).size).toBeGreaterThan(0);
    },
  );
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

  test.each(names)('%s tells of itself in the order of all of them, every setting included', (name) => {
    const text = read(`subgraphs/${name}/README.md`);
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading!);
    const order = [
      /^What it owns$/,
      /^The legacy system$/,
      /^Whose .* is it\?/,
      /^Gotchas$/,
      /^Settings$/,
      /^Another /,
    ];
    const places = order.map((heading) => headings.findIndex((one) => heading.test(one)));
    expect(places).not.toContain(-1);
    const sections = text.split(/^## .*$/m).slice(1);
    expect(headings.filter((_, index) => (sections[index] ?? '').trim().length < 40)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const { settings } = subgraphs.find((subgraph) => subgraph.name === name)!;
    expect(Object.keys(settings).filter((setting) => !text.includes(`\`${setting}\``))).toEqual([]);
  });

  test.each(subgraphs.map((subgraph) => [subgraph.name, subgraph] as const))(
    '%s names its settings after itself, the address among them',
    (name, { settings, urlSetting }) => {
      const prefix = `${name.toUpperCase().replaceAll('-', '_')}_`;
      expect(Object.keys(settings).filter((setting) => !setting.startsWith(prefix))).toEqual([]);
      if (urlSetting !== undefined) expect(Object.keys(settings)).toContain(urlSetting);
    },
  );
});

describe('the decisions', () => {
  const folder = 'docs/decisions';
  const decisions = readdirSync(join(root, folder));

  test('have a number each, in their name and in their title', () => {
    const numbers = decisions.map((file) => /^(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1] ?? file);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
    const titled = decisions.map((file) => /^# (\d+)\. /.exec(read(`${folder}/${file}`))?.[1]?.padStart(4, '0'));
    expect(titled).toEqual(numbers);
  });

  test('are called by names they have', () => {
    const texts = [
      'README.md',
      'CHANGELOG.md',
      ...filesUnder('gateway'),
      ...filesUnder('subgraphs'),
      ...['docs', 'gateway', 'subgraphs', 'deploy', 'test', 'bench'].flatMap(pagesUnder),
    ];
    const named = texts.flatMap((file) =>
      [...read(file).matchAll(/\bdecisions\/(\d{4}-[\w-]+\.md)/g)].map(([, name = '']) => ({ file, name })),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ name }) => !decisions.includes(name))).toEqual([]);
  });
});

describe('the schema', () => {
  test('that is committed is what the subgraphs compose to', () => {
    const { sdl } = compose(join(root, 'supergraph.yaml'), 'required');
    expect(sdl === read('gateway/supergraph.graphql'), 'run `npm run compose`').toBe(true);
  });

  test('says of every type and field what it is, those of inputs too', () => {
    expect(undescribed(parse(read('gateway/supergraph.graphql')))).toEqual([]);
  });
});

function pagesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
    .map((file) => join(folder, file));
}

function undescribed(document: DocumentNode): string[] {
  return document.definitions.flatMap((definition) => {
    if (!('name' in definition) || !definition.name || /^(join|link|policy)__|^Query$/.test(definition.name.value))
      return [];
    if (definition.kind === Kind.DIRECTIVE_DEFINITION || !('description' in definition)) return [];
    const type = definition.name.value;
    const parts =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
        ? (definition.fields ?? [])
        : [];
    return [
      ...(definition.description ? [] : [type]),
      ...parts.filter(({ description }) => !description).map(({ name }) => `${type}.${name.value}`),
    ];
  });
}
