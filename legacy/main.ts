/**
 * Runs one stand-in, or all, until it is told to stop: `npm run legacy -- pss`.
 *
 * The only file of legacy/ that touches the process.
 */
import { standInNames, startLegacy } from './index.ts';
import { describeSettings, LegacySettingsError, readSettings } from './settings.ts';
import type { StandInName } from './shared/stand-in.ts';

function wanted(words: readonly string[]): readonly StandInName[] | null {
  const [word, ...rest] = words;
  if (word === undefined || rest.length > 0) return null;
  if (word === 'all') return standInNames;
  const name = standInNames.find((candidate) => candidate === word);
  return name === undefined ? null : [name];
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const names = wanted(process.argv.slice(2));
  if (names === null) {
    return fail(`Usage: npm run legacy -- <${[...standInNames, 'all'].join(' | ')}>\n\n${describeSettings()}`);
  }
  const settings = readSettings(process.env, new Date());
  const told = stopSignal();
  const legacy = await startLegacy({ ...settings, names });
  say(`An invented airline's systems: ${legacy.world.people.length} people, seed ${legacy.world.options.seed}.`);
  for (const standIn of legacy.standIns) say(`  ${standIn.name} is up`);
  if (legacy.control !== null) say(`Faults and call counters: ${legacy.control}`);
  say('\nTo point the product here, set:');
  for (const [name, value] of Object.entries(legacy.settings)) say(`  ${name}=${value}`);
  await told;
  await legacy.close();
}

/** Settles on the first SIGTERM or SIGINT, and keeps the process up until then: a loaded file leaves nothing open. */
function stopSignal(): Promise<void> {
  const alive = setInterval(() => undefined, 60_000);
  return new Promise((resolve) => {
    const stop = (): void => {
      clearInterval(alive);
      resolve();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
}

main().catch((error: unknown) => {
  fail(error instanceof LegacySettingsError ? error.message : `Could not run: ${String(error)}`);
  process.exit();
});
