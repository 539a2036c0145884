/**
 * Tells who has looked at the persons of an answer, when and why, in `extensions.accesses`, where the request has
 * `"extensions": { "accesses": true }` and its sender may know: some roles, and a customer about himself.
 */
import { GraphQLError } from 'graphql';
import { accessesFor, readAccesses } from '../audit/accesses.ts';
import type { ChainReader } from '../audit/reading.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface AccessesOptions {
  /** Any of them may know of everybody. */
  readonly roles: readonly string[];
  readonly reader: ChainReader;
}

/** Only where an audit is kept; goes before what looks at whether accesses are asked for. */
export function accesses({ roles, reader }: AccessesOptions): GatewayPlugin {
  return {
    name: 'accesses',
    // A request with extensions never comes here.
    known: () => true,
    apollo: {
      requestDidStart: async ({ request, contextValue: { graph } }) => {
        if (request.extensions?.accesses !== true) return;
        const wanted = accessesFor(graph.principal, roles);
        graph.accesses = wanted;
        // They are told of the whole answer.
        graph.takesParts = false;
        return {
          didResolveOperation: async () => {
            if (wanted === null) throw notForHim();
          },
          willSendResponse: async ({ response: { body } }) => {
            if (wanted === null || body.kind !== 'single') return;
            const { singleResult } = body;
            const read = await readAccesses(reader, wanted, graph.signal).catch(() => null);
            singleResult.extensions = { ...singleResult.extensions, accesses: read };
            if (read === null) singleResult.errors = [...(singleResult.errors ?? []), unreadable(graph.id)];
          },
        };
      },
    },
  };
}

const notForHim = () =>
  new GraphQLError('Who has looked at somebody is told to whom it concerns, and to those who answer for it.', {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });

const unreadable = (requestId: string) => ({
  message: 'Who has looked at these persons cannot be read now. Try again later.',
  extensions: { code: 'AUDIT_UNAVAILABLE', retryable: true, requestId },
});
