/** Starts stand-ins for the airline's systems, all loaded from one world. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breathe } from './shared/breathe.ts';
import { type Control, startControl } from './shared/control.ts';
import type { StandIn, StandInName, StandInOptions, StartStandIn } from './shared/stand-in.ts';
import { worldInSteps } from './world/build.ts';
import type { World, WorldOptions } from './world/types.ts';

export interface LegacyOptions {
  /** All four when left out. */
  readonly names?: readonly StandInName[];
  /** A world made before, or how to make one. Seed 1, 2,000 people and the present when left out. */
  readonly world?: World | Partial<WorldOptions>;
  /** Folder for SQLite files; a temporary one, removed on close, when left out. */
  readonly dataFolder?: string;
  /** Where a stand-in listens, or into which database it loads. */
  readonly at?: Readonly<Partial<Record<StandInName, Pick<StandInOptions, 'url' | 'port'>>>>;
  /** Loopback port of the control endpoint, 0 for any free one; none when left out. */
  readonly controlPort?: number;
  /** When it aborts, the start is left off: all is cleaned up, and the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface Legacy {
  readonly standIns: readonly StandIn[];
  /** Environment settings that point the product at these stand-ins. */
  readonly settings: Readonly<Record<string, string>>;
  readonly world: World;
  /** Address of the control endpoint; null when it was not asked for. */
  readonly control: string | null;
  close(): Promise<void>;
}

const starters: Readonly<Record<StandInName, () => Promise<{ readonly start: StartStandIn }>>> = {
  'customer-master': () => import('./customer-master/index.ts'),
  pss: () => import('./pss/index.ts'),
  'loyalty-ledger': () => import('./loyalty-ledger/index.ts'),
  'service-desk': () => import('./service-desk/index.ts'),
};
export const standInNames: readonly StandInName[] = ['customer-master', 'pss', 'loyalty-ledger', 'service-desk'];

const defaults = { seed: 1, people: 2000 };

/** Starts them side by side. When one cannot start, those that did are closed again and its error is thrown. */
export async function startLegacy(options: LegacyOptions = {}): Promise<Legacy> {
  const { signal } = options;
  const temporary = options.dataFolder === undefined ? await mkdtemp(join(tmpdir(), 'legacy-')) : null;
  const dataFolder = options.dataFolder ?? temporary ?? '';
  const cleanUp = async (): Promise<void> => {
    if (temporary !== null) await rm(temporary, { recursive: true, force: true });
  };
  const started: StandIn[] = [];
  let control: Control | null = null;
  const close = async (): Promise<void> => {
    const closing = [control?.close(), ...started.map((standIn) => standIn.close())];
    const ends = await Promise.allSettled(closing);
    await cleanUp();
    rethrow(ends);
  };
  let world: World;
  try {
    world = await worldOf(options.world, signal);
    const names = [...new Set(options.names ?? standInNames)];
    const starts = names.map(async (name) => {
      const { start } = await starters[name]();
      started.push(await start(world, { dataFolder, ...options.at?.[name], ...(signal && { signal }) }));
    });
    rethrow(await Promise.allSettled(starts));
    await breathe(signal);
    started.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
    if (options.controlPort !== undefined) control = await startControl(started, options.controlPort);
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
  return {
    standIns: started,
    settings: Object.assign({}, ...started.map((standIn) => standIn.settings)),
    world,
    control: control?.url ?? null,
    close,
  };
}

async function worldOf(given: LegacyOptions['world'] = {}, signal?: AbortSignal): Promise<World> {
  if ('flights' in given) return given;
  const steps = worldInSteps({ ...defaults, now: new Date(), ...given });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await breathe(signal);
  }
}

function rethrow(results: readonly PromiseSettledResult<unknown>[]): void {
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
