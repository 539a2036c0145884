/**
 * Who may explore: he is shown the schema and what it has of a similar name, plans, costs and where answers come from. To all others the
 * graph answers what they ask and tells nothing else about itself.
 */
import { type DocumentNode, GraphQLError, visit } from 'graphql';
import type { RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface ExplorerRoleOptions {
  /** Any of these may. */
  readonly roles: readonly string[];
  readonly onRefused: (graph: RequestContext) => void;
}

/** Only where callers say who they are; goes after what finds it out. */
export function explorers({ roles, onRefused }: ExplorerRoleOptions): GatewayPlugin {
  return {
    name: 'explorers',
    graphql: (scope) => {
      scope.addHook('onRequest', ({ graph }, _reply, done) => {
        if (graph) graph.explores = graph.principal?.roles.some((role) => roles.includes(role)) ?? false;
        done();
      });
    },
    known: (_, graph, { document }) => graph.explores || !asksForSchema(document),
    apollo: {
      requestDidStart: async ({ contextValue: { graph } }) => ({
        didResolveOperation: async ({ document }) => {
          if (graph.explores || !asksForSchema(document)) return;
          onRefused(graph);
          throw new GraphQLError('This graph does not show its schema.', {
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
          });
        },
      }),
    },
  };
}

const judged = new WeakMap<DocumentNode, boolean>();

function asksForSchema(document: DocumentNode): boolean {
  const known = judged.get(document);
  if (known !== undefined) return known;
  let asks = false;
  visit(document, {
    Field: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') asks = true;
    },
  });
  judged.set(document, asks);
  return asks;
}
