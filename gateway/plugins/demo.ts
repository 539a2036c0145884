/**
 * `GET /demo/principals`: who one can be here, each with a token that holds for a while, for the explorer's menu and for curl. There is no
 * such address but with AUTH=demo, which is for stand-ins on this machine alone.
 */
import { addressesFor, type Contracts, wholeGraphAddress } from '../contracts/contracts.ts';
import type { Demo } from '../identity/demo.ts';
import type { GatewayPlugin } from './plugin.ts';

export const demoAddress = '/demo/principals';

export function demo(options: { readonly demo: Demo; readonly contracts: Contracts }): GatewayPlugin {
  return {
    name: 'demo',
    everywhere: (app) => {
      app.get(demoAddress, async () => {
        const credentials = await options.demo.credentials();
        return {
          principals: credentials.map(({ name, title, does, kind, purposes, token, expires }) => ({
            name,
            title,
            does,
            // Where he asks: his role is called as he is.
            address: addressesFor(options.contracts, { kind, roles: [name] })[0] ?? wholeGraphAddress,
            purposes,
            token,
            expires,
          })),
        };
      });
    },
  };
}
