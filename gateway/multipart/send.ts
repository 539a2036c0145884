/** Sends an answer part by part as multipart/mixed: the first is Apollo Server's own answer, the others follow as they come. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import type { DeferredPlace, Delivery, Later } from '../engine/defer/deliver.ts';
import { lateErrors } from '../plugins/errors.ts';
import { newSources } from '../plugins/sources.ts';
import type { SourceEntry } from '../provenance/entries.ts';
import type { ProvenanceRecord } from '../provenance/record.ts';
import type { RequestContext } from '../request-context.ts';
import { type DeferFormat, type Filled, formatFor } from './formats.ts';

/** A client who reads slowly is written to slowly; one who leaves ends it all, by the request's own signal. */
export function sendInParts(answer: string, later: Later, graph: RequestContext, reply: FastifyReply): FastifyReply {
  const format = formatFor(reply.request.headers.accept ?? '');
  if (format === null) throw new Error('Parts were made for a client who does not take them.');
  reply.removeHeader('content-length');
  // A proxy that gathers answers before it passes them on, as nginx does, passes parts on at once.
  reply.header('x-accel-buffering', 'no');
  reply.header('content-type', `multipart/mixed; boundary="-"; ${format.parameter}`);
  return reply.send(Readable.from(parts(answer, later, graph, format)));
}

async function* parts(
  answer: string,
  later: Later,
  graph: RequestContext,
  format: DeferFormat,
): AsyncGenerator<string, void> {
  const open = new Map(later.pending.map((place) => [place.id, place]));
  yield `\r\n---${part(format.first(answer, later.pending), true)}`;
  try {
    for await (const delivery of later.deliveries) {
      const { filled, pending, hasNext } = delivery;
      for (const { id } of filled) open.delete(id);
      for (const place of pending) open.set(place.id, place);
      const told = filled.map((each) => ({ ...each, errors: lateErrors(each.errors, graph) }));
      const extensions = extensionsOf(delivery, told, later, graph);
      yield part(format.next(told, pending, { hasNext, ...(extensions && { extensions }) }), hasNext);
    }
  } catch (error) {
    yield part(format.next(lost(open.values(), error, graph), [], { hasNext: false }), false);
  }
}

/** What is shown in part of these parts, and for who asks where they came from. */
function extensionsOf(
  delivery: Delivery,
  told: readonly Filled[],
  later: Later,
  graph: RequestContext,
): { readonly masked?: Delivery['masked']; readonly sources?: SourceEntry[] } | null {
  const { masked } = delivery;
  const sources = sourcesOf(delivery, told, later, graph);
  if (masked.length === 0 && sources === null) return null;
  return { ...(masked.length > 0 && { masked }), ...(sources && { sources }) };
}

/** With the last parts, all that has not been told of yet. */
function sourcesOf(
  { parts: fetched, hasNext }: Delivery,
  told: readonly Filled[],
  later: Later,
  graph: RequestContext,
): SourceEntry[] | null {
  const { provenance } = graph;
  if (provenance === null) return null;
  const due = ({ place }: ProvenanceRecord) => {
    const own = later.partOf(place);
    return !hasNext || own === null || fetched.includes(own);
  };
  const errors = told.flatMap((each) => each.errors);
  return newSources(graph, provenance, errors, due);
}

/** A defect of ours, or what may not be shown. Cut off, the answer would look like a broken line, to the client and in the log. */
function lost(open: Iterable<DeferredPlace>, cause: unknown, graph: RequestContext): Filled[] {
  const places = [...open];
  const originalError = cause instanceof Error ? cause : new Error(String(cause));
  const path = places[0]?.path;
  const told =
    cause instanceof GraphQLError ? cause : new GraphQLError('A part of this answer is lost.', { originalError, path });
  const errors = lateErrors([told], graph);
  return places.map((place) => ({ ...place, data: 'null', errors: errors.map((e) => ({ ...e, path: place.path })) }));
}

/** The line that ends a part goes with it: clients wait for that before they read one. */
function part(json: string, hasNext: boolean): string {
  return `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${json}\r\n---${hasNext ? '' : '--\r\n'}`;
}
