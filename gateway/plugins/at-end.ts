/** Runs something once a request is over: answered to its last byte, or left by its client. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ClientLeft } from '../../subgraphs/shared/time-left.ts';
import { whenEnded } from '../when-ended.ts';

/** fastify's `onResponse` does not run for an answer that could not be finished. After the deadline plug-in. */
export function atEnd(scope: FastifyInstance, tell: (request: FastifyRequest, reply: FastifyReply) => void): void {
  const left = new WeakSet<FastifyRequest>();
  scope.addHook('onRequest', (request, reply, done) => {
    const { graph } = request;
    if (graph) {
      whenEnded(graph.signal, () => {
        if (!(graph.signal.reason instanceof ClientLeft)) return;
        left.add(request);
        tell(request, reply);
      });
    }
    done();
  });
  scope.addHook('onResponse', (request, reply, done) => {
    if (!left.has(request)) tell(request, reply);
    done();
  });
}
