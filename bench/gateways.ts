/** The gateways that are compared, and how each is started as its makers recommend, on this Node, with its log to /dev/null. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withoutPolicies } from '../gateway/supergraph/derived-policies.ts';
import { systems } from './graph/fixture.ts';
import type { Command } from './processes.ts';

export interface Gateway {
  readonly name: string;
  /** Of the address `http://127.0.0.1:<port><path>`. */
  readonly path: string;
  command(place: Place): Command;
}

export interface Place {
  readonly port: number;
  /** Of the first subgraph; the others follow. */
  readonly subgraphPort: number;
  /** For what a gateway wants as a file. */
  readonly folder: string;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const root = here('..');
/** `SERVICE_CASES_SUBGRAPH_URL`: where the gateway finds a subgraph that runs elsewhere. */
const remoteSetting = (name: string) => `${name.toUpperCase().replaceAll('-', '_')}_SUBGRAPH_URL`;
const node = process.execPath;
const quiet = '--disable-warning=ExperimentalWarning';
export const peersFolder = here('peers');

const subgraphUrl = ({ subgraphPort }: Place, index: number) => `http://127.0.0.1:${subgraphPort + index}/graphql`;

/** Settings without the rights and bounds that no peer has. */
export const peersHaveNone: Readonly<Record<string, string>> = {
  AUTH: 'off',
  MAX_LIST_SIZE: '1000000',
  COST_BUDGET_FIRST_PARTY: '1000000000',
};

/** Ours as `npm run gateway` starts it: all plug-ins on, every subgraph remote. */
export const ours: Gateway = {
  name: 'ours',
  path: '/graphql',
  command: (place) => ({
    command: node,
    args: [quiet, 'gateway/main.ts'],
    cwd: root,
    env: {
      PORT: String(place.port),
      HOST: '127.0.0.1',
      ...peersHaveNone,
      ...Object.fromEntries(systems.map((name, index) => [remoteSetting(name), subgraphUrl(place, index)])),
    },
  }),
};

/** The same without gathering, to tell what that is worth. */
const oursAlone: Gateway = {
  name: 'ours, each fetch a call',
  path: '/graphql',
  command: (place) => {
    const command = ours.command(place);
    return { ...command, env: { ...command.env, GATHER_MS: '0' } };
  },
};

/** With what the schemas let be kept. For the calls it saves: the other benchmarks ask nobody twice in its time. */
export const oursCached: Gateway = {
  name: 'ours, with its cache',
  path: '/graphql',
  command: (place) => {
    const command = ours.command(place);
    return { ...command, env: { ...command.env, CACHE: 'memory' } };
  },
};

export const oursInProcess: Gateway = {
  name: 'ours, subgraphs in process',
  path: '/graphql',
  command: ({ port }) => ({ command: node, args: [quiet, 'bench/in-process.ts', String(port)], cwd: root }),
};

const vanilla: Gateway = {
  name: '@apollo/gateway',
  path: '/',
  command: (place) => ({
    command: node,
    args: ['vanilla.mjs', supergraphFile(place), String(place.port)],
    cwd: peersFolder,
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
  }),
};

const hive = (name: string, options: readonly string[]): Gateway => ({
  name,
  path: '/graphql',
  command: (place) => ({
    command: node,
    args: [
      'node_modules/@graphql-hive/gateway/dist/bin.js',
      'supergraph',
      supergraphFile(place),
      '--port',
      String(place.port),
    ].concat('--host', '127.0.0.1', '--fork', '1', ...options),
    cwd: peersFolder,
  }),
});

const grafbase: Gateway = {
  name: 'Grafbase (native)',
  path: '/graphql',
  command: (place) => {
    const file = join(place.folder, 'grafbase.toml');
    const subgraphs = systems.map((name, index) => {
      const schema = join(place.folder, `${name}.graphql`);
      writeFileSync(schema, forGrafbase(readFileSync(join(root, 'subgraphs', name, 'schema.graphql'), 'utf8')));
      return `[subgraphs.${name}]\nurl = "${subgraphUrl(place, index)}"\nschema_path = "${schema}"\n`;
    });
    writeFileSync(file, `[graph]\nintrospection = true\n\n${subgraphs.join('\n')}`);
    return {
      command: join(peersFolder, 'node_modules/@grafbase/cli-x86_64-unknown-linux-musl/grafbase'),
      args: ['--home', place.folder, 'dev', '--config', file, '--listen-address', `127.0.0.1:${place.port}`],
      cwd: place.folder,
      env: { RUST_LOG: 'error' },
    };
  },
};

/** Its composer wants every field of a shareable type in every subgraph, those marked external as a whole included. */
function forGrafbase(sdl: string): string {
  return sdl.replace(/type PersonName @external \{/, 'type PersonName @external {\n  title: String\n  full: String!');
}

function supergraphFile(place: Place): string {
  mkdirSync(place.folder, { recursive: true });
  const file = join(place.folder, 'supergraph.graphql');
  // Not every peer serves a supergraph with policies, and none would enforce them here.
  const sdl = withoutPolicies(readFileSync(join(root, 'gateway/supergraph.graphql'), 'utf8'));
  writeFileSync(
    file,
    sdl.replace(/http:\/\/localhost:400([1-4])\/graphql/g, (_, index) => subgraphUrl(place, Number(index) - 1)),
  );
  return file;
}

export const gateways: readonly Gateway[] = [
  vanilla,
  hive('Hive Gateway', []),
  hive('Hive Gateway, Rust planner', ['--hive-router-runtime']),
  grafbase,
  ours,
  oursAlone,
  oursInProcess,
];
