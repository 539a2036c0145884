/**
 * Our own engine behind Apollo Server's `GatewayInterface`.
 *
 * A generation serves one supergraph: it prepares an operation once (normal form, plan, compiled steps and writers), then for
 * every request runs the plan and writes the answer. A new supergraph is a new generation; requests end on the one they began on,
 * which is known by the schema Apollo Server validated them with.
 */
import type {
  GatewayExecutionResult,
  GatewayExecutor,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import { GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import type { CachedCalls, CallFor } from '../cache/cached-calls.ts';
import { type RequestContext, requestOf } from '../request-context.ts';
import { answer } from './answer.ts';
import { deferChoice } from './defer/directive.ts';
import type { AskedOperation, Engine, EngineOptions } from './engine.ts';
import { questionOf } from './entities/together.ts';
import { noSubscriptions } from './errors.ts';
import type { Call } from './execute.ts';
import { createGeneration, type Generation, warmUp } from './generation.ts';
import type { ReadyOperation } from './operations/index.ts';
import { alone, ask } from './subgraph-call.ts';

/** Of the operations asked for most, as many are prepared before a new supergraph takes over. */
const carriedOver = 200;

export function compiledEngine(options: EngineOptions): Engine {
  const { warmUp: saved = [] } = options;
  let current = createGeneration(options, options);
  const generations = new WeakMap<GraphQLSchema, Generation>([[current.supergraph.apiSchema, current]]);
  const listeners = new Set<GatewaySchemaLoadOrUpdateCallback>();
  const tell = (listener: GatewaySchemaLoadOrUpdateCallback) => {
    const { apiSchema, sdl } = current.supergraph;
    listener({ apiSchema, coreSupergraphSdl: sdl });
  };

  const execute = async ({
    document,
    operationName,
    schema,
    variables,
    graph,
  }: AskedOperation): Promise<GatewayExecutionResult> => {
    const { supergraph, sources, operations, shared, cached, audited } = generations.get(schema) ?? current;
    const choice = deferChoice(document);
    // A mutation is answered whole: who changes something wants to know that all of it is done.
    const kind = getOperationAST(document, operationName)?.operation;
    if (kind === 'subscription') return { errors: [noSubscriptions()] };
    const subjects = graph.access?.subjects ?? 'everyone';
    // Deferred parts ask for records by their keys alone, which show nothing to who does not see everybody's: he has it all at once.
    const inParts = graph.takesParts && kind === 'query' && subjects === 'everyone';
    const asked = inParts ? choice.decided(variables) : choice.whole;
    const operation = await settled(() => operations.ready(asked, operationName, graph.access));
    if (operation instanceof GraphQLError) return { errors: [operation] };
    graph.plan = operation.prepared.plan;
    if (graph.planOnly) return {};
    const writes = operation.form.asked.operation === 'mutation';
    const callFor = (context: RequestContext): Call => {
      const how = { context, reach: writes ? alone : shared.fetch };
      return (fetch, own, body, texts) =>
        ask(sources.get(fetch.subgraph), fetch, { variables: own, body, question: questionOf(fetch, own, texts) }, how);
    };
    // Whether somebody consents is asked every time: where nobody can tell now, nobody is shown.
    const call = callThrough(subjects === 'consented' ? null : cached, writes, callFor, graph);
    if (writes) shared.forget();
    const keeper = audited?.keeper(operation.prepared, graph) ?? null;
    const { result, later } = await answer(supergraph.apiSchema, operation, variables, call, keeper);
    graph.later = later;
    if (writes) shared.forget();
    return result;
  };

  const executor: GatewayExecutor = async ({ request, document, operationName, schema, context }) => {
    const graph = requestOf(context);
    const variables = request.variables ?? {};
    return graph.answered ?? execute({ document, operationName: operationName ?? undefined, schema, variables, graph });
  };

  return {
    execute,
    onSchemaLoadOrUpdate: (listener) => {
      listeners.add(listener);
      tell(listener);
      return () => listeners.delete(listener);
    },
    load: async () => {
      await warmUp(current, saved);
      return { executor };
    },
    update: async (served) => {
      const next = createGeneration(served, options);
      await warmUp(next, [...saved, ...current.operations.hottest(carriedOver)]);
      const last = current;
      current = next;
      generations.set(next.supergraph.apiSchema, next);
      for (const listener of listeners) tell(listener);
      last.retire();
    },
    stop: async () => current.retire(),
  };
}

function callThrough(cached: CachedCalls | null, writes: boolean, live: CallFor, context: RequestContext): Call {
  if (cached === null) return live(context);
  return writes ? cached.writing(live(context)) : cached.reading(context, live);
}

/** The operation, or why there is none. */
async function settled(ready: () => ReadyOperation | Promise<ReadyOperation>): Promise<ReadyOperation | GraphQLError> {
  try {
    return await ready();
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
