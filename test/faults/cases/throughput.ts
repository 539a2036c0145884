/** One system hangs and is asked all the time: of what the others hold, as much is answered as when all is well. */
import { figuresOf } from '../figures.ts';
import type { Blame } from '../judge.ts';
import { layouts } from '../product.ts';
import type { Bench, Check, Row } from '../row.ts';
import { questionsOf, streamsAround } from '../streams.ts';
import { type System, systems } from '../systems.ts';
import { nobody } from '../turn.ts';

const least = 0.95;

export const throughputRows: readonly Row[] = layouts.flatMap((layout) =>
  systems.map(
    (system): Row => ({
      layout,
      name: `${system}: hang, and the others' throughput`,
      run: (bench) => run(bench, system),
    }),
  ),
);

async function run(bench: Bench, system: System): Promise<Check[]> {
  const { asker, hosts, seconds } = bench;
  const streams = streamsAround(system, bench);
  await asker.learn(questionsOf(streams));
  const blame: Blame = { systems: [system], codes: ['LEGACY_TIMEOUT', 'LEGACY_UNAVAILABLE', 'OVERLOADED'] };
  const milliseconds = seconds * 1000;
  /** Answers to eight connections that are never idle, the usual load beside them. */
  const answered = async () => {
    const [others] = await Promise.all([
      asker.run({ ...streams.others, connections: 8, every: 0 }, milliseconds, nobody),
      asker.run(streams.everything, milliseconds, blame),
    ]);
    // As many as it takes: what it turns away is not answered.
    return figuresOf(others.filter(({ verdict }) => verdict.kind !== 'shed'));
  };
  const before = await answered();
  hosts.lines[system].setFault({ kind: 'hang' });
  const during = await answered().finally(() => hosts.lines[system].setFault({ kind: 'none' }));
  const after = await answered();
  const well = (before.count + after.count) / 2;
  const noise = Math.abs(before.count - after.count) / Math.max(1, well);
  const seen = during.count / Math.max(1, well);
  return [
    {
      what: 'answers',
      expected: 'of the others whole',
      seen:
        during.wrongCount > 0 ? `${during.wrongCount} wrong: ${during.wrong[0]}` : `${during.whole} of ${during.count}`,
      ok: during.count > 0 && during.wrongCount === 0 && during.partial === 0,
    },
    {
      what: 'rate',
      expected: `at least ${least * 100} % of that when all is well, give or take ${(noise * 100).toFixed(0)} % of noise`,
      seen: `${(seen * 100).toFixed(0)} % of ${(well / seconds).toFixed(0)} a second`,
      ok: seen >= least - noise,
    },
  ];
}
