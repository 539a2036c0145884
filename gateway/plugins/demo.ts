/**
 * `GET /demo/principals`: who one can be here, each with a token that holds for a while, for the explorer's menu and for curl. There is no
 * such address but with AUTH=demo, which is for stand-ins on this machine alone.
 */
import type { Demo } from '../identity/demo.ts';
import type { GatewayPlugin } from './plugin.ts';

export const demoAddress = '/demo/principals';

export function demo(options: { readonly demo: Demo }): GatewayPlugin {
  return {
    name: 'demo',
    everywhere: (app) => {
      app.get(demoAddress, async () => {
        const credentials = await options.demo.credentials();
        return {
          principals: credentials.map(({ name, title, does, purposes, token, expires }) => ({
            name,
            title,
            does,
            purposes,
            token,
            expires,
          })),
        };
      });
    },
  };
}
