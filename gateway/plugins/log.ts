/**
 * One line an operation: what was asked by name and hash, how long it took, what it cost each system, how it ended. Never
 * variables, data, addresses, texts of errors, or which person asked. What stood behind an error is told by its class, code and place in the program.
 */
import type { Logger } from 'pino';
import { describeCause } from '../../subgraphs/shared/hosting/describe-cause.ts';
import { onRequestEnd } from '../../subgraphs/shared/hosting/http-server.ts';
import { countCalls } from '../../subgraphs/shared/hosting/legacy-calls.ts';
import type { Principal } from '../identity/principal.ts';
import type { RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';

const causesTold = 10;

export function operationLog(options: { readonly log: Logger }): GatewayPlugin {
  return {
    name: 'log',
    graphql: (scope) => {
      onRequestEnd(scope, (request, reply, status) => {
        const { graph } = request;
        const line = {
          requestId: request.id,
          status,
          milliseconds: Math.round(reply.elapsedTime),
          ...(graph?.span && { traceId: graph.span.traceId }),
          ...(graph && tell(graph)),
        };
        if (status >= 500 || graph?.codes.has('INTERNAL_SERVER_ERROR')) options.log.error(line, 'operation');
        else options.log.info(line, 'operation');
      });
    },
  };
}

function tell(graph: RequestContext) {
  return {
    ...(graph.principal && { caller: shown(graph.principal) }),
    ...(graph.refusal && { refusal: graph.refusal }),
    ...(graph.contract !== null && { contract: graph.contract }),
    ...(graph.registration && { registered: graph.registration === 'registered' }),
    operation: graph.operation?.name ?? null,
    type: graph.operation?.type ?? null,
    hash: graph.operation?.hash ?? null,
    ended: graph.signal.aborted
      ? graph.signal.reason instanceof Error
        ? graph.signal.reason.name
        : 'aborted'
      : 'answered',
    codes: [...graph.codes],
    fetches: graph.fetches.map(({ subgraph, milliseconds, outcome, from }) => ({
      subgraph,
      milliseconds: Math.round(milliseconds),
      outcome,
      ...(from !== 'live' && { from }),
    })),
    calls: countCalls(graph.calls),
    ...(graph.causes.length > 0 && { causes: graph.causes.slice(0, causesTold).map(describeCause) }),
  };
}

/** Whose program asked, not for whom. */
const shown = ({ kind, tenant, client }: Principal) => ({ kind, tenant, client });
