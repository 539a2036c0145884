/** A reservation system played from recorded replies, on loopback, with every way to misbehave that HTTP has. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wire } from './wire.ts';

export interface RecordedPss {
  readonly url: string;
  /** Bodies of the requests so far. */
  readonly requests: string[];
  readonly headers: IncomingMessage['headers'][];
  peak(): number;
  /** Connections open now. */
  connections(): Promise<number>;
  /** Connections opened since the start. */
  opened(): number;
  close(): Promise<void>;
}

export type Respond = (request: string, response: ServerResponse) => void;

export async function recordedPss(respond: Respond = replay): Promise<RecordedPss> {
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  let [inHand, peak, opened] = [0, 0, 0];
  const server = createServer(async (request, response) => {
    peak = Math.max(peak, ++inHand);
    response.once('close', () => inHand--);
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push(body);
    headers.push(request.headers);
    respond(body, response);
  });
  server.on('connection', () => opened++);
  server.on('clientError', (_, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/1ASIWAX?token=a&b=1`,
    requests,
    headers,
    peak: () => peak,
    opened: () => opened,
    connections: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
    close: () => closed(server),
  };
}

/** Answers as the system would whose replies were recorded. */
export const replay: Respond = (request, response) => {
  const text = replyTo(request);
  const status = text.includes('<s:Fault>') ? 500 : 200;
  response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' }).end(text);
};

function replyTo(request: string): string {
  const value = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(request)?.[1] ?? '';
  if (request.includes('<Ticket_ProcessETicket')) {
    return wire(value('number') === '8992400000140' ? 'ticket' : 'ticket-not-found');
  }
  if (request.includes('<Air_FlightInfo')) {
    return wire(value('flightNumber') === '101' ? 'flight' : 'flight-not-found');
  }
  switch (value('type')) {
    case '2':
      return booking(value('controlNumber'));
    case '4':
      return wire(value('surname') === 'MWANGI' && value('identification') === '101' ? 'pnr-list' : 'list-not-found');
    default:
      return wire(value('membershipNumber') === '2000000140' ? 'pnr-list' : 'list-not-found');
  }
}

function booking(locator: string): string {
  if (!/^[A-Z0-9]{5,8}$/.test(locator)) return wire('fault-locator');
  if (locator === 'KXT4PA') return wire('pnr-family');
  if (locator === 'GRP5LK') return wire('pnr-group-changing');
  return wire(locator === 'SEC0RE' ? 'pnr-restricted' : 'pnr-not-found');
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
