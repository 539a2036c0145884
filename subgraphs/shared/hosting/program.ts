/** What the programs that host subgraphs (the gateway, and one subgraph as a service) have in common. */
import { z } from 'zod';
import { setting } from '../settings.ts';
import type { SettingsShape, SubgraphDefinition, SystemName } from '../subgraph.ts';
import { type Environment, isSet } from './read-settings.ts';

/** Exit code for a wrong configuration, as sysexits.h has it. */
export const wrongConfiguration = 78;
/** Longer than any request may take, shorter than a supervisor waits before it kills. Milliseconds. */
const drainTimeout = 12_000;

export const logLevel = setting.choice('info', 'trace', 'debug', 'warn', 'error', 'fatal', 'silent');

/** The invented world behind the stand-ins of legacy systems. */
export const worldSettings = {
  WORLD_SEED: setting.integer(1, 0, 2_147_483_647),
  WORLD_PEOPLE: setting.integer(2_000, 200, 200_000),
  WORLD_NOW: setting.instant().optional(),
  LEGACY_DATA_FOLDER: z.string().optional(),
  LEGACY_CONTROL_PORT: setting.port().optional(),
} satisfies SettingsShape;

export type WorldSettings = z.output<z.ZodObject<typeof worldSettings>>;

/** A system that is not named here has none: its subgraph is opened on its settings alone. */
const standIns = {
  customers: 'customer-master',
  reservations: 'pss',
  loyalty: 'loyalty-ledger',
  'service-cases': 'service-desk',
} as const satisfies Partial<Record<SystemName, string>>;

const hasStandIn = (system: SystemName): system is keyof typeof standIns => Object.hasOwn(standIns, system);

/** Whether a stand-in plays the system behind this subgraph, as nothing says where the real one is. */
export function needsStandIn(
  { name, urlSetting }: Pick<SubgraphDefinition, 'name' | 'urlSetting'>,
  environment: Environment,
): boolean {
  return urlSetting !== undefined && hasStandIn(name) && !isSet(environment, urlSetting);
}

/** What to start in the place of these subgraphs' systems, in the form `startLegacy` takes. */
export function standInOptions(systems: readonly SystemName[], settings: WorldSettings, now: Date) {
  return {
    names: systems.filter(hasStandIn).map((system) => standIns[system]),
    world: { seed: settings.WORLD_SEED, people: settings.WORLD_PEOPLE, now },
    ...(settings.LEGACY_DATA_FOLDER !== undefined && { dataFolder: settings.LEGACY_DATA_FOLDER }),
    ...(settings.LEGACY_CONTROL_PORT !== undefined && { controlPort: settings.LEGACY_CONTROL_PORT }),
  };
}

/** For an installation that has none, as in production: says which addresses are missing. Throws what it is given when that is not why. */
export function noStandIns(definitions: readonly Pick<SubgraphDefinition, 'urlSetting'>[]): (error: unknown) => never {
  return (error) => {
    const missing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    const settings = definitions.flatMap(({ urlSetting }) => urlSetting ?? []).join(', ');
    throw missing ? new Error(`there are no stand-ins in this installation; set ${settings}.`) : error;
  };
}

/** A clock that shows `present` now and runs on from there; the real one without it. */
export function clockFrom(present: Date | null): () => Date {
  const offset = present === null ? 0 : present.getTime() - Date.now();
  return () => new Date(Date.now() + offset);
}

/** Why a program could not start, in one line that says what to do about a port that is taken. */
export function startFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const taken = 'code' in error && error.code === 'EADDRINUSE';
  return taken ? `${error.message}; set PORT to another, or LEGACY_CONTROL_PORT if it is that one.` : error.message;
}

/** Closes what was started before, the stand-ins, when `start` fails. Rejects with its error. */
export async function closingOnFailure<T>(
  started: { close(): Promise<void> } | null,
  start: () => Promise<T>,
): Promise<T> {
  try {
    return await start();
  } catch (error) {
    await started?.close().catch(() => undefined);
    throw error;
  }
}

interface Host {
  on(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
  exit(code: number): never;
}

/**
 * Starts, and stops once at SIGTERM or SIGINT: exit code 0 when what `start` has returned is done, 1 when it fails or takes too long,
 * `delay` milliseconds not counted. One that is still starting is told to leave off by its signal, and cleans up after itself.
 */
export async function startUntilStopped(
  host: Host,
  start: (stopping: AbortSignal) => Promise<() => Promise<void>>,
  failed: (error: unknown) => never,
  delay = 0,
): Promise<void> {
  const stopping = new AbortController();
  const started = start(stopping.signal);
  const stop = async () => {
    const force = setTimeout(() => host.exit(1), drainTimeout + delay);
    stopping.abort();
    const close = await started.catch(() => null);
    await close?.();
    clearTimeout(force);
  };
  const onSignal = () => {
    if (stopping.signal.aborted) return;
    stop().then(
      () => host.exit(0),
      () => host.exit(1),
    );
  };
  host.on('SIGTERM', onSignal);
  host.on('SIGINT', onSignal);
  await started.catch((error: unknown) => {
    if (!stopping.signal.aborted) failed(error);
  });
}
