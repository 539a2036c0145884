/**
 * Starts the product as its operator does - its own process, settings in the environment - on the embedded stand-ins, and
 * speaks to it over HTTP. The world's clock is pinned, so that answers are the same every day.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../../legacy/shared/stand-in.ts';

/** The instant every end-to-end test and README example takes for the present. */
const worldNow = '2026-11-24T09:00:00Z';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Answer<D = Record<string, unknown>> {
  readonly status: number;
  readonly data: D | null;
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
  readonly extensions: Record<string, unknown>;
  readonly headers: Headers;
  readonly milliseconds: number;
}

export interface Product {
  readonly url: string;
  readonly process: ChildProcess;
  /** All it wrote so far, standard output and error. */
  output(): string;
  ask<D = Record<string, unknown>>(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<Answer<D>>;
  /** Calls to each legacy system since the start, by system and operation, from /metrics. */
  calls(): Promise<Record<string, number>>;
  /** Switches a stand-in's fault at the control port. */
  fault(standIn: 'pss' | 'service-desk', kind: Fault['kind'], milliseconds?: number): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  close(): Promise<number | null>;
}

export async function startProduct(environment: Record<string, string> = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'customer-graph-'));
  let output = '';
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'gateway/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      ...(process.env.ENGINE !== undefined && { ENGINE: process.env.ENGINE }),
      PORT: '0',
      // Everybody is shown everything, whatever a test is about; who wants what the product does by itself sets AUTH to nothing.
      AUTH: 'off',
      WORLD_NOW: worldNow,
      WORLD_PEOPLE: '400',
      LEGACY_DATA_FOLDER: folder,
      LEGACY_CONTROL_PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  // Not `exit`: what it said last would still be on its way.
  const exited = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  /** As it says itself when it listens; free ports are for the system to give. */
  const told = (what: string) => new RegExp(`^${what} +(http://\\S+)$`, 'm').exec(output)?.[1] ?? '';
  const healthy = until(async () => {
    if (child.exitCode !== null) throw new Error(`the product stopped with ${await exited}:\n${output}`);
    const endpoint = told('GraphQL');
    return endpoint !== '' && (await fetch(new URL('/healthz', endpoint)).catch(() => null))?.ok === true;
  });
  await healthy.catch((error: unknown) => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const url = new URL('/', told('GraphQL')).href;

  return {
    url,
    process: child,
    output: () => output,
    ask: (query, variables = {}, headers = {}) => ask(`${url}graphql`, query, variables, headers),
    calls: async () => countCalls(await (await fetch(`${url}metrics`)).text()),
    fault: async (standIn, kind, milliseconds) => {
      const reply = await fetch(`${told('Faults')}/faults/${standIn}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ kind, ...(milliseconds !== undefined && { milliseconds }) }),
      });
      if (!reply.ok) throw new Error(`control port: ${reply.status} ${await reply.text()}`);
    },
    close: async () => {
      child.kill('SIGTERM');
      const code = await exited;
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

export async function ask<D>(
  endpoint: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer<D>> {
  const start = performance.now();
  const reply = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const body: Partial<Answer<D>> = JSON.parse(await reply.text());
  return {
    status: reply.status,
    data: body.data ?? null,
    errors: body.errors ?? [],
    extensions: body.extensions ?? {},
    headers: reply.headers,
    milliseconds: performance.now() - start,
  };
}

/** What changed between two counts. */
export function callsBetween(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after)
      .map(([key, count]) => [key, count - (before[key] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
}

/** Below the ports the system itself gives out, so that nobody is given it before it is used. */
export async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const server = createServer();
  const free = await new Promise<boolean>((done) => {
    server.once('error', () => done(false)).listen(port, '127.0.0.1', () => done(true));
  });
  await new Promise((done) => server.close(done));
  return free ? port : freePort();
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await condition()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('the product did not become healthy in 30 seconds');
}

function countCalls(metrics: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [, labels = '', value] of metrics.matchAll(/^legacy_calls_total\{(.*)\} (\d+)$/gm)) {
    const label = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(labels)?.[1];
    const key = `${label('system')} ${label('operation')}`;
    counts[key] = (counts[key] ?? 0) + Number(value);
  }
  return counts;
}
