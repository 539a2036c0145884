/** The airline's systems: stand-ins in a process of their own, two of them in real databases, each behind a line that can fail. */
import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import { type FaultProxy, type ProxyFault, startFaultProxy } from '../../legacy/shared/fault-proxy.ts';
import { withSql } from '../../legacy/shared/sql-load.ts';
import type { Fault } from '../../legacy/shared/stand-in.ts';
import { buildWorld } from '../../legacy/world/build.ts';
import { startProgram } from './program.ts';
import { type Person, type System, systems } from './systems.ts';

export const worldNow = '2026-11-24T09:00:00Z';
const seed = 1;
const size = 400;

export interface Hosts {
  readonly lines: Readonly<Record<System, FaultProxy>>;
  /** What points a subgraph at its system, by way of the line. */
  readonly settings: Readonly<Record<string, string>>;
  /** People to ask about. */
  readonly people: readonly Person[];
  /** The stand-ins that speak HTTP have faults of their own. */
  setStandIn(name: 'pss' | 'service-desk', fault: Fault): Promise<void>;
  close(): Promise<void>;
}

const servers = {
  postgres: process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432',
  mariadb: process.env.TEST_MARIADB_URL ?? 'mysql://root@127.0.0.1:3306',
};
const addressOf: Readonly<Record<System, string>> = {
  customers: 'CUSTOMERS_URL',
  reservations: 'RESERVATIONS_URL',
  loyalty: 'LOYALTY_URL',
  'service-cases': 'SERVICE_CASES_URL',
};

/** Databases that are there now; whoever is stopped in the middle drops them before he ends. */
const databasesOpen = new Set<() => Promise<unknown>>();
export async function dropDatabases(): Promise<void> {
  for (const drop of databasesOpen) await drop().catch(() => undefined);
}

/** Needs a PostgreSQL and a MariaDB, as `npm run test:real` does. */
export async function startHosts(): Promise<Hosts> {
  const name = `faults_${process.pid}_${Date.now().toString(36)}`;
  const databases = [await createDatabase('postgres', name), await createDatabase('mariadb', name)] as const;
  const program = await startProgram(
    'stand-ins',
    ['legacy/main.ts', 'all'],
    {
      WORLD_NOW: worldNow,
      WORLD_SEED: String(seed),
      WORLD_PEOPLE: String(size),
      LEGACY_CONTROL_PORT: '0',
      LEGACY_DATA_FOLDER: tmpdir(),
      CUSTOMER_MASTER_LOAD_URL: databases[0].url,
      LOYALTY_LEDGER_LOAD_URL: databases[1].url,
    },
    /call counters: (\S+)\n[\s\S]*set:\n((?: {2}\w+=.*\n)*? {2}SERVICE_CASES_TOKEN=.*\n)/,
  );
  const [control = '', printed = ''] = program.told;
  const settings = Object.fromEntries(
    [...printed.matchAll(/^ {2}(\w+)=(.*)$/gm)].map(([, key = '', value = '']) => [key, value]),
  );
  const lines = await linesTo(settings);
  return {
    lines,
    settings: { ...settings, ...Object.fromEntries(systems.map((system) => viaLine(system, settings, lines[system]))) },
    people: peopleToAsk(),
    setStandIn: async (standIn, fault) => {
      const reply = await fetch(`${control}/faults/${standIn}`, { method: 'POST', body: JSON.stringify(fault) });
      if (!reply.ok) throw new Error(`control port: ${reply.status} ${await reply.text()}`);
    },
    close: async () => {
      for (const system of systems) await lines[system].close();
      await program.stop();
      for (const database of databases) await database.drop();
    },
  };
}

async function createDatabase(kind: keyof typeof servers, name: string) {
  const administer = (statement: string) =>
    withSql(`${servers[kind]}/${kind === 'postgres' ? 'postgres' : 'mysql'}`, ({ db }) =>
      sql.raw(statement).execute(db),
    );
  await administer(`create database ${name}`).catch((error: unknown) => {
    throw new Error(`${kind} is needed at ${servers[kind]}; .ci/servers starts one on Debian. ${String(error)}`);
  });
  const force = kind === 'postgres' ? ' with (force)' : '';
  const drop = async () => {
    databasesOpen.delete(drop);
    await administer(`drop database ${name}${force}`);
  };
  databasesOpen.add(drop);
  return { url: `${servers[kind]}/${name}`, drop };
}

async function linesTo(settings: Readonly<Record<string, string>>): Promise<Record<System, FaultProxy>> {
  const lineTo = (system: System) => {
    const { hostname, port } = new URL(settings[addressOf[system]] ?? '');
    return startFaultProxy({ host: hostname, port: Number(port) });
  };
  return {
    customers: await lineTo('customers'),
    reservations: await lineTo('reservations'),
    loyalty: await lineTo('loyalty'),
    'service-cases': await lineTo('service-cases'),
  };
}

function viaLine(system: System, settings: Readonly<Record<string, string>>, line: FaultProxy) {
  const address = settings[addressOf[system]] ?? '';
  return [addressOf[system], address.replace(new URL(address).host, `${line.host}:${line.port}`)] as const;
}

/** What a reply must begin with for a flood to be taken for one, by the protocol on the line. */
const httpHead = 'HTTP/1.1 200 OK\r\ncontent-type: text/xml; charset=utf-8\r\n\r\n';
export function floodOf(to: System | 'service', bytes: number): ProxyFault {
  const speaksHttp = to !== 'customers' && to !== 'loyalty';
  return { kind: 'flood', bytes, ...(speaksHttp && { head: httpHead }) };
}

/** A customer, a booking, a membership and a case each: everybody asks for something else, so that nothing is shared. */
function peopleToAsk(): Person[] {
  const world = buildWorld({ seed, people: size, now: new Date(worldNow) });
  const ids = world.people.flatMap(({ customerId }) => customerId ?? []);
  const locators = world.bookings.flatMap(({ recordLocator, purged }) => (purged ? [] : recordLocator));
  const numbers = world.memberships.flatMap(({ number, status }) => (status === 'ACTIVE' ? number : []));
  const cases = world.cases.map(({ id }) => String(id));
  return Array.from({ length: 16 }, (_, index) => ({
    ids: ids.slice(index, index + 1),
    locator: locators[index] ?? '',
    number: numbers[index] ?? '',
    case: cases[index] ?? '',
  }));
}
