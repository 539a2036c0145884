/**
 * Answers that were made and not taken yet are memory their readers hold. Who takes nothing is cut off by his connection's own time; those
 * who take a byte now and then, or are many, are once all they hold is too much: who has had the longest time first.
 */
import type { ServerResponse } from 'node:http';
import type { GatewayPlugin } from './plugin.ts';

/** Characters of an answer; a smaller one is taken by the system at once. */
const small = 65_536;
/** Characters of all answers that are not taken yet. */
const most = 48 * 1_048_576;

export function untakenAnswers(): GatewayPlugin {
  /** From the oldest. */
  const untaken = new Map<ServerResponse, number>();
  let total = 0;
  const leave = (response: ServerResponse): void => {
    total -= untaken.get(response) ?? 0;
    untaken.delete(response);
  };
  return {
    name: 'untaken-answers',
    graphql: (scope) => {
      scope.addHook('onSend', (_request, { raw }, payload, done) => {
        if (typeof payload === 'string' && payload.length > small) {
          untaken.set(raw, payload.length);
          total += payload.length;
          raw.once('close', () => leave(raw));
          for (const oldest of untaken.keys()) {
            if (total <= most || oldest === raw) break;
            leave(oldest);
            oldest.destroy();
          }
        }
        done();
      });
    },
  };
}
