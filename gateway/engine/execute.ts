/**
 * Runs a compiled plan: fetches, one after another or side by side as it says, each merged into the answer in the making.
 * A fetch that fails leaves its fields out and its errors behind; the others go on.
 */

import { copyOf } from '../../subgraphs/shared/hosting/json.ts';
import type { PathSegment, ReplyError, SubgraphReply } from '../../subgraphs/shared/hosting/reply.ts';
import { entityFields, rootFields } from './affected-fields.ts';
import { type Answers, answersByIdentity } from './entities/answers.ts';
import { type Lost, lostRows } from './entities/lost-rows.ts';
import { type Asked, nobody, only, representationsOf } from './entities/questions.ts';
import { inContext } from './in-context.ts';
import { merge } from './merge.ts';
import { nullsOn, objectsAt, type Placed, pathsAt } from './places.ts';
import { withoutFields } from './plan/fewer-fields.ts';
import { type EntityFetch, type Fetch, type FetchContext, isEntityFetch, type Step } from './plan/steps.ts';
import { requestBody } from './request-body.ts';
import type { Variables } from './shape/conditions.ts';

/**
 * Asks a subgraph; never rejects. `body` is the whole operation as JSON text, `texts` the representations, null for a root fetch.
 */
export type Call = (
  fetch: Fetch,
  variables: Variables,
  body: string,
  texts: readonly string[] | null,
) => Promise<SubgraphReply>;

/** What failed, and everywhere in the answer it shows. */
export interface FetchError {
  readonly error: ReplyError;
  readonly paths: readonly (readonly PathSegment[])[];
  /** Where the failure took a whole entity with it: all that was asked of it, should the client have asked for none of `paths`. */
  readonly lost?: readonly (readonly PathSegment[])[];
  /** Where the null stands that it has spread to, when that is not at `paths`: what is below it has not come either. */
  readonly nulls?: readonly (readonly PathSegment[])[];
}

export interface Execution {
  readonly data: Record<string, unknown>;
  readonly errors: FetchError[];
  /** As the client sent them, for subgraphs. */
  readonly sent: Variables;
  /** As the schema reads them, for conditions. */
  readonly variables: Variables;
  readonly call: Call;
  /** Can the client's answer about the object do without what is at this path in it? Asked when a fetch has failed there. */
  readonly spares: (path: readonly PathSegment[]) => boolean;
  /** Told when a fetch's answer is merged, or has failed. */
  readonly onFetched?: (fetch: Fetch) => void;
}

export async function run(step: Step, execution: Execution): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const next of step.steps) await run(next, execution);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((next) => run(next, execution)));
      return;
    case 'condition': {
      const branch = execution.variables[step.variable] === true ? step.yes : step.no;
      if (branch) await run(branch, execution);
      return;
    }
    case 'fetch':
      await (isEntityFetch(step) ? runEntities(step, execution) : runRoot(step, execution));
      execution.onFetched?.(step);
      return;
    case 'defer':
      throw new Error('Deferred parts are run by defer/run.ts.');
  }
}

async function runRoot(fetch: Fetch, execution: Execution): Promise<void> {
  const reply = await execution.call(
    fetch,
    used(fetch, execution.sent),
    requestBody(fetch, execution.sent, null),
    null,
  );
  if (reply.data !== null) {
    fetch.rewrite?.(reply.data);
    for (const object of objectsAt(execution.data, fetch.path)) merge(object, reply.data, fetch.vague);
  }
  execution.errors.push(...rootErrors(fetch, reply, execution));
}

function rootErrors(fetch: Fetch, { data, errors }: SubgraphReply, execution: Execution): FetchError[] {
  const all = () => rootFields(fetch.asked, execution.sent).map((name) => [name]);
  const groups = new Map<string, Record<'paths' | 'nulls', (readonly PathSegment[])[]> & { error: ReplyError }>();
  for (const error of errors) {
    const path = error.path ?? [];
    const key = likeness(error, path);
    const group = groups.get(key) ?? { error, paths: [], nulls: [] };
    groups.set(key, group);
    group.paths.push(...(path.length > 0 ? [path] : all()));
    group.nulls.push(...(data === null ? all() : nullsOn(data, path)));
  }
  return [...groups.values()];
}

/** Errors of one fetch that are alike - same code, same text, same field - are told as one that names every place it shows. */
const likeness = ({ extensions, message }: ReplyError, path: readonly PathSegment[]): string =>
  JSON.stringify([extensions.code, message, path.filter((segment) => typeof segment === 'string')]);

async function runEntities(fetch: EntityFetch, execution: Execution): Promise<void> {
  if (fetch.context !== null) return runInContext(fetch, fetch.context, execution);
  return askAll(
    fetch,
    objectsAt(execution.data, fetch.path).map((object, place) => ({ object, place })),
    execution,
  );
}

/** A variable has one value a call: objects whose contexts differ are asked about in calls of their own. */
async function runInContext(fetch: EntityFetch, context: FetchContext, execution: Execution): Promise<void> {
  const { groups, lacking } = inContext(execution.data, fetch.path, context.read);
  const calls = groups.map(({ values, objects }) =>
    askAll(fetch, objects, { ...execution, sent: { ...execution.sent, ...values } }),
  );
  if (context.without) calls.push(askAll(context.without, lacking, execution));
  await Promise.all(calls);
}

async function askAll(fetch: EntityFetch, all: readonly Placed[], execution: Execution): Promise<void> {
  const asked = representationsOf(all, fetch.entities.represent);
  if (asked.left.length === 0) return ask(fetch, all, asked, execution);
  const lesser = Map.groupBy(asked.left, ({ object }) => fetch.lacking?.(object) ?? null);
  const others = [...lesser].map(([other, left]) =>
    other === null ? null : ask(other, left, representationsOf(left, other.entities.represent), execution),
  );
  await Promise.all([ask(fetch, all, asked, execution), ...others]);
}

async function ask(fetch: EntityFetch, all: readonly Placed[], asked: Asked, execution: Execution): Promise<void> {
  const { known, asks, query } = fetch.entities;
  for (const [index, { object }] of known ? all.entries() : []) {
    const representation = asked.distinct[asked.questions[index] ?? nobody];
    if (representation) known?.fill(object, representation);
  }
  if (asked.distinct.length === 0 || !asks) return;
  const variables = { ...used(fetch, execution.sent), representations: asked.distinct };
  const reply = await execution.call(fetch, variables, requestBody(fetch, execution.sent, asked.texts), asked.texts);
  const answers = answersByIdentity(fetch.subgraph, reply, asked.distinct, query);
  const taken: boolean[] = [];
  for (const [index, { object }] of all.entries()) {
    const question = asked.questions[index] ?? nobody;
    const row = answers.rows[question];
    if (!row) continue;
    // The first to ask takes the row itself; further ones a copy of their own, as more is merged into each.
    if (taken[question]) merge(object, copyOf(row), fetch.vague);
    else {
      taken[question] = true;
      fetch.rewrite?.(row);
      merge(object, row, fetch.vague);
    }
  }
  if (answers.errors.length > 0) await askAgain(fetch, all, asked, answers, execution);
}

/** Tells what failed, and asks for what was lost to it without need. */
async function askAgain(
  fetch: EntityFetch,
  all: readonly Placed[],
  asked: Asked,
  answers: Answers,
  execution: Execution,
): Promise<void> {
  const places = pathsAt(execution.data, fetch.path);
  const placeOf = (index: number) => places[all[index]?.place ?? 0] ?? [];
  const spares = (question: number, path: readonly PathSegment[]) =>
    asked.questions.some((own, index) => own === question && execution.spares([...placeOf(index), ...path]));
  const again = lostRows(answers, spares).flatMap((each) => {
    const fewer = withoutFields(fetch, each.fields);
    return fewer ? [{ ...each, fewer }] : [];
  });
  execution.errors.push(...placed(fetch, answers, asked, execution, { placeOf, again }));
  await Promise.all(again.map(({ fewer, questions }) => ask(fewer, all, only(asked, questions), execution)));
}

/** What is asked `again` is not lost. */
function placed(
  fetch: Fetch,
  { errors, rows }: Answers,
  asked: Asked,
  execution: Execution,
  { placeOf, again }: { readonly placeOf: (index: number) => PathSegment[]; readonly again: readonly Lost[] },
): FetchError[] {
  const groups = new Map<string, Record<'paths' | 'lost' | 'nulls', PathSegment[][]> & { error: ReplyError }>();
  for (const { error, question } of errors) {
    const local = question === null ? [] : (error.path ?? []).slice(2);
    const key = likeness(error, local);
    const group = groups.get(key) ?? { error, paths: [], lost: [], nulls: [] };
    groups.set(key, group);
    for (const [index, own] of asked.questions.entries()) {
      if (own === nobody || (question !== null && own !== question)) continue;
      const place = placeOf(index);
      const typename = String(asked.distinct[own]?.__typename);
      const lost = () => entityFields(fetch.asked, typename, execution.sent).map((name) => [...place, name]);
      if (local.length === 0) group.paths.push(...lost());
      else group.paths.push([...place, ...local]);
      const isLost = !rows[own] && !again.some(({ questions }) => questions.has(own));
      if (local.length > 0 && isLost) group.lost.push(...lost());
      group.nulls.push(...nullsOn(rows[own] ?? null, local).map((way) => [...place, ...way]));
    }
  }
  return [...groups.values()];
}

function used(fetch: Fetch, variables: Variables): Variables {
  const result: Record<string, unknown> = {};
  for (const name of fetch.variables) if (variables[name] !== undefined) result[name] = variables[name];
  return result;
}
