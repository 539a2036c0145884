/**
 * The control endpoint: what each stand-in was called for, and the switch for its faults. Loopback only.
 *
 *   GET  /                state of each stand-in: name, calls by operation, fault
 *   POST /faults/<name>   {"kind": "delay", "milliseconds": 800}
 *   POST /calls/reset     starts counting anew
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { type Fault, faultKinds, type StandIn } from './stand-in.ts';

export interface Control {
  readonly url: string;
  close(): Promise<void>;
}

const faultShape = z.strictObject({
  kind: z.enum(faultKinds),
  milliseconds: z.int().min(0).max(600_000).optional(),
});
const longestBody = 10_000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const wrong = (status: number, message: string): Answer => ({ status, body: { message } });

/** `port` 0 takes any free one. */
export async function startControl(standIns: readonly StandIn[], port: number): Promise<Control> {
  const faults = new Map<string, Fault>();

  const state = () =>
    standIns.map((standIn) => ({
      name: standIn.name,
      calls: standIn.calls(),
      fault: faults.get(standIn.name) ?? { kind: 'none' },
    }));

  async function handle(request: IncomingMessage): Promise<Answer> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') return request.method === 'GET' ? { status: 200, body: state() } : wrong(405, 'Use GET here.');
    if (path !== '/calls/reset' && !path.startsWith('/faults/')) {
      return wrong(404, 'There are GET /, POST /faults/<name> and POST /calls/reset.');
    }
    if (request.method !== 'POST') return wrong(405, 'Use POST here.');
    if (path === '/calls/reset') {
      for (const standIn of standIns) standIn.resetCalls();
      return { status: 200, body: state() };
    }
    return setFault(decodeSegment(path.slice('/faults/'.length)), await textOf(request));
  }

  function setFault(name: string, text: string | null): Answer {
    const standIn = standIns.find((candidate) => candidate.name === name);
    if (standIn === undefined) {
      return wrong(400, `No such stand-in is running; there are ${standIns.map((one) => one.name).join(', ')}.`);
    }
    const parsed = faultShape.safeParse(jsonOf(text));
    if (!parsed.success) {
      return wrong(400, `Send JSON such as {"kind": "delay", "milliseconds": 800}. ${z.prettifyError(parsed.error)}`);
    }
    const { kind, milliseconds } = parsed.data;
    const fault: Fault = { kind, ...(milliseconds !== undefined && { milliseconds }) };
    try {
      standIn.setFault(fault);
    } catch (error) {
      // A stand-in that is only a file cannot fail in every way.
      return wrong(400, error instanceof Error ? error.message : 'This stand-in cannot do that.');
    }
    faults.set(name, fault);
    return { status: 200, body: state() };
  }

  const server = createServer((request, response) => {
    handle(request).then(
      (answer) => send(response, answer),
      () => send(response, wrong(500, 'The control endpoint failed.')),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the control endpoint has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
}

/** Null when it is too long to be a fault. */
async function textOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= longestBody) chunks.push(chunk);
  }
  return size > longestBody ? null : Buffer.concat(chunks).toString();
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
