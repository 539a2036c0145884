import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../gateway/config.ts';
import { setting } from '../../subgraphs/shared/settings.ts';
import { defineSubgraph, type SubgraphDefinition } from '../../subgraphs/shared/subgraph.ts';

const neverOpened = async () => {
  throw new Error('settings are read without opening anything');
};
const host = { now: () => new Date(0), onCall: () => {} };
const subgraphs: readonly SubgraphDefinition[] = [
  defineSubgraph({
    name: 'loyalty',
    schemaFile: new URL('file:///schema.graphql'),
    urlSetting: 'LOYALTY_URL',
    settings: {
      LOYALTY_URL: z.string({ error: 'write where the ledger is, for example sqlite:/data/ledger.db.' }),
      LOYALTY_USER: z.string({ error: 'write the name of the account that may read.' }),
      LOYALTY_TIMEOUT_MS: setting.integer(2_000, 50, 60_000),
    },
    open: neverOpened,
  }),
  defineSubgraph({
    name: 'service-cases',
    schemaFile: new URL('file:///schema.graphql'),
    urlSetting: 'SERVICE_CASES_URL',
    settings: { SERVICE_CASES_URL: z.string() },
    open: neverOpened,
  }),
];

const home = new Map([
  ['loyalty', 'http://localhost:4003/graphql'],
  ['service-cases', 'http://localhost:4004/graphql'],
]);
const graphs = [...home].map(([name, url]) => ({ name, url }));

function problems(environment: Record<string, string>): readonly string[] {
  const result = readConfig(environment, subgraphs, graphs, home);
  return 'problems' in result ? result.problems : [];
}

/** As the only subgraph of a graph of its own. */
function readAlone(environment: Record<string, string>, subgraph: SubgraphDefinition) {
  const url = 'http://localhost:4009/graphql';
  return readConfig(environment, [subgraph], [{ name: subgraph.name, url }], new Map([[subgraph.name, url]]));
}

function config(environment: Record<string, string>) {
  const result = readConfig(environment, subgraphs, graphs, home);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.config;
}

describe('POLICY_FILE', () => {
  const POLICY_FILE = new URL('../../gateway/policy.yaml', import.meta.url).pathname;

  test('is refused with an engine that enforces nothing', () => {
    expect(problems({ POLICY_FILE, ENGINE: 'apollo' })).toEqual(
      expect.arrayContaining(['ENGINE: write compiled; ENGINE=apollo enforces no field policies.']),
    );
    expect(problems({ POLICY_FILE, ENGINE: 'compiled', AUTH: 'off' })).toEqual([
      'POLICY_FILE: set AUTH=required too, or remove it: with AUTH=off everybody sees everything.',
    ]);
  });

  test('is that of the touch points in a demo, unless it names another', () => {
    const [role] = config({}).policy.roles.keys();
    expect(role).toBe('agent');
    expect(config({ POLICY_FILE }).policy).toEqual(config({}).policy);
    expect(config({ AUTH: 'off' }).policy.roles.size).toBe(0);
    expect(problems({ POLICY_FILE: '/nowhere/policy.yaml' })).toEqual(['POLICY_FILE: the file cannot be read.']);
  });
});

describe('the settings', () => {
  test('may all be left out: everything runs on stand-ins, for this machine alone', () => {
    expect(config({ PATH: '/bin', HOME: '/root', npm_config_x: '1' })).toMatchObject({
      port: 4000,
      host: 'localhost',
      explorer: true,
      requestTimeout: 5000,
      allowedOrigins: [],
      standIns: ['loyalty', 'service-cases'],
      world: { WORLD_SEED: 1, WORLD_PEOPLE: 2000 },
    });
  });

  test('count as left out where they are blank, when read and when a subgraph is opened', async () => {
    expect(config({ PORT: ' ', LOYALTY_URL: '', LOYALTY_TIMEOUT_MS: '' }).standIns).toContain('loyalty');
    const opened = subgraphs[0]!.open(
      { LOYALTY_URL: 'sqlite:/x', LOYALTY_USER: 'reader', LOYALTY_TIMEOUT_MS: '' },
      host,
    );
    await expect(opened).rejects.toThrow('settings are read without opening anything');
  });

  test('are typed', () => {
    const read = config({
      PORT: '0',
      EXPLORER: 'off',
      ALLOWED_ORIGINS: 'https://a.example.com, https://b.example.com:8443',
      WORLD_NOW: '2026-11-24T10:00:00+01:00',
      LOYALTY_URL: 'sqlite:/x',
      LOYALTY_USER: 'reader',
      SERVICE_CASES_SUBGRAPH_URL: 'http://cases.example.com:4004/graphql',
    });
    expect(read).toMatchObject({
      port: 0,
      explorer: false,
      allowedOrigins: ['https://a.example.com', 'https://b.example.com:8443'],
      standIns: [],
      world: { WORLD_NOW: new Date('2026-11-24T09:00:00Z') },
    });
    expect(read.remotes.get('service-cases')?.port).toBe('4004');
  });

  test('that are wrong are told all at once, each with what to write instead', () => {
    expect(
      problems({
        PORT: '4000x',
        REQUEST_TIMEOUT_MS: '5',
        EXPLORER: 'yes',
        ALLOWED_ORIGINS: 'https://a.example.com/path',
        WORLD_NOW: 'yesterday',
        TRUSTED_PROXIES: '10.0.0.0/8, proxy.example.com',
        LOYALTY_SUBGRAPH_URL: 'localhost:4003',
        SERVICE_CASES_URL: 'https://desk.example.com',
        LOYALTY_TIMEOUT_MS: '1e3',
      }).toSorted(),
    ).toEqual([
      'ALLOWED_ORIGINS: write origins parted by commas, for example https://desk.example.com,https://app.example.com.',
      'EXPLORER: write one of on, off.',
      'LOYALTY_SUBGRAPH_URL: write an address that begins with http:// or https://.',
      'LOYALTY_TIMEOUT_MS: write a whole number from 50 to 60000, for example 2000.',
      'PORT: write a whole number from 0 to 65535, for example 4000.',
      'REQUEST_TIMEOUT_MS: write a whole number from 100 to 60000, for example 5000.',
      'TRUSTED_PROXIES: write addresses or blocks parted by commas, for example 10.0.0.7,10.1.0.0/16.',
      'WORLD_NOW: write an instant such as 2026-11-24T12:00:00Z.',
    ]);
  });

  test('of a system are required once its address is given, and not for one that runs elsewhere', () => {
    expect(problems({ LOYALTY_URL: 'sqlite:/x' })).toEqual([
      'LOYALTY_USER: write the name of the account that may read.',
    ]);
    expect(problems({ LOYALTY_URL: 'x', LOYALTY_SUBGRAPH_URL: 'http://localhost:4003/graphql' })).toEqual([]);
  });

  test('of a system that has no address or no stand-in are required, as nothing takes its place', () => {
    const settings = { LOYALTY_REGION: z.string({ error: 'write the region.' }) };
    const { schemaFile } = subgraphs[0]!;
    const unaddressed = defineSubgraph({ name: 'loyalty', schemaFile, settings, open: neverOpened });
    const unplayed = { ...subgraphs[0]!, name: JSON.parse('"lounges"') };
    expect(readAlone({}, unaddressed)).toMatchObject({ problems: ['LOYALTY_REGION: write the region.'] });
    expect(readAlone({ LOYALTY_REGION: 'x' }, unaddressed)).toMatchObject({ config: { standIns: [] } });
    expect(readAlone({ LOYALTY_USER: 'x' }, unplayed)).toMatchObject({
      problems: ['LOYALTY_URL: write where the ledger is, for example sqlite:/data/ledger.db.'],
    });
    expect(readAlone({ LOYALTY_USER: 'x', LOYALTY_URL: 'y' }, unplayed)).toMatchObject({ config: { standIns: [] } });
  });

  test('that do not exist are told with the nearest that does', () => {
    expect(
      problems({
        LOYALTY_URI: 'x',
        WORLD_SIZE: '3',
        REQUEST_TIMEOUT_M: '100',
        SERVICE_CASES_PASSWORD_FILE: '/s',
      }).toSorted(),
    ).toEqual([
      'LOYALTY_URI: there is no such setting; did you mean LOYALTY_URL?',
      'REQUEST_TIMEOUT_M: there is no such setting; did you mean REQUEST_TIMEOUT_MS?',
      'SERVICE_CASES_PASSWORD_FILE: there is no such setting; did you mean SERVICE_CASES_URL?',
      'WORLD_SIZE: there is no such setting; did you mean WORLD_SEED?',
    ]);
  });

  test('with another unit, or without it, are told', () => {
    expect(problems({ REQUEST_TIMEOUT: '5', MAX_REQUEST_KB: '9', LOYALTY_TIMEOUT_SECONDS: '2' }).toSorted()).toEqual([
      'LOYALTY_TIMEOUT_SECONDS: there is no such setting; did you mean LOYALTY_TIMEOUT_MS?',
      'MAX_REQUEST_KB: there is no such setting; did you mean MAX_REQUEST_BYTES?',
      'REQUEST_TIMEOUT: there is no such setting; did you mean REQUEST_TIMEOUT_MS?',
    ]);
    expect(problems({ REQUEST_METHOD: 'GET', MAX_HEAP: '1g', REQUEST_TIMEOUTS: '3' })).toEqual([
      'REQUEST_TIMEOUTS: there is no such setting; did you mean REQUEST_TIMEOUT_MS?',
    ]);
  });

  test('that are too short to be surely ours are not refused; one that is nearly ours is told to be not heeded', () => {
    const read = readConfig(
      { CASHE: 'memory', AUHT: 'required', POR: '1', SORT: 'x', CASH: ' ' },
      subgraphs,
      graphs,
      home,
    );
    expect(read).toHaveProperty('config');
    expect(read.doubts).toEqual([
      'CASHE: not heeded, as there is no such setting; did you mean CACHE?',
      'AUHT: not heeded, as there is no such setting; did you mean AUTH?',
      'POR: not heeded, as there is no such setting; did you mean PORT?',
      'SORT: not heeded, as there is no such setting; did you mean PORT?',
    ]);
    const others = { TERM: 'x', HOME: '/', LANG: 'C', SHELL: 'sh', USER: 'u', PWD: '/', PATH: '/', MAIL: 'm', TZ: 'Z' };
    expect(readConfig(others, subgraphs, graphs, home).doubts).toEqual([]);
  });

  test('that Kubernetes sets for a Service of a subgraph’s name are none of ours', () => {
    const ofService = {
      LOYALTY_SERVICE_HOST: '10.0.0.7',
      LOYALTY_SERVICE_PORT: '4003',
      LOYALTY_SERVICE_PORT_GRAPHQL: '4003',
      LOYALTY_PORT: 'tcp://10.0.0.7:4003',
      LOYALTY_PORT_4003_TCP: 'tcp://10.0.0.7:4003',
      LOYALTY_PORT_4003_TCP_PROTO: 'tcp',
      LOYALTY_PORT_4003_TCP_PORT: '4003',
      LOYALTY_PORT_4003_TCP_ADDR: '10.0.0.7',
      SERVICE_CASES_SERVICE_HOST: '10.0.0.8',
    };
    expect(problems(ofService)).toEqual([]);
    expect(problems({ LOYALTY_PORT: '4003' })).toHaveLength(1);
  });

  test('of other programs are none of ours', () => {
    expect(problems({ SORT: 'x', MAX_THREADS: '4', HOSTNAME: 'a', NODE_ENV: 'production', TERM: 'x' })).toEqual([]);
  });

  test('are never quoted, as an address may hold a password', () => {
    const told = problems({ LOYALTY_SUBGRAPH_URL: 'user:hunter2@host', LOYALTY_URL: 'x' });
    expect(told).not.toEqual([]);
    expect(told.join()).not.toContain('hunter2');
  });

  test('of who asks are those of a demo with stand-ins alone, for this machine alone, and by our own engine', () => {
    const authOf = (environment: Record<string, string>) => config(environment).auth;
    for (const HOST of ['', 'localhost', '127.0.0.1', '::1']) expect(authOf({ HOST })?.demo).toBe(true);
    expect(authOf({ AUTH: 'demo' })?.demo).toBe(true);
    expect(authOf({ AUTH: 'off' })).toBe(null);
    const real = { LOYALTY_URL: 'sqlite:/x', LOYALTY_USER: 'reader' };
    const remote = { LOYALTY_SUBGRAPH_URL: 'http://localhost:4003/graphql' };
    for (const others of [{ HOST: '0.0.0.0' }, { ENGINE: 'apollo' }, real, remote]) {
      expect(authOf(others)).toBe(null);
      expect(problems({ ...others, AUTH: 'demo' })).toHaveLength(1);
    }
    expect(problems({ ...remote, AUTH: 'demo' })).toEqual([
      'AUTH: write required, as no stand-in plays what is behind loyalty.',
    ]);
    expect(problems({ HOST: '0.0.0.0', AUTH: 'demo' })).toEqual([
      'AUTH: write required, or set HOST=localhost: in a demo everybody may be anybody.',
    ]);
    expect(problems({ ENGINE: 'apollo', AUTH: 'demo' })).toEqual([
      'AUTH: write off, as ENGINE=apollo heeds no rights on fields.',
    ]);
    expect(problems({ AUTH: 'on' })).toEqual(['AUTH: write one of required, demo, off.']);
  });

  test('that would send two subgraphs to one address are refused, and their addresses in the supergraph are not', () => {
    const alike = ['stock.v2', 'stock-v2'].map((name) => ({ name, url: `http://${name}.example.com/` }));
    const setting = { STOCK_V2_SUBGRAPH_URL: 'http://localhost:4009/graphql' };
    expect(readConfig(setting, subgraphs, alike, home)).toMatchObject({
      problems: [
        'STOCK_V2_SUBGRAPH_URL: it is that of stock.v2 and stock-v2 alike; set their addresses in the supergraph.',
      ],
    });
    expect(readConfig({}, subgraphs, alike, home)).toHaveProperty('config');
  });
});
