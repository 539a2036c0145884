import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { injectFaults, withFaults } from '../../legacy/shared/faulty-http.ts';
import type { Fault } from '../../legacy/shared/stand-in.ts';

let server: Server | undefined;
let fault: Fault = { kind: 'none' };
let answered = 0;

const listener: RequestListener = (request, response) => {
  request.resume();
  request.on('end', () => {
    answered += 1;
    response.setHeader('content-type', 'application/xml');
    response.write('<answer>');
    response.end('</answer>');
  });
};

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function ask(kind: Fault['kind'], prepare = (): Server => createServer(withFaults(listener, () => fault))) {
  fault = { kind, milliseconds: 120 };
  answered = 0;
  server = prepare();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return fetch(`http://127.0.0.1:${address.port}/`, {
    method: 'POST',
    body: '<ask/>',
    signal: AbortSignal.timeout(400),
  });
}

describe('faults of the HTTP stand-ins', () => {
  it.each(['none', 'shuffle'] as const)('%s lets the listener answer', async (kind) => {
    const response = await ask(kind);
    expect(await response.text()).toBe('<answer></answer>');
  });

  it('delay answers in full, later', async () => {
    const start = performance.now();
    const response = await ask('delay');
    expect(await response.text()).toBe('<answer></answer>');
    expect(performance.now() - start).toBeGreaterThan(110);
  });

  it('hang takes the request and never answers', async () => {
    await expect(ask('hang')).rejects.toThrow(/timeout/);
    expect(answered).toBe(0);
  });

  it('refuse closes the connection at once', async () => {
    await expect(ask('refuse')).rejects.toThrow(/fetch failed/);
    expect(answered).toBe(0);
  });

  it('drop sends the head and half of the real answer, then closes', async () => {
    const response = await ask('drop');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('17');
    const reader = response.body!.getReader();
    const first = await reader.read();
    expect(Buffer.from(first.value!).toString()).toBe('<answer>');
    await expect(reader.read()).rejects.toThrow();
    expect(answered).toBe(1);
  });

  it('garble answers 200 with what is neither XML nor JSON', async () => {
    const response = await ask('garble');
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).not.toContain('<answer>');
    expect(() => JSON.parse(text)).toThrow();
  });

  it('unavailable answers 503', async () => {
    expect((await ask('unavailable')).status).toBe(503);
  });

  it('rate-limit answers 429 and says when to come back', async () => {
    const response = await ask('rate-limit');
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('1');
  });

  it('go around listeners a library has installed', async () => {
    const library = (): Server => {
      const made = createServer(listener);
      injectFaults(made, () => fault);
      return made;
    };
    expect((await ask('unavailable', library)).status).toBe(503);
    server?.close();
    expect(await (await ask('none', library)).text()).toBe('<answer></answer>');
  });
});
