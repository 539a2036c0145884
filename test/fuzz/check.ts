/** One case on our engine, and on vanilla, beside one merged schema. */
import { type Case, describeCase } from './cases.ts';
import { difference, errorsDiffer, partings } from './compare.ts';
import type { Part, PartsOutcome } from './defer/part.ts';
import { hasDefer, withoutDefer } from './defer/split.ts';
import type { Graph } from './graph.ts';
import { dataOf, type Outcome, type Path, placesOf, valueAt } from './outcome.ts';
import { stable } from './random.ts';
import { knownOfVanilla } from './vanilla/known.ts';
import { selectedAt } from './vanilla/selected.ts';

export class Counts {
  cases = 0;
  failingWorlds = 0;
  withErrors = 0;
  inParts = 0;
  parts = 0;
  notDeferred = 0;
  vanilla = 0;
  readonly known = new Map<string, number>();
}

/**
 * Throws an Error that shows all answers when ours is not the merged schema's, or when vanilla's is not for no known reason. Every
 * `vanillaEvery`th case is asked of vanilla; 0 for none.
 */
export async function check(graph: Graph, value: Case, counts: Counts, vanillaEvery = 1): Promise<void> {
  counts.cases += 1;
  if (value.world.failing) counts.failingWorlds += 1;
  const deferring = hasDefer(value.document);
  const plain = deferring ? { ...value, document: withoutDefer(value.document) } : value;
  const expected = await graph.merged.whole(plain, value.world);
  if (expected.errors.length > 0) counts.withErrors += 1;
  const ours = await attempt(() => graph.compiled.whole(value, value.world));
  const wrong = difference(expected, ours);
  if (wrong !== null) throw new Error(report('compiled', wrong, value, expected, ours));
  if (deferring) await checkParts(graph, value, expected, counts);
  if (vanillaEvery > 0 && counts.cases % vanillaEvery === 0) await checkVanilla(graph, plain, expected, counts);
}

async function checkParts(graph: Graph, value: Case, whole: Outcome, counts: Counts): Promise<void> {
  const expected = await graph.merged.parts(value, value.world);
  const ours = await graph.compiled.parts(value, value.world).catch((error: unknown): PartsOutcome => {
    const { errors } = thrown(error);
    return { first: 'absent', parts: [], merged: undefined, errors };
  });
  counts.inParts += 1;
  counts.parts += ours.parts.length;
  // A server may answer whole; then that is what it must do.
  if (
    ours.parts.length === 0 &&
    expected.parts.length > 0 &&
    difference(whole, { ...ours, text: ours.first }) === null
  ) {
    counts.notDeferred += 1;
    return;
  }
  const wrong = partsDiffer(expected, ours, whole);
  if (wrong === null) return;
  throw new Error(report('compiled', `in parts, ${wrong}`, value, asText(expected), asText(ours)));
}

/**
 * A null in a deferred fragment spreads no further than to it, unless a subgraph was asked for it together with what is around it,
 * as of an object without a key: then it spreads as in an answer that is not deferred. There is no third way.
 */
function partsDiffer(expected: PartsOutcome, ours: PartsOutcome, whole: Outcome): string | null {
  const same = expected.first === ours.first && texts(expected.parts) === texts(ours.parts);
  if (!same) {
    if (whole.errors.length === 0) return expected.first === ours.first ? 'the parts' : 'what comes first';
    const odd = partings(expected.merged, ours.merged).find(
      ({ path, actual }) => !isMissingOrEqual(valueAt(dataOf(whole), path), actual),
    );
    if (odd) return `at ${JSON.stringify(odd.path)}`;
  }
  // Nulls may spread less far than in one answer; without any, the parts make up just that.
  if (whole.errors.length === 0 && expected.errors.length === 0 && stable(ours.merged) !== stable(dataOf(whole))) {
    return 'what they make up';
  }
  // Of a part that is null as a whole it does not matter which of its fields is told.
  const nothing = [expected, ours].flatMap(({ parts }) =>
    parts.flatMap(({ text, path }) => (text === 'null' ? [path] : [])),
  );
  const shown = ({ errors }: PartsOutcome) =>
    errors.flatMap(({ places }) =>
      places.map((place) => nothing.find((path) => startsWith(place, path) && isMissing(ours.merged, place)) ?? place),
    );
  nothing.sort((left, right) => left.length - right.length);
  return errorsDiffer(ours.merged, shown(expected), shown(ours));
}

/** As deferred, a null may have kept from coming what would have come. */
const isMissingOrEqual = (whole: unknown, actual: unknown) => stable(whole) === stable(actual);

const startsWith = (path: Path, start: Path) => start.every((segment, index) => path[index] === segment);

const isMissing = (data: unknown, path: Path) => valueAt(data, path) === undefined;

/** Whatever the order they come in. One of nothing need not come. */
function texts(parts: readonly Part[]): string {
  const each = parts
    .filter(({ text }) => text !== '{}')
    .map(({ path, label, text }) => `${JSON.stringify(path)} ${label} ${text}`);
  return each.toSorted().join('\n');
}

const asText = ({ first, parts, errors }: PartsOutcome): Outcome => ({
  text: `${first}\n${texts(parts)}`,
  errors,
});

async function checkVanilla(graph: Graph, value: Case, expected: Outcome, counts: Counts): Promise<void> {
  counts.vanilla += 1;
  const theirs = await attempt(() => graph.apollo.whole(value, value.world));
  for (const parting of partings(dataOf(expected), dataOf(theirs))) {
    const selected = selectedAt(value.document, parting.path);
    const known = knownOfVanilla.find(({ explains }) => explains({ parting, selected, theirs, graph }));
    const where = `data at ${JSON.stringify(parting.path)}`;
    if (!known) throw new Error(report('apollo', where, value, expected, theirs));
    counts.known.set(known.name, (counts.known.get(known.name) ?? 0) + 1);
  }
}

/** An engine that throws has answered too. */
async function attempt(run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    return thrown(error);
  }
}

function thrown(error: unknown): Outcome {
  const message = error instanceof Error ? (error.stack ?? '') : String(error);
  return { text: 'absent', errors: [{ message, places: [[]] }] };
}

function report(engine: string, what: string, value: Case, expected: Outcome, actual: Outcome): string {
  const told = (outcome: Outcome) =>
    `${JSON.stringify(placesOf(outcome))} ${outcome.errors.map(({ message }) => message).join(' | ')}`;
  return [
    `${engine} differs: ${what}`,
    describeCase(value),
    `merged:  ${expected.text}`,
    `         ${told(expected)}`,
    `${engine}: ${actual.text}`,
    `         ${told(actual)}`,
  ].join('\n');
}
