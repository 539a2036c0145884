/** The reservation system's stand-in: Amadeus' SOAP messages over the invented world's bookings. See README.md. */
import { createServer } from 'node:http';
import { withFaults } from '../shared/faulty-http.ts';
import type { Fault, StartStandIn } from '../shared/stand-in.ts';
import { answers } from './answers.ts';
import { listener } from './http.ts';
import { openLedger } from './ledger.ts';
import { demo, verifier } from './security.ts';
import { shuffle } from './shuffle.ts';
import { openSoap } from './soap.ts';
import { path, writeWsdl } from './wsdl.ts';

/** Listens on 127.0.0.1 only. */
export const start: StartStandIn = async (world, options) => {
  let fault: Fault = { kind: 'none' };
  let calls: Record<string, number> = {};
  const server = createServer();
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(options.port ?? 0, '127.0.0.1', done);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const endpoint = `http://127.0.0.1:${port}${path}`;
  const wsdl = writeWsdl(endpoint);
  const ledger = openLedger(world);
  const muddle = shuffle(ledger);
  const replies = answers(ledger, () => (fault.kind === 'shuffle' ? muddle : null));
  const service = await openSoap(wsdl, endpoint, replies, verifier(demo));
  const count = (operation: string) => {
    calls[operation] = (calls[operation] ?? 0) + 1;
  };
  server.on(
    'request',
    withFaults(listener({ wsdl, service, count }), () => fault),
  );
  return {
    name: 'pss',
    settings: {
      RESERVATIONS_URL: endpoint,
      RESERVATIONS_USER: demo.user,
      RESERVATIONS_PASSWORD: demo.password,
      RESERVATIONS_OFFICE: demo.office,
    },
    calls: () => ({ ...calls }),
    resetCalls() {
      calls = {};
    },
    setFault(next) {
      fault = next;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};
