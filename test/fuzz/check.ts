/** One case on both engines beside one merged schema. */
import { type Case, describeCase } from './cases.ts';
import { difference, sameData } from './compare.ts';
import type { Graph, Outcome } from './graph.ts';
import { type Known, knownOfApollo, knownOfPlanner } from './known.ts';

export class Counts {
  cases = 0;
  failingWorlds = 0;
  withErrors = 0;
  readonly known = new Map<string, number>();
}

/** Throws an Error that shows all answers when ours, or vanilla's without a known reason, is not the merged schema's. */
export async function check(graph: Graph, value: Case, counts: Counts): Promise<void> {
  counts.cases += 1;
  if (value.world.failing) counts.failingWorlds += 1;
  const isKnown = (list: readonly Known[], actual: Outcome) => {
    const known = list.find(({ applies }) => applies(value, actual, graph));
    if (known) counts.known.set(known.name, (counts.known.get(known.name) ?? 0) + 1);
    return known !== undefined;
  };
  const expected = await graph.merged(value, value.world);
  if (expected.places.length > 0) counts.withErrors += 1;
  const ours = await attempt(() => graph.compiled(value, value.world));
  const wrong = difference(expected, ours);
  if (wrong !== null && !isKnown(knownOfPlanner, ours))
    throw new Error(report('compiled', wrong, value, expected, ours));
  const theirs = await attempt(() => graph.apollo(value, value.world));
  if (sameData(expected, theirs) || isKnown(knownOfApollo, theirs)) return;
  throw new Error(report('apollo', 'data', value, expected, theirs));
}

/** An engine that throws has answered too. */
async function attempt(run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    return { text: 'absent', places: [[]], messages: [error instanceof Error ? (error.stack ?? '') : String(error)] };
  }
}

function report(engine: string, what: string, value: Case, expected: Outcome, actual: Outcome): string {
  return [
    `${engine} differs: ${what}`,
    describeCase(value),
    `merged:  ${expected.text}`,
    `         ${JSON.stringify(expected.places)} ${JSON.stringify(expected.messages)}`,
    `${engine}: ${actual.text}`,
    `         ${JSON.stringify(actual.places)} ${actual.messages.join(' | ')}`,
  ].join('\n');
}
