/** In front of a stand-in that speaks HTTP: hands everything on, until it is told to answer itself, with texts that tell too much. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';

export interface TellingHost {
  /** In the stand-in's place, with its path. */
  readonly url: string;
  /** What to answer everybody from now on; null to hand on again. */
  say(answer: Said | null): void;
  /** Requests that were answered with what was to be said. */
  said(): number;
  close(): Promise<void>;
}

export interface Said {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** The connection ends in the middle of the body. */
  readonly cut?: boolean;
  /** Nothing comes at all. */
  readonly hang?: boolean;
}

export async function startTellingHost(standIn: URL): Promise<TellingHost> {
  let answer: Said | null = null;
  let said = 0;
  const server = createServer((request, response) => {
    if (answer === null) return handOn(standIn, request, response);
    said += 1;
    request.resume();
    if (answer.hang) return;
    const body = Buffer.from(answer.body);
    response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': body.length });
    if (answer.cut) response.write(body.subarray(0, body.length / 2), () => response.destroy());
    else response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the host has no port');
  const url = new URL(standIn);
  url.port = String(address.port);
  return {
    url: url.href,
    say: (next) => {
      answer = next;
    },
    said: () => said,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function handOn(standIn: URL, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url: path } = request;
  const onward = send({ host: standIn.hostname, port: standIn.port, method, headers, path }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
