/** Sends an answer part by part as multipart/mixed: the first is Apollo Server's own answer, the others follow as they come. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Later } from '../engine/defer/deliver.ts';
import { lateErrors } from '../plugins/errors.ts';
import type { RequestContext } from '../request-context.ts';
import { type DeferFormat, formatFor } from './formats.ts';

/** A client who reads slowly is written to slowly; one who leaves ends it all, by the request's own signal. */
export function sendInParts(answer: string, later: Later, graph: RequestContext, reply: FastifyReply): FastifyReply {
  const format = formatFor(reply.request.headers.accept ?? '');
  if (format === null) throw new Error('Parts were made for a client who does not take them.');
  reply.removeHeader('content-length');
  reply.header('content-type', `multipart/mixed; boundary="-"; ${format.parameter}`);
  return reply.send(Readable.from(parts(answer, later, graph, format)));
}

async function* parts(
  answer: string,
  later: Later,
  graph: RequestContext,
  format: DeferFormat,
): AsyncGenerator<string, void> {
  yield `\r\n---${part(format.first(answer, later.pending), true)}`;
  for await (const { filled, pending, hasNext } of later.deliveries) {
    const told = filled.map((each) => ({ ...each, errors: lateErrors(each.errors, graph) }));
    yield part(format.next(told, pending, hasNext), hasNext);
  }
}

/** The line that ends a part goes with it: clients wait for that before they read one. */
function part(json: string, hasNext: boolean): string {
  return `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${json}\r\n---${hasNext ? '' : '--\r\n'}`;
}
