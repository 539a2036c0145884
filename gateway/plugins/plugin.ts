/** One concern of the gateway, with what it needs of each layer. What is off is not in the list. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import type { ApolloContext } from '../request-context.ts';

export interface GatewayPlugin {
  readonly name: string;
  /** Hooks and routes for every address of the server. */
  everywhere?(app: FastifyInstance): void;
  /** Hooks around /graphql alone, in the order of the list. */
  graphql?(scope: FastifyInstance): void;
  readonly apollo?: ApolloServerPlugin<ApolloContext>;
}
