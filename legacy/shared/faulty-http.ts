/**
 * Faults around any node:http listener, for the stand-ins that speak HTTP.
 *
 * `shuffle` is about what an answer says, so the listener itself sees to it; here it passes like `none`.
 */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Fault } from './stand-in.ts';

/** What a lost proxy's page looks like to a client that expects XML or JSON: status 200, and neither. */
const garbage = Buffer.concat([
  Buffer.from('<!doctype html><html><body><p>Welcome <b>back<br>{"'),
  Buffer.from([0x00, 0xff, 0xfe, 0x80, 0x1b]),
  Buffer.from('</p>'),
]);
const defaultDelay = 1000;

/**
 * The listener under the fault in force when the request comes in. `delay` waits before it hands the request on; `hang`
 * holds it until the client leaves; `drop` lets the listener answer and sends half of that.
 */
export function withFaults(listener: RequestListener, getFault: () => Fault): RequestListener {
  return (request, response) => {
    const fault = getFault();
    switch (fault.kind) {
      case 'none':
      case 'shuffle':
        return listener(request, response);
      case 'delay':
        return later(fault.milliseconds ?? defaultDelay, response, () => listener(request, response));
      case 'hang':
        request.resume();
        return;
      case 'refuse':
        request.socket.destroy();
        return;
      case 'drop':
        dropHalfway(response);
        return listener(request, response);
      case 'garble':
        return answer(request, response, 200, { 'content-type': 'text/html' }, garbage);
      case 'unavailable':
        return answer(request, response, 503, {}, Buffer.from('Service Unavailable\n'));
      case 'rate-limit':
        return answer(request, response, 429, { 'retry-after': '1' }, Buffer.from('Too Many Requests\n'));
    }
  };
}

/** Puts faults around whatever a library has made the server listen with (npm `soap` installs its own listener). */
export function injectFaults(server: Server, getFault: () => Fault): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on(
    'request',
    withFaults((request, response) => {
      for (const listener of listeners) listener.call(server, request, response);
    }, getFault),
  );
}

function later(milliseconds: number, response: ServerResponse, work: () => void): void {
  const timer = setTimeout(work, milliseconds);
  response.once('close', () => clearTimeout(timer));
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): void {
  request.resume();
  response.writeHead(status, { 'content-type': 'text/plain', 'content-length': body.length, ...headers });
  response.end(body);
}

/** Holds the answer back until it is whole, then sends its head and half of its body and closes the connection. */
function dropHalfway(response: ServerResponse): void {
  const chunks: Buffer[] = [];
  const send = response.write.bind(response);
  response.write = (chunk: unknown, ...rest: unknown[]) => {
    collect(chunks, chunk, rest);
    return true;
  };
  response.end = (chunk?: unknown, ...rest: unknown[]) => {
    collect(chunks, chunk, rest);
    const body = Buffer.concat(chunks);
    if (!response.headersSent) response.setHeader('content-length', body.length);
    const cut = () => response.socket?.destroy();
    if (body.length < 2) cut();
    else send(body.subarray(0, Math.floor(body.length / 2)), cut);
    return response;
  };
}

function collect(chunks: Buffer[], chunk: unknown, rest: readonly unknown[]): void {
  if (typeof chunk === 'string') {
    const encoding = rest.find((value) => typeof value === 'string');
    chunks.push(Buffer.from(chunk, encoding !== undefined && Buffer.isEncoding(encoding) ? encoding : 'utf8'));
  } else if (chunk instanceof Uint8Array) {
    chunks.push(Buffer.from(chunk));
  }
  const written = [chunk, ...rest].find((value) => typeof value === 'function');
  if (typeof written === 'function') queueMicrotask(() => written());
}
