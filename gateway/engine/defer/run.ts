/** Runs a plan with deferred blocks: each begins as soon as the fetches it depends on are in, not when all the others are. */
import { type Execution, run } from '../execute.ts';
import { type Fetch, fetchesOf, type Step } from '../plan/steps.ts';

export interface Running {
  /** Resolves when what is answered at once is there. */
  readonly atOnce: Promise<void>;
  /** Resolves when what this part of the operation lacks has been fetched, or has failed. Never rejects. */
  part(label: string): Promise<void>;
}

export function runDeferring(step: Step | null, execution: Execution): Running {
  const occurrences = new Map<string, number>();
  for (const id of step ? fetchIds(step) : []) occurrences.set(id, (occurrences.get(id) ?? 0) + 1);
  const arrivals = new Map([...occurrences.keys()].map((id) => [id, Promise.withResolvers<void>()]));
  const blocks = new Map<string, Promise<void>>();
  const whenArrived = (ids: readonly string[]) => Promise.all(ids.map((id) => arrivals.get(id)?.promise));
  const heeding: Execution = {
    ...execution,
    // One that became several by a cure is in only when all of them are.
    onFetched: ({ id }) => void (id !== null && occurrences.get(id) === 1 && arrivals.get(id)?.resolve()),
  };
  const start = async (next: Step | null): Promise<void> => {
    if (next === null) return;
    if (next.kind !== 'defer') {
      await run(next, heeding).finally(() => {
        // A fetch that a condition left out will not come; whoever depends on it goes on without.
        for (const id of fetchIds(next)) arrivals.get(id)?.resolve();
      });
      return;
    }
    const atOnce = start(next.atOnce);
    const all = Promise.allSettled([atOnce]);
    for (const { part, after, afterAll, step: own } of next.deferred) {
      blocks.set(
        part,
        Promise.all([whenArrived(after), afterAll && all])
          .then(() => start(own))
          .catch((cause: unknown) => void execution.errors.push({ error: { ...defect, cause }, paths: [] })),
      );
    }
    await atOnce;
  };
  return { atOnce: start(step), part: (label) => blocks.get(label) ?? Promise.resolve() };
}

const defect = {
  message: 'A part of this answer could not be fetched.',
  extensions: { code: 'INTERNAL_SERVER_ERROR', system: 'gateway', retryable: false },
} as const;

function fetchIds(step: Step): string[] {
  return fetchesOf(step).flatMap(({ id }) => id ?? []);
}

/** Tells of a fetch of the plan which deferred part it is for, by its label; null for what is answered at once. */
export function partsOfFetches(step: Step | null): (fetch: Fetch) => string | null {
  let parts: ReadonlyMap<object, string> | null = null;
  return (fetch) => {
    parts ??= new Map(step ? deferredFetches(step, null) : []);
    return parts.get(fetch.planned) ?? null;
  };
}

function deferredFetches(step: Step, part: string | null): [object, string][] {
  if (step.kind !== 'defer')
    return part === null
      ? []
      : fetchesOf(step)
          .flatMap(variants)
          .map((each) => [each.planned, part]);
  return [
    ...(step.atOnce ? deferredFetches(step.atOnce, part) : []),
    ...step.deferred.flatMap((each) => (each.step ? deferredFetches(each.step, each.part) : [])),
  ];
}

/** The fetch, and the one sent in its place for objects whose context lacks something. */
function variants(fetch: Fetch): Fetch[] {
  return fetch.context?.without ? [fetch, fetch.context.without] : [fetch];
}
