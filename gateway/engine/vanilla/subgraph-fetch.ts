/**
 * One fetch of a plan, from the planner's executor to a data source and back.
 *
 * Vanilla's executor knows neither deadlines nor whose error is whose, so both are done here: the data goes back to it, the
 * errors go into the request's own list with the exact response path, the system and whether a retry may help.
 */
import { GraphQLError } from 'graphql';
import type { SubgraphOperation } from '../../../subgraphs/shared/hosting/execute.ts';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import type { ReplyError } from '../../../subgraphs/shared/hosting/reply.ts';
import type { DataSource } from '../../data-sources/data-source.ts';
import type { RequestContext } from '../../request-context.ts';
import { entityFields, rootFields } from '../affected-fields.ts';
import { clientName } from '../client-name.ts';
import { alone, callSubgraph } from '../subgraph-call.ts';
import { beforeFirstList, locate, type ResponsePath } from './response-paths.ts';

export async function fetchFromSubgraph(
  source: DataSource,
  operation: SubgraphOperation,
  flatten: ResponsePath,
  context: RequestContext,
): Promise<Record<string, unknown> | null> {
  const representations = representationsOf(operation);
  // Before anything is awaited: the tree must be as it was when the representations were made.
  const places = representations && locate(context.roots, flatten, representations);
  const place = { path: flatten.map(String), asked: operation.query };
  const reply = await callSubgraph(source, operation, place, { context, reach: alone });
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
