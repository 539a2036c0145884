/** Who a client is goes along to every source, where calls of the airline's own are made before others'. */
import { setPlace } from '../../subgraphs/shared/policies/client-class.ts';
import { classHeader, classifier } from '../admission/classes.ts';
import type { GatewayPlugin } from './plugin.ts';

/** Only where there are classes: `trustedProxies` names at least one. */
export function clientClass(options: { readonly trustedProxies: readonly string[] }): GatewayPlugin {
  const placeOf = classifier(options.trustedProxies);
  return {
    name: 'client-class',
    graphql: (scope) => {
      scope.addHook('onRequest', (request, _reply, done) => {
        const { headers, socket } = request.raw;
        if (request.graph) {
          setPlace(request.graph.signal, placeOf({ stated: headers[classHeader], address: socket.remoteAddress }));
        }
        done();
      });
    },
  };
}
