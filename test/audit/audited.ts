/** The subgraphs of a clone of the federation audit, served by its own command, and what it expects of a gateway over them. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from '../support/product.ts';
import { type AuditCase, auditCases } from './rule.ts';

export interface Audited {
  /** The suites' ids, in the audit's own order. */
  readonly suites: readonly string[];
  supergraph(suite: string): Promise<string>;
  cases(suite: string): Promise<readonly AuditCase[]>;
  close(): Promise<void>;
}

const auditName = '@graphql-hive/federation-gateway-audit';
/** Milliseconds. */
const startTime = 60_000;

/** `clone`: a folder with its packages installed. Rejects with what its server said when it does not start. */
export async function serveAudit(clone: string): Promise<Audited> {
  const manifest = z.object({ name: z.string() }).safeParse(readManifest(clone));
  if (manifest.data?.name !== auditName) throw new Error(`${clone} is no clone of ${auditName}.`);
  const port = await freePort();
  // A group of its own: npm starts a shell, which starts the server, and all of them are to end.
  const child = spawn('npm', ['start', '--', 'serve', '--port', String(port)], {
    cwd: clone,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const exited = new Promise<void>((done) => child.once('close', () => done()));
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  // A group of its own gets no Ctrl-C either.
  process.once('exit', end);
  const close = async () => {
    end();
    await exited;
    process.off('exit', end);
  };
  const base = `http://127.0.0.1:${port}`;
  const read = async (path: string): Promise<string> => {
    const reply = await fetch(`${base}${path}`);
    const text = await reply.text();
    if (!reply.ok) throw new Error(`the audit answers ${path} with ${reply.status}: ${text}`);
    return text;
  };
  const healthy = async (): Promise<boolean> => (await fetch(`${base}/_health`).catch(() => null))?.ok === true;
  const start = performance.now();
  while (!(await healthy())) {
    if (child.exitCode === null && performance.now() - start < startTime) {
      await new Promise((done) => setTimeout(done, 200));
      continue;
    }
    await close();
    throw new Error(`the audit's server did not start; was \`npm install\` run in ${clone}? It said:\n${output}`);
  }
  return {
    suites: z.array(z.string()).parse(JSON.parse(await read('/ids'))),
    supergraph: (suite) => read(`/${suite}/supergraph`),
    cases: async (suite) => auditCases.parse(JSON.parse(await read(`/${suite}/tests`))),
    close,
  };
}

function readManifest(clone: string): unknown {
  try {
    return JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'));
  } catch {
    return null;
  }
}
