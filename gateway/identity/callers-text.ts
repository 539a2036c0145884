/** What the start says of who is answered. */

import { isLoopback } from '../../subgraphs/shared/hosting/http-server.ts';
import type { GatewayConfig } from '../config.ts';
import { demoAddress } from '../plugins/demo.ts';
import { demoPrincipals } from './demo-principals.ts';

/** Who is answered, in lines. `base`: the gateway's address. */
export function callersText({ auth, host, explorer }: GatewayConfig, base: string): string[] {
  if (auth?.demo) return demoText(base, explorer);
  return [callersLine(auth !== null, host)];
}

function demoText(base: string, explorer: boolean): string[] {
  const [usual = '', ...others] = demoPrincipals.map(({ name }) => name);
  const choose = explorer ? 'choose in the explorer, or ' : '';
  return [
    `a demo (AUTH=demo): who does not say who he is is the ${usual}. There are also ${others.join(', ')}.`,
    `To be one of them, ${choose}send as bearer token what ${base}${demoAddress} hands out.`,
  ];
}

function callersLine(asked: boolean, host: string): string {
  if (asked) return 'say who they are by token, key or certificate (AUTH=required).';
  if (isLoopback(host)) return 'are not asked who they are (AUTH=off): everybody on this machine sees everything.';
  return `ARE NOT ASKED WHO THEY ARE (AUTH=off): EVERYBODY WHO REACHES ${host} SEES EVERYTHING. Set AUTH=required.`;
}
