/** Runs one subgraph as an HTTP service of its own. It answers what the same subgraph in the gateway's process would. */
import { type FastifyError, type FastifyReply, fastify } from 'fastify';
import { SourceError } from './shared/errors.ts';
import { callCostHeader, writeCallCost } from './shared/hosting/call-cost.ts';
import { subgraphExecutor } from './shared/hosting/execute.ts';
import { drained, longestAnswer, serverOptions } from './shared/hosting/http-server.ts';
import { isRecord } from './shared/hosting/json.ts';
import { type SubgraphReply, toldError } from './shared/hosting/reply.ts';
import { shownSource } from './shared/hosting/source-watch.ts';
import type { Watch } from './shared/hosting/watch.ts';
import { classHeader, lowest, placeOfClass, setPlace } from './shared/policies/client-class.ts';
import { type DueTimes, dueTimes } from './shared/policies/due-times.ts';
import { ClientLeft, DeadlinePassed, readTimeLeft, timeLeftHeader } from './shared/policies/time-left.ts';
import type { Subgraph } from './shared/subgraph.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** For requests that bring no time of their own, and the most any may take. Milliseconds. */
  readonly requestTimeout: number;
  readonly maxRequestBytes: number;
  /** Log and metrics; none for a service that nobody watches, as in a test. */
  readonly watch?: Watch;
}

export interface SubgraphService {
  readonly port: number;
  /** Lets requests in flight finish, then closes the subgraph. */
  close(): Promise<void>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until an operation has been answered. */
    answered: SubgraphReply | null;
  }
}

/** Entities a gateway may ask for at once. */
const maxRepresentations = 5_000;
/** After the time is up, for the answer's finished part to be sent. Milliseconds. */
const grace = 50;

/** Resolves when it listens. Closing it closes the subgraph. */
export async function serveSubgraph(subgraph: Subgraph, options: ServeOptions): Promise<SubgraphService> {
  const execute = subgraphExecutor(subgraph, { validate: true });
  const app = fastify({
    ...serverOptions(options.requestTimeout),
    bodyLimit: options.maxRequestBytes,
  });
  options.watch?.attach(app, subgraph);
  // Only a gateway asks here, and it sends no Origin: a web page must not, under whatever name it found us.
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.origin !== undefined) return refuse(reply, 403, 'Web pages are not served here.');
  });
  app.decorateRequest('answered', null);
  let draining = false;
  const due = dueTimes();
  app.addHook('preClose', (done) => {
    due.noneAfter(performance.now() + longestAnswer);
    done();
  });
  // A kept connection would hold the process up while it stops.
  app.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close');
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    return status < 500
      ? refuse(reply, status, 'The request cannot be read.')
      : refuse(reply, 500, 'Something failed.');
  });
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const source = await subgraph.health();
    const ready = source.state === 'up' && !draining;
    reply.code(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not ready', source: shownSource(source, subgraph.state?.()) };
  });
  app.post('/graphql', async (request, reply) => {
    const { body } = request;
    if (!isRecord(body) || typeof body.query !== 'string') return refuse(reply, 400, 'Send {"query": "..."}.');
    const variables = isRecord(body.variables) ? body.variables : {};
    const representations = variables.representations;
    if (Array.isArray(representations) && representations.length > maxRepresentations) {
      return refuse(reply, 400, `Ask for at most ${maxRepresentations} entities at once.`);
    }
    const operationName = typeof body.operationName === 'string' ? body.operationName : undefined;
    const time = readTimeLeft(request.headers[timeLeftHeader], options.requestTimeout);
    const signal = signalOf(reply, due, time);
    // Nobody but a gateway asks here, and it has judged its client.
    const stated = request.headers[classHeader];
    if (typeof stated === 'string') setPlace(signal, placeOfClass(stated) ?? lowest);
    const answered = execute({ query: body.query, variables, operationName }, subgraph.context({ signal }));
    const answer = await Promise.race([answered, late(subgraph, signal)]);
    request.answered = answer;
    if (options.watch) reply.header(callCostHeader, writeCallCost(options.watch.calls()));
    return reply.send(wireForm(answer));
  });
  await app.listen({ host: options.host, port: options.port });
  const address = app.server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : options.port,
    close: async () => {
      draining = true;
      await drained(app, options.requestTimeout);
      await subgraph.close();
    },
  };
}

function refuse(reply: FastifyReply, status: number, message: string) {
  return reply.code(status).send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}

function signalOf(reply: FastifyReply, due: DueTimes, milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const release = due.at(performance.now() + milliseconds, () => controller.abort(new DeadlinePassed()));
  reply.raw.once('close', () => {
    release();
    controller.abort(new ClientLeft());
  });
  return controller.signal;
}

/** Resolves a moment after the signal, for sources that do not heed it. */
function late(subgraph: Subgraph, signal: AbortSignal): Promise<SubgraphReply> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      const error = new SourceError(subgraph.name, 'LEGACY_TIMEOUT', 'the request has ended');
      const reply = { data: null, errors: [toldError(subgraph.name, error)] };
      setTimeout(() => resolve(reply), grace).unref();
    });
  });
}

/** Without causes, which are for the log of this process. */
function wireForm({ data, errors }: SubgraphReply) {
  if (errors.length === 0) return { data };
  return { data, errors: errors.map(({ message, path, extensions }) => ({ message, path, extensions })) };
}
