/**
 * `npm run faults`: the running product under a load, and one fault after another. Tells for each row what is expected and what is
 * seen. Ends with 1 when a row is not met, with 64 when it is told something it does not know.
 */
import { startBench } from './bench.ts';
import { dropDatabases } from './hosts.ts';
import { type Options, readOptions, usage } from './options.ts';
import { rows } from './rows.ts';
import { runSoak, runTable } from './run.ts';

const print = (line: string) => void process.stdout.write(`${line}\n`);

const options = readOptions(process.argv.slice(2));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void dropDatabases().finally(() => process.exit(1)));
}
if (typeof options === 'string') {
  process.stderr.write(`${options}\n\n${usage}\n`);
  process.exit(64);
}
const chosen = rows.filter(
  ({ layout, name }) =>
    options.layouts.includes(layout) &&
    (options.only.length === 0 || options.only.some((pattern) => pattern.test(name))),
);
if (options.list) for (const { layout, name } of chosen) print(`${layout}  ${name}`);
else process.exitCode = (await run(options)) ? 0 : 1;

function run({ soak, seed, seconds, layouts }: Options): Promise<boolean> {
  if (soak === null) return runTable(chosen, seconds, startBench, print);
  return runSoak(layouts, { milliseconds: soak, seed }, startBench, print);
}
