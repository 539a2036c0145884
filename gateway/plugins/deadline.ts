/**
 * A time for every request: REQUEST_TIMEOUT_MS, or less when the client says so in `x-time-left-ms`. One signal goes down to every
 * subgraph and legacy call; it fires when the time is up and when the client has gone.
 */
import { longestAnswer } from '../../subgraphs/shared/hosting/http-server.ts';
import { dueTimes } from '../../subgraphs/shared/policies/due-times.ts';
import { ClientLeft, DeadlinePassed, readTimeLeft, timeLeftHeader } from '../../subgraphs/shared/policies/time-left.ts';
import { createRequestContext } from '../request-context.ts';
import { waitOf } from './admission.ts';
import type { GatewayPlugin } from './plugin.ts';

export function deadline(options: { readonly milliseconds: number; readonly now: () => Date }): GatewayPlugin {
  return {
    name: 'deadline',
    graphql: (scope) => {
      const due = dueTimes();
      scope.addHook('preClose', (done) => {
        due.noneAfter(performance.now() + longestAnswer);
        done();
      });
      scope.addHook('onRequest', (request, reply, done) => {
        const milliseconds = readTimeLeft(request.headers[timeLeftHeader], options.milliseconds);
        const controller = new AbortController();
        const deadline = performance.now() + milliseconds - waitOf(request.raw);
        const release = due.at(deadline, () => controller.abort(new DeadlinePassed()));
        reply.raw.once('close', () => {
          release();
          if (!reply.raw.writableFinished) controller.abort(new ClientLeft());
        });
        request.graph = createRequestContext({
          id: request.id,
          signal: controller.signal,
          deadline,
          now: options.now,
        });
        done();
      });
    },
  };
}
