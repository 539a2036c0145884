/** The service desk's stand-in: Request Tracker's REST 2.0 on loopback, over the invented world's cases. */
import { createServer } from 'node:http';
import { withFaults } from '../shared/faulty-http.ts';
import type { Fault, StandIn, StartStandIn } from '../shared/stand-in.ts';
import type { World } from '../world/types.ts';
import { openDesk } from './desk.ts';
import { restListener } from './rest.ts';

/** No secret: whoever reaches loopback may read the invented world. */
const token = '1-14-0123456789abcdef0123456789abcdef';

export interface ServiceDesk extends StandIn {
  /** As RT answers a token whose rights may hide rows: without totals. */
  hideTotals(hidden: boolean): void;
}

export const start: StartStandIn = (world, { port = 0 }) => startServiceDesk(world, port);

export async function startServiceDesk(world: World, port = 0): Promise<ServiceDesk> {
  const counts = new Map<string, number>();
  let fault: Fault = { kind: 'none' };
  let totalHidden = false;
  const listener = restListener({
    desk: openDesk(world),
    token,
    shuffled: () => fault.kind === 'shuffle',
    totalHidden: () => totalHidden,
    count: (operation) => counts.set(operation, (counts.get(operation) ?? 0) + 1),
  });
  const server = createServer(withFaults(listener, () => fault));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    name: 'service-desk',
    settings: { SERVICE_CASES_URL: `http://127.0.0.1:${bound}`, SERVICE_CASES_TOKEN: token },
    calls: () => Object.fromEntries(counts),
    resetCalls: () => counts.clear(),
    setFault: (next) => {
      fault = next;
    },
    hideTotals: (hidden) => {
      totalHidden = hidden;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
