/** All systems are dead at once: every field is null and told, at once, and all comes back. */
import { answersOf, recovers } from '../checks.ts';
import { longestRecovery, recovered } from '../fault-row.ts';
import { figuresOf } from '../figures.ts';
import { layouts } from '../product.ts';
import type { Bench, Check, Row } from '../row.ts';
import { questionTo, systems } from '../systems.ts';

const blame = { systems, codes: ['LEGACY_UNAVAILABLE', 'LEGACY_TIMEOUT', 'OVERLOADED'] };

export const allDeadRows: readonly Row[] = layouts.map((layout) => ({ layout, name: 'all systems: refuse', run }));

async function run({ asker, hosts, seconds }: Bench): Promise<Check[]> {
  const questions = hosts.people.map((person) => questionTo(systems, person));
  await asker.learn(questions);
  for (const system of systems) hosts.lines[system].setFault({ kind: 'refuse' });
  let samples: Awaited<ReturnType<typeof asker.run>>;
  try {
    samples = await asker.run({ name: 'everything', questions, connections: 8, every: 400 }, seconds * 500, blame);
  } finally {
    for (const system of systems) hosts.lines[system].setFault({ kind: 'none' });
  }
  return [
    answersOf(figuresOf(samples), 'all are null, code and path told'),
    recovers(await recovered(asker, questions, blame), longestRecovery),
  ];
}
