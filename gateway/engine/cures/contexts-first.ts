/**
 * What is taken from a context is fetched before it is taken. The planner forgets this where the fetch that takes it would have
 * been another one anyway - behind a third subgraph, or deferred - and lets it run beside, or even before, the one that gives.
 */
import { type DocumentNode, type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { type Fetch, fetchesOf, type Step } from '../plan/steps.ts';

export function contextsFirst(step: Step): Step {
  if (!takes(step)) return step;
  switch (step.kind) {
    case 'sequence':
      return oneByOne(step.steps.map(contextsFirst));
    case 'parallel':
      return sideBySide(step.steps.map(contextsFirst));
    case 'condition':
      return { ...step, yes: step.yes && contextsFirst(step.yes), no: step.no && contextsFirst(step.no) };
    case 'defer': {
      const { atOnce } = step;
      const deferred = step.deferred.map((each) => ({
        ...each,
        afterAll: atOnce !== null && each.step !== null && gives(atOnce, each.step, each.after),
        step: each.step && contextsFirst(each.step),
      }));
      return { ...step, atOnce: atOnce && contextsFirst(atOnce), deferred };
    }
    case 'fetch':
      return step;
  }
}

/** Steps that the plan has run one after another: what takes something that only a later one gives is put off until then. */
function oneByOne(steps: readonly Step[]): Step {
  const ordered: Step[] = [];
  let waiting: readonly Step[] = [];
  for (const [index, step] of steps.entries()) {
    const later = steps.slice(index + 1);
    const { now, off } = split(step, (fetch) => [...later, ...waiting].some((other) => gives(other, fetch)));
    if (now) ordered.push(now);
    const all = off ? [...waiting, off] : waiting;
    waiting = all.filter((each) => later.some((other) => gives(other, each)));
    const due = all.filter((each) => !waiting.includes(each));
    if (due.length > 0) ordered.push(sideBySide(due));
  }
  return { kind: 'sequence', steps: ordered };
}

/** Steps that the plan lets run at the same time: what takes something of another one is put off until that is in. */
function sideBySide(steps: readonly Step[]): Step {
  const others = (step: Step) => steps.filter((other) => other !== step);
  const linked = steps.filter((step) => others(step).some((other) => gives(other, step) || gives(step, other)));
  const parts = linked.map((step) => split(step, (fetch) => others(step).some((other) => gives(other, fetch))));
  const now = parts.flatMap((part) => part.now ?? []);
  // Where each waits for another, all get what is there.
  if (now.length === 0) return { kind: 'parallel', steps };
  const off = parts.flatMap((part) => part.off ?? []);
  const inTurn: Step = { kind: 'sequence', steps: [sideBySide(now), sideBySide(off)] };
  const alone = steps.filter((step) => !linked.includes(step));
  return alone.length === 0 ? inTurn : { kind: 'parallel', steps: [...alone, inTurn] };
}

interface Halves {
  readonly now: Step | null;
  readonly off: Step | null;
}

/** A step without the fetches that come too early, and those, with all that the plan has run after them. */
function split(step: Step, isEarly: (fetch: Fetch) => boolean): Halves {
  if (!fetchesOf(step).some(isEarly)) return { now: step, off: null };
  switch (step.kind) {
    case 'sequence': {
      const first = step.steps.findIndex((each) => fetchesOf(each).some(isEarly));
      const halves = step.steps.slice(first, first + 1).map((each) => split(each, isEarly));
      const now = [...step.steps.slice(0, first), ...halves.flatMap((half) => half.now ?? [])];
      const off = [...halves.flatMap((half) => half.off ?? []), ...step.steps.slice(first + 1)];
      return { now: now.length === 0 ? null : { ...step, steps: now }, off: { ...step, steps: off } };
    }
    case 'parallel': {
      const halves = step.steps.map((each) => split(each, isEarly));
      const now = halves.flatMap((half) => half.now ?? []);
      const off = halves.flatMap((half) => half.off ?? []);
      return { now: now.length === 0 ? null : { ...step, steps: now }, off: { ...step, steps: off } };
    }
    case 'condition': {
      const none: Halves = { now: null, off: null };
      const yes = step.yes ? split(step.yes, isEarly) : none;
      const no = step.no ? split(step.no, isEarly) : none;
      return {
        now: yes.now || no.now ? { ...step, yes: yes.now, no: no.now } : null,
        off: { ...step, yes: yes.off, no: no.off },
      };
    }
    case 'defer':
    case 'fetch':
      return { now: null, off: step };
  }
}

/** Does a fetch of the one bring what a fetch of the other takes from its context? `but`: ids of fetches that do not count. */
function gives(giver: Step, taker: Step, but: readonly string[] = []): boolean {
  const sources = fetchesOf(taker).flatMap(({ context }) => context?.sources ?? []);
  if (sources.length === 0) return false;
  return fetchesOf(giver).some(
    (fetch) => !(fetch.id !== null && but.includes(fetch.id)) && sources.some((source) => brings(fetch, source)),
  );
}

function takes(step: Step): boolean {
  return fetchesOf(step).some(({ context }) => context !== null);
}

function brings({ path, asked, entities }: Fetch, source: readonly string[]): boolean {
  const at = path.filter((segment) => segment !== '@');
  if (at.length >= source.length || at.some((segment, index) => segment !== source[index])) return false;
  const names = source.slice(at.length);
  const document = parse(asked, { noLocation: true });
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return false;
  return selects(operation.selectionSet, entities ? ['_entities', ...names] : names, fragmentsOf(document));
}

function selects(
  { selections }: SelectionSetNode,
  names: readonly string[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): boolean {
  const [name, ...below] = names;
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) {
      // Under another name where the planner keeps fields of one name apart until they are in.
      if (selection.name.value !== name && selection.alias?.value !== name) return false;
      return below.length === 0 || (selection.selectionSet ? selects(selection.selectionSet, below, fragments) : false);
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    return fragment ? selects(fragment.selectionSet, names, fragments) : false;
  });
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );
}
