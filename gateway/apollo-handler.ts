/**
 * Between fastify and Apollo Server: the same as @as-integrations/fastify's handler, without the URL it takes apart for a query string
 * that /graphql never has, and with the headers as Node gives them, in lower case already.
 */
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendInParts } from './multipart/send.ts';
import { type ApolloContext, currentRequest, type RequestContext } from './request-context.ts';

export function apolloHandler(apollo: ApolloServer<ApolloContext>) {
  return (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const graph = known(request.graph);
    return currentRequest.run(graph, () => answer(apollo, graph, request, reply));
  };
}

async function answer(
  apollo: ApolloServer<ApolloContext>,
  graph: RequestContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method, headers: headersOf(request), search: '', body: request.body },
    context: async () => ({ graph }),
  });
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
