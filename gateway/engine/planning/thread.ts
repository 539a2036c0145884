/** The planning thread: its own copy of the supergraph, and time to weigh many plans while the gateway goes on answering. */
import { parentPort, workerData } from 'node:worker_threads';
import { GraphQLError, parse } from 'graphql';
import { loadSupergraph } from '../supergraph.ts';
import { gaveUp } from './limits.ts';
import { type PlanReply, type PlanRequest, ready } from './protocol.ts';

const { sdl, mostPlans }: { readonly sdl: string; readonly mostPlans: number } = workerData;
const supergraph = loadSupergraph(sdl, { mostPlans });

parentPort?.postMessage(ready);
parentPort?.on('message', (request: PlanRequest) => parentPort?.postMessage(answer(request)));

function answer({ id, text, labels }: PlanRequest): PlanReply {
  try {
    return { id, plan: supergraph.plan(parse(text), undefined, labels) };
  } catch (error) {
    const code = error instanceof GraphQLError ? String(error.extensions.code ?? '') : null;
    return { id, message: error instanceof Error ? error.message : String(error), code, limit: gaveUp(error) };
  }
}
