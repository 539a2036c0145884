/**
 * One fetch of a plan, from the planner's executor to a data source and back.
 *
 * Vanilla's executor knows neither deadlines nor whose error is whose, so both are done here: the data goes back to it, the
 * errors go into the request's own list with the exact response path, the system and whether a retry may help.
 */
import { GraphQLError } from 'graphql';
import { SourceError } from '../../../subgraphs/shared/errors.ts';
import type { SubgraphOperation } from '../../../subgraphs/shared/hosting/execute.ts';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import { type ReplyError, type SubgraphReply, toldError } from '../../../subgraphs/shared/hosting/reply.ts';
import type { DataSource } from '../../data-sources/data-source.ts';
import type { RequestContext } from '../../request-context.ts';
import { entityFields, rootFields } from '../affected-fields.ts';
import { beforeFirstList, clientName, locate, type ResponsePath } from './response-paths.ts';

/** After the deadline, for subgraphs that heed the signal to hand over what they have. Milliseconds. */
const grace = 50;

export async function fetchFromSubgraph(
  source: DataSource,
  operation: SubgraphOperation,
  flatten: ResponsePath,
  context: RequestContext,
): Promise<Record<string, unknown> | null> {
  const representations = representationsOf(operation);
  // Before anything is awaited: the tree must be as it was when the representations were made.
  const places = representations && locate(context.roots, flatten, representations);
  const start = performance.now();
  const reply = await withinDeadline(source, operation, context);
  const milliseconds = performance.now() - start;
  context.fetches.push({ subgraph: source.name, milliseconds, outcome: outcomeOf(reply) });
  const at = (error: ReplyError): ResponsePath[] =>
    representations && places
      ? entityPaths(error, operation, representations, places, flatten)
      : rootPaths(error, operation);
  for (const error of reply.errors) {
    for (const path of at(error)) context.errors.push(clientError(error, path.map(clientName)));
  }
  if (representations === null && reply.data !== null) context.roots.push(reply.data);
  return reply.data;
}

function representationsOf(operation: SubgraphOperation): Record<string, unknown>[] | null {
  const representations = operation.variables?.representations;
  return Array.isArray(representations) ? representations.filter(isRecord) : null;
}

function outcomeOf(reply: SubgraphReply): string {
  if (reply.errors.length === 0) return 'ok';
  return reply.data === null ? (reply.errors[0]?.extensions.code ?? 'INTERNAL_SERVER_ERROR') : 'partial';
}

/** Never rejects, and never later than the deadline and its grace. */
async function withinDeadline(
  source: DataSource,
  operation: SubgraphOperation,
  context: RequestContext,
): Promise<SubgraphReply> {
  const late = () => failed(source.name, new SourceError(source.name, 'LEGACY_TIMEOUT', 'the request has ended'));
  const { signal } = context;
  if (signal.aborted) return late();
  let timer: NodeJS.Timeout | undefined;
  let onAbort = () => {};
  const ended = new Promise<SubgraphReply>((resolve) => {
    onAbort = () => {
      timer = setTimeout(() => resolve(late()), grace);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  const answered = source.fetch(operation, context).catch((error: unknown) => failed(source.name, error));
  const reply = await Promise.race([answered, ended]);
  signal.removeEventListener('abort', onAbort);
  clearTimeout(timer);
  return reply;
}

const failed = (system: DataSource['name'], error: unknown): SubgraphReply => ({
  data: null,
  errors: [toldError(system, error)],
});

function rootPaths(error: ReplyError, operation: SubgraphOperation): ResponsePath[] {
  if (error.path !== undefined && error.path.length > 0) return [error.path];
  return rootFields(operation.query, operation.variables ?? {}).map((name) => [name]);
}

/** An error of one entity, or of all when it names none; one that names no field concerns every field asked of the entity. */
function entityPaths(
  error: ReplyError,
  operation: SubgraphOperation,
  representations: readonly Record<string, unknown>[],
  places: readonly (ResponsePath | null)[],
  flatten: ResponsePath,
): ResponsePath[] {
  const index = error.path?.[1];
  const local = error.path?.slice(2) ?? [];
  const concerned = typeof index === 'number' ? [index] : representations.map((_, each) => each);
  return concerned.flatMap((each) => {
    const place = places[each];
    if (!place) return [beforeFirstList(flatten)];
    if (local.length > 0) return [[...place, ...local]];
    const typename = String(representations[each]?.__typename);
    return entityFields(operation.query, typename, operation.variables ?? {}).map((name) => [...place, name]);
  });
}

function clientError(error: ReplyError, path: ResponsePath): GraphQLError {
  const { message, extensions, cause } = error;
  return new GraphQLError(message, {
    path,
    extensions: { ...extensions },
    originalError: cause instanceof Error ? cause : null,
  });
}
