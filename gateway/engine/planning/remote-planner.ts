/**
 * Plans in a thread of its own, one operation at a time, each within a time limit. A thread that exceeds it, or its memory, is ended
 * and replaced when the next operation comes. The thread is started by the first operation that needs it.
 */
import { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import { tooLarge, tooMany } from './limits.ts';
import type { PlanReply, PlanRequest } from './protocol.ts';

/** Plans weighed for one operation; well below the planner's usual 10,000, which take it seconds. */
const mostPlans = 1_000;
/** Operations that may wait. */
const queue = 20;
const memoryMegabytes = 512;
/** To load the supergraph, once a thread. Milliseconds. */
const startTimeout = 30_000;

export interface RemotePlanner {
  /** Rejects with a GraphQLError: too expensive, too many waiting, or not plannable. */
  plan(text: string, labels: readonly string[]): Promise<QueryPlan>;
  /** Ends the thread as soon as nobody waits for it. */
  retire(): void;
}

interface Job {
  readonly text: string;
  readonly labels: readonly string[];
  readonly resolve: (plan: QueryPlan) => void;
  readonly reject: (error: Error) => void;
}

export function remotePlanner(options: { readonly sdl: string; readonly timeout: number }): RemotePlanner {
  let worker: Promise<Worker> | null = null;
  const waiting: Job[] = [];
  let running = false;
  let retired = false;
  const end = (): void => {
    const ending = worker;
    worker = null;
    void ending?.then((thread) => thread.terminate()).catch(() => {});
  };

  const work = async (): Promise<void> => {
    running = true;
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      try {
        worker ??= start(options.sdl);
        job.resolve(await ask(await worker, job, options.timeout));
      } catch (error) {
        if (!(error instanceof Refused)) end();
        job.reject(error instanceof GraphQLError ? error : tooLarge());
      }
    }
    running = false;
    if (retired) end();
  };

  return {
    plan: (text, labels) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= queue) return reject(tooMany());
        waiting.push({ text, labels, resolve, reject });
        if (!running) void work();
      }),
    retire: () => {
      retired = true;
      if (!running) end();
    },
  };
}

/** The planner said no: the thread is sound. */
class Refused extends GraphQLError {}

async function start(sdl: string): Promise<Worker> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: { sdl, mostPlans },
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  thread.unref();
  // Its first word: it has loaded the supergraph.
  await within(startTimeout, thread);
  return thread;
}

let nextId = 0;

async function ask(thread: Worker, { text, labels }: Job, timeout: number): Promise<QueryPlan> {
  nextId += 1;
  const request: PlanRequest = { id: nextId, text, labels };
  thread.postMessage(request);
  const reply: PlanReply = await within(timeout, thread);
  if ('plan' in reply) return reply.plan;
  if (reply.limit) throw new Refused(tooLarge().message, { extensions: tooLarge().extensions });
  throw new Refused(reply.message, { extensions: { ...(reply.code && { code: reply.code }) } });
}

/** The next message; rejects when the thread ends or the time is up. */
function within<T>(milliseconds: number, thread: Worker): Promise<T> {
  return new Promise((resolve, reject) => {
    const done = (end: () => void) => {
      clearTimeout(timer);
      thread.off('message', onMessage).off('error', onFailure).off('exit', onFailure);
      end();
    };
    const onMessage = (value: T) => done(() => resolve(value));
    const onFailure = (reason: unknown) => done(() => reject(reason instanceof Error ? reason : new Error('ended')));
    const timer = setTimeout(() => onFailure(new Error('the time for planning is up')), milliseconds);
    thread.once('message', onMessage).once('error', onFailure).once('exit', onFailure);
  });
}
