/**
 * Who may ask which graph: the whole one, or contracts' parts of it. Whoever may not is told the same as of an address there is nothing at, and
 * where he may ask.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressesFor, addressOf, type Contracts, wholeGraphAddress } from '../contracts/contracts.ts';
import { refuse } from '../error-codes.ts';
import type { GatewayPlugin } from './plugin.ts';

/** Goes after what finds out who asks. */
export function contracts({ contracts: all }: { readonly contracts: Contracts }): GatewayPlugin {
  const names = new Map(all.contracts.map((contract) => [addressOf(contract), contract.name]));
  /** False when the request has been answered. */
  const isLetIn = (request: FastifyRequest, reply: FastifyReply): boolean => {
    const { graph } = request;
    if (graph === null) return true;
    const address = addressAsked(request);
    const open = addressesFor(all, graph.principal);
    if (open.includes(address)) {
      graph.contract = names.get(address) ?? null;
      return true;
    }
    const told = open.length === 0 ? 'No graph is open to you.' : `Operations go to ${open.join(' or ')}.`;
    refuse(request, reply, 404, 'BAD_REQUEST', told);
    return false;
  };
  return {
    name: 'contracts',
    graphql: (scope) => {
      scope.addHook('onRequest', (request, reply, done) => {
        if (isLetIn(request, reply)) done();
      });
    },
  };
}

function addressAsked({ params }: FastifyRequest): string {
  const name: unknown = typeof params === 'object' && params !== null && 'contract' in params ? params.contract : null;
  return typeof name === 'string' ? addressOf({ name }) : wholeGraphAddress;
}
