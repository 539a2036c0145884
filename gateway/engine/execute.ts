/**
 * Runs a compiled plan: fetches, one after another or side by side as it says, each merged into the answer in the making.
 * A fetch that fails leaves its fields out and its errors behind; the others go on.
 */

import type { PathSegment, ReplyError, SubgraphReply } from '../../subgraphs/shared/hosting/reply.ts';
import { entityFields, rootFields } from './affected-fields.ts';
import { type Answers, answersByIdentity } from './entities/answers.ts';
import { inContext } from './in-context.ts';
import { merge } from './merge.ts';
import { objectsAt, type Placed, pathsAt } from './places.ts';
import type { Represent, Representation } from './plan/representation.ts';
import { type EntityFetch, type Fetch, type FetchContext, isEntityFetch, type Step } from './plan/steps.ts';
import { requestBody } from './request-body.ts';
import type { Variables } from './shape/conditions.ts';

/** Asks a subgraph; never rejects. `body` is the whole operation as JSON text. */
export type Call = (fetch: Fetch, variables: Variables, body: string) => Promise<SubgraphReply>;

/** What failed, and everywhere in the answer it shows. */
export interface FetchError {
  readonly error: ReplyError;
  readonly paths: readonly (readonly PathSegment[])[];
  /** Where the failure took a whole entity with it: all that was asked of it, should the client have asked for none of `paths`. */
  readonly lost?: readonly (readonly PathSegment[])[];
}

export interface Execution {
  readonly data: Record<string, unknown>;
  readonly errors: FetchError[];
  /** As the client sent them, for subgraphs. */
  readonly sent: Variables;
  /** As the schema reads them, for conditions. */
  readonly variables: Variables;
  readonly call: Call;
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
  const reply = await execution.call(fetch, used(fetch, execution.sent), requestBody(fetch, execution.sent, null));
  if (reply.data !== null) {
    fetch.rewrite?.(reply.data);
    for (const object of objectsAt(execution.data, fetch.path)) merge(object, reply.data);
  }
  for (const error of reply.errors) {
    const paths = error.path?.length ? [error.path] : rootFields(fetch.asked, execution.sent).map((name) => [name]);
    execution.errors.push({ error, paths });
  }
}

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
  const { otherwise } = fetch;
  if (otherwise === null || asked.left.length === 0) return ask(fetch, all, asked, execution);
  const rest = representationsOf(asked.left, otherwise.entities.represent);
  await Promise.all([ask(fetch, all, asked, execution), ask(otherwise, asked.left, rest, execution)]);
}

async function ask(fetch: EntityFetch, all: readonly Placed[], asked: Asked, execution: Execution): Promise<void> {
  if (asked.distinct.length === 0) return;
  const variables = { ...used(fetch, execution.sent), representations: asked.distinct };
  const reply = await execution.call(fetch, variables, requestBody(fetch, execution.sent, asked.texts));
  const answers = answersByIdentity(fetch.subgraph, reply, asked.distinct, fetch.entities.query);
  const taken: boolean[] = [];
  for (const [index, { object }] of all.entries()) {
    const question = asked.questions[index] ?? nobody;
    const row = answers.rows[question];
    if (!row) continue;
    // The first to ask takes the row itself; further ones a copy of their own, as more is merged into each.
    if (taken[question]) merge(object, structuredClone(row));
    else {
      taken[question] = true;
      fetch.rewrite?.(row);
      merge(object, row);
    }
  }
  if (answers.errors.length > 0) execution.errors.push(...placed(fetch, answers, all, asked, execution));
}

interface Asked {
  readonly distinct: readonly Representation[];
  /** As JSON. */
  readonly texts: readonly string[];
  /** For each object the place of its representation, or `nobody`. */
  readonly questions: readonly number[];
  /** Those that have not all it takes. */
  readonly left: readonly Placed[];
}

/** In place of a question: the object is not asked about. */
const nobody = -1;

/** Equal representations are asked once. */
function representationsOf(all: readonly Placed[], represent: Represent): Asked {
  const distinct: Representation[] = [];
  const texts: string[] = [];
  const left: Placed[] = [];
  const known = new Map<string, number>();
  const questions = all.map((placed) => {
    const representation = represent(placed.object);
    if (representation === null) {
      left.push(placed);
      return nobody;
    }
    const text = JSON.stringify(representation);
    const question = known.get(text) ?? distinct.push(representation) - 1;
    if (question === texts.length) {
      texts.push(text);
      known.set(text, question);
    }
    return question;
  });
  return { distinct, texts, questions, left };
}

/** Errors that are alike - same code, same field - become one that names every place it shows. */
function placed(
  fetch: Fetch,
  { errors, rows }: Answers,
  all: readonly Placed[],
  asked: Asked,
  execution: Execution,
): FetchError[] {
  const places = pathsAt(execution.data, fetch.path);
  const groups = new Map<string, { error: ReplyError; paths: PathSegment[][]; lost: PathSegment[][] }>();
  for (const { error, question } of errors) {
    const local = question === null ? [] : (error.path ?? []).slice(2);
    const key = JSON.stringify([
      error.extensions.code,
      error.message,
      local.filter((segment) => typeof segment === 'string'),
    ]);
    const group = groups.get(key) ?? { error, paths: [], lost: [] };
    groups.set(key, group);
    for (const [index, own] of asked.questions.entries()) {
      if (own === nobody || (question !== null && own !== question)) continue;
      const place = places[all[index]?.place ?? 0] ?? [];
      const typename = String(asked.distinct[own]?.__typename);
      const lost = () => entityFields(fetch.asked, typename, execution.sent).map((name) => [...place, name]);
      if (local.length === 0) group.paths.push(...lost());
      else group.paths.push([...place, ...local]);
      if (local.length > 0 && !rows[own]) group.lost.push(...lost());
    }
  }
  return [...groups.values()];
}

function used(fetch: Fetch, variables: Variables): Variables {
  const result: Record<string, unknown> = {};
  for (const name of fetch.variables) if (variables[name] !== undefined) result[name] = variables[name];
  return result;
}
