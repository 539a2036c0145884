/** Runs one subgraph as an HTTP service of its own. It answers what the same subgraph in the gateway's process would. */
import type { KeyObject } from 'node:crypto';
import { type FastifyError, type FastifyReply, fastify } from 'fastify';
import { SourceError } from './shared/errors.ts';
import { callCostHeader, writeCallCost } from './shared/hosting/call-cost.ts';
import { subgraphExecutor } from './shared/hosting/execute.ts';
import { drained, longestAnswer, serverOptions } from './shared/hosting/http-server.ts';
import { isRecord } from './shared/hosting/json.ts';
import { type SubgraphReply, toldError } from './shared/hosting/reply.ts';
import { shownSource } from './shared/hosting/source-watch.ts';
import { type GatewayWord, operationDigest, tokenVerifier } from './shared/hosting/subgraph-token.ts';
import type { Watch } from './shared/hosting/watch.ts';
import { highest, placeOfClass, setPlace } from './shared/policies/client-class.ts';
import { type DueTimes, dueTimes } from './shared/policies/due-times.ts';
import { ClientLeft, DeadlinePassed, readTimeLeft, timeLeftHeader } from './shared/policies/time-left.ts';
import { accessOf, noPolicy, type PolicyTable } from './shared/privacy/access.ts';
import type { Subgraph } from './shared/subgraph.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** For requests that bring no time of their own, and the most any may take. Milliseconds. */
  readonly requestTimeout: number;
  readonly maxRequestBytes: number;
  /** Of the gateway, whose word alone is taken; none where everybody who reaches the service is answered. */
  readonly secrets?: readonly KeyObject[];
  /** What callers may see of whom, as at the gateway; without it nobody has a right to anything. */
  readonly policy?: PolicyTable;
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
    /** What the gateway says of it. */
    word: GatewayWord | null;
  }
}

/** What probes and Prometheus read. The gateway asks `/readyz` with its word, and so learns when that is not taken. */
const open: ReadonlySet<string> = new Set(['/healthz', '/metrics']);
/** Where everybody is answered. */
const unasked: Pick<GatewayWord, 'caller' | 'clientClass' | 'needs'> = { caller: null, clientClass: null, needs: [] };
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
  app.decorateRequest('word', null);
  const { secrets = [], policy = noPolicy } = options;
  if (secrets.length > 0) {
    const read = tokenVerifier(secrets, subgraph.name);
    // Before the body is read. Whoever is not the gateway is not told either which addresses there are.
    app.addHook('onRequest', async (request, reply) => {
      const { url = '' } = request.routeOptions;
      const { authorization } = request.headers;
      if (open.has(url) || (url === '/readyz' && authorization === undefined)) return;
      request.word = await read(authorization);
      if (request.word === null) return turnAway(reply);
    });
  }
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
    const { word } = request;
    if (word !== null && word.digest !== operationDigest(body.query)) return turnAway(reply);
    const { caller, clientClass, needs } = word ?? unasked;
    const operationName = typeof body.operationName === 'string' ? body.operationName : undefined;
    const time = readTimeLeft(request.headers[timeLeftHeader], options.requestTimeout);
    const signal = signalOf(reply, due, time);
    if (clientClass !== null) setPlace(signal, placeOfClass(clientClass) ?? highest);
    const access = caller === null ? null : accessOf(policy, caller);
    const answered = execute(
      { query: body.query, variables, operationName },
      subgraph.context({ signal, caller, subjects: access?.subjects ?? 'everyone' }),
      access && { access, needs },
    );
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

/** Missing, forged, for another subgraph or operation, over: all of that looks alike. */
function turnAway(reply: FastifyReply) {
  const message = 'Only the gateway is answered here.';
  const errors = [{ message, extensions: { code: 'UNAUTHENTICATED' } }];
  return reply.code(401).header('www-authenticate', 'Bearer').send({ errors });
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
