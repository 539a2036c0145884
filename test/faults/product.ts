/** The product in either layout: one process, or a gateway and four subgraph services, with a line before each that can fail. */
import { type FaultProxy, startFaultProxy } from '../../legacy/shared/fault-proxy.ts';
import type { Hosts } from './hosts.ts';
import { type Program, startProgram } from './program.ts';
import { type System, systems } from './systems.ts';

export const layouts = ['in-process', 'distributed'] as const;
export type Layout = (typeof layouts)[number];

export interface Product {
  readonly layout: Layout;
  /** Of the gateway; ends with a slash. */
  readonly url: string;
  readonly gateway: Program;
  /** All that run now, the gateway first. */
  programs(): readonly Program[];
  /** Between the gateway and a subgraph's service; none where all is one process. */
  readonly services: Readonly<Record<System, Service>> | null;
  /** Exit codes, the gateway's first. */
  stop(): Promise<readonly (number | string)[]>;
}

export interface Service {
  readonly line: FaultProxy;
  program(): Program;
  /** On the port it had. */
  start(): Promise<void>;
}

const quiet = { LOG_LEVEL: 'error', HOST: '127.0.0.1' };

/** `environment` is the gateway's own. */
export async function startProduct(
  layout: Layout,
  { settings }: Pick<Hosts, 'settings'>,
  environment: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const services = layout === 'distributed' ? await startServices(settings) : null;
  const behind =
    services === null ? settings : Object.fromEntries(systems.map((system) => addressOf(system, services[system])));
  const gateway = await startProgram(
    'gateway',
    ['gateway/main.ts'],
    { ...quiet, PORT: '0', EXPLORER: 'off', ...behind, ...environment },
    /^Health +(http:\/\/\S+\/)readyz$/m,
  );
  const below = services === null ? [] : systems.map((system) => services[system]);
  const programs = () => [gateway, ...below.map((service) => service.program())];
  return {
    layout,
    url: gateway.told[0] ?? '',
    gateway,
    programs,
    services,
    stop: async () => {
      const codes: (number | string)[] = [];
      for (const program of programs()) codes.push(await program.stop());
      for (const { line } of below) await line.close();
      return codes;
    },
  };
}

function addressOf(system: System, { line }: Service): [string, string] {
  const name = `${system.toUpperCase().replaceAll('-', '_')}_SUBGRAPH_URL`;
  return [name, `http://${line.host}:${line.port}/graphql`];
}

async function startServices(settings: Readonly<Record<string, string>>): Promise<Record<System, Service>> {
  const [customers, reservations, loyalty, serviceCases] = await Promise.all([
    startService('customers', settings),
    startService('reservations', settings),
    startService('loyalty', settings),
    startService('service-cases', settings),
  ]);
  return { customers, reservations, loyalty, 'service-cases': serviceCases };
}

async function startService(system: System, settings: Readonly<Record<string, string>>): Promise<Service> {
  const prefix = `${system.toUpperCase().replaceAll('-', '_')}_`;
  const own = Object.fromEntries(Object.entries(settings).filter(([name]) => name.startsWith(prefix)));
  const start = (port: string) =>
    startProgram(
      system,
      ['subgraphs/main.ts', system],
      { ...quiet, PORT: port, ...own },
      /^Subgraph +\S+ http:\/\/\S+:(\d+)\//m,
    );
  let program = await start('0');
  const port = program.told[0] ?? '';
  const line = await startFaultProxy({ host: '127.0.0.1', port: Number(port) });
  return {
    line,
    program: () => program,
    start: async () => {
      program = await start(port);
    },
  };
}
