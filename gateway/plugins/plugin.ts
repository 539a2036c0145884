/** One concern of the gateway, with what it needs of each layer. What is off is not in the list. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { KnownOperation } from '../fast-path.ts';
import type { ApolloContext, RequestContext } from '../request-context.ts';

export interface GatewayPlugin {
  readonly name: string;
  /** Before the server makes anything of a request, its body still unread; true when it has been answered, or `go` will be called later. */
  first?(request: IncomingMessage, response: ServerResponse, go: () => void): boolean;
  /** Hooks and routes for every address of the server. */
  everywhere?(app: FastifyInstance): void;
  /** Hooks around /graphql alone, in the order of the list. */
  graphql?(scope: FastifyInstance): void;
  readonly apollo?: ApolloServerPlugin<ApolloContext>;
  /**
   * In place of `apollo`, for an operation Apollo Server has run before and that may go straight to the engine; false when it may
   * not this time. With an `apollo` and without this, every request goes through Apollo Server.
   */
  known?(request: FastifyRequest, graph: RequestContext, operation: KnownOperation): boolean;
}
