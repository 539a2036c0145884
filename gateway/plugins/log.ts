/**
 * One line an operation: what was asked by name and hash, how long it took, what it cost each system, how it ended. Never
 * variables, data, addresses or texts of errors. What stood behind an error is told by its class, code and place in the program.
 */
import type { Logger } from 'pino';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import type { RequestContext } from '../request-context.ts';
import { atEnd } from './at-end.ts';
import type { GatewayPlugin } from './plugin.ts';

const causesTold = 10;

export function operationLog(options: { readonly log: Logger }): GatewayPlugin {
  return {
    name: 'log',
    graphql: (scope) => {
      atEnd(scope, (request, reply) => {
        const { graph } = request;
        const line = {
          requestId: request.id,
          status: reply.statusCode,
          milliseconds: Math.round(reply.elapsedTime),
          ...(graph && tell(graph)),
        };
        if (reply.statusCode >= 500 || graph?.codes.has('INTERNAL_SERVER_ERROR')) options.log.error(line, 'operation');
        else options.log.info(line, 'operation');
      });
    },
  };
}

function tell(graph: RequestContext) {
  return {
    operation: graph.operation?.name ?? null,
    type: graph.operation?.type ?? null,
    hash: graph.operation?.hash ?? null,
    ended: graph.signal.aborted
      ? graph.signal.reason instanceof Error
        ? graph.signal.reason.name
        : 'aborted'
      : 'answered',
    codes: [...graph.codes],
    fetches: graph.fetches.map(({ subgraph, milliseconds, outcome }) => ({
      subgraph,
      milliseconds: Math.round(milliseconds),
      outcome,
    })),
    calls: countBy(graph.calls.map(({ system, operation, outcome }) => `${system} ${operation} ${outcome}`)),
    ...(graph.causes.length > 0 && { causes: graph.causes.slice(0, causesTold).map(describeCause) }),
  };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Without messages: legacy texts and values of customers may be in them. */
function describeCause(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = error instanceof SourceError ? error.code : 'code' in error ? String(error.code) : undefined;
  const stack =
    error instanceof SourceError ? undefined : error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    ...(stack !== undefined && { at: stack.slice(0, 5).map((line) => line.trim()) }),
    ...(error.cause !== undefined && { cause: describeCause(error.cause) }),
  };
}
