/**
 * Between fastify and Apollo Server: the same as @as-integrations/fastify's handler, without the URL it takes apart for a query string
 * that /graphql never has, and with the headers as Node gives them, in lower case already.
 */
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stringifyResult } from './engine/finished-data.ts';
import type { FastPath } from './fast-path.ts';
import { sendInParts } from './multipart/send.ts';
import { isKeptBack, lateErrors } from './plugins/errors.ts';
import { type ApolloContext, currentRequest, type RequestContext } from './request-context.ts';

export function apolloHandler(apollo: ApolloServer<ApolloContext>, fast: FastPath | null) {
  return (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const graph = known(request.graph);
    return currentRequest.run(graph, () => answer(apollo, fast, graph, request, reply));
  };
}

async function answer(
  apollo: ApolloServer<ApolloContext>,
  fast: FastPath | null,
  graph: RequestContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const found = fast?.find(request, graph);
  if (found) {
    const result = await found.result;
    const { errors = [] } = result;
    if (errors.every(isKeptBack)) {
      const told = errors.length === 0 ? result : { ...result, errors: lateErrors(errors, graph) };
      return reply.headers(found.headers).send(stringifyResult(told));
    }
    graph.answered = result;
  }
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method, headers: headersOf(request), search: '', body: request.body },
    context: async () => ({ graph }),
  });
  if (status === undefined && !graph.later) fast?.learn(request, headers);
  for (const [name, value] of headers) reply.header(name, value);
  reply.code(status ?? 200);
  if (body.kind === 'complete')
    return graph.later ? sendInParts(body.string, graph.later, graph, reply) : reply.send(body.string);
  throw new Error('Apollo Server was given nothing that it could send in parts.');
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const name in headers) {
    const value = headers[name];
    if (value) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

function known(graph: RequestContext | null): RequestContext {
  if (graph === null) throw new Error('The deadline plug-in has to make the context of a request.');
  return graph;
}
