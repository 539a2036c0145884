/** The class of a request whose sender has to say who he is, before there is time to find it out. */
import type { IncomingMessage } from 'node:http';
import type { Authenticator } from '../identity/authenticator.ts';
import { classifier, lowest, placeOfClass } from './classes.ts';

type Asked = Pick<IncomingMessage, 'headers' | 'socket'>;

export interface CallerClasses {
  /** The place in `clientClasses`: of who is known at once his own, of others as a trusted proxy states it, or the lowest. */
  placeOf(request: Asked, stated: string | null): number;
  /** He was turned away: he may have been nobody only because he was not known yet. */
  turnedAway(request: Asked): void;
}

const mostAtOnce = 2;

/** `authenticator`: null where callers are not asked who they are; then only what a proxy states counts. */
export function callerClasses(
  trustedProxies: readonly string[],
  authenticator: Pick<Authenticator, 'known' | 'authenticate'> | null,
): CallerClasses {
  const byProxy = classifier(trustedProxies);
  const proxied = (request: Asked, stated: string | null) => byProxy({ stated, address: request.socket.remoteAddress });
  if (authenticator === null) return { placeOf: proxied, turnedAway: () => {} };
  const asking = ({ headers, socket }: Asked) => ({ headers, address: socket.remoteAddress });
  let learning = 0;
  const learn = async (request: Asked): Promise<void> => {
    learning += 1;
    try {
      await authenticator.authenticate(asking(request));
    } finally {
      learning -= 1;
    }
  };
  return {
    placeOf: (request, stated) => {
      const principal = authenticator.known(asking(request));
      if (principal) return placeOfClass(principal.clientClass) ?? lowest;
      // Where no proxy is trusted everybody would be in the highest.
      return trustedProxies.length === 0 ? lowest : proxied(request, stated);
    },
    // A few at a time, for when they come again.
    turnedAway: (request) => {
      if (learning < mostAtOnce && authenticator.known(asking(request)) === null) void learn(request);
    },
  };
}
