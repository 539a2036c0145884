/**
 * The image's contents, laid out in an empty folder as deploy/Dockerfile says and started as it says, without a container around it.
 * Real, as it installs from the package registry.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resources, stage } from '../support/deploy.ts';
import { freePort } from '../support/product.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const made = mkdtempSync(join(tmpdir(), 'image-'));
const folderOf = (name: string) => join(made, name);
/** This Node first, as in the image. */
const path = [dirname(process.execPath), process.env.PATH].join(delimiter);

function build(name: string): void {
  const { copies, runs } = stage(name);
  mkdirSync(folderOf(name));
  for (const { stage: from, sources, target } of copies) {
    for (const source of sources) {
      const to = join(folderOf(name), target === './' ? source : target);
      // What another stage has made is tens of thousands of files.
      if (from !== null) symlinkSync(join(folderOf(from), source.replace(/^\/app\//, '')), to);
      else cpSync(join(root, source), to, { recursive: true });
    }
  }
  for (const run of runs) execFileSync('sh', ['-c', run], { cwd: folderOf(name), env: { ...process.env, PATH: path } });
}

interface Container {
  readonly url: string;
  readonly port: string;
  output(): string;
  exited: Promise<number | null>;
  stop(): Promise<number | null>;
}

const running: Container[] = [];

/** With the image's environment, but for where it listens. */
async function run(
  name: string,
  command: readonly string[],
  environment: Record<string, string> = {},
): Promise<Container> {
  const { entrypoint, command: usual, environment: own } = stage(name);
  const [program = '', ...words] = [...entrypoint, ...(command.length > 0 ? command : usual)];
  const port = String(await freePort());
  const child = spawn(program, words, {
    cwd: folderOf(name),
    env: { PATH: path, ...own, HOST: '127.0.0.1', PORT: port, ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const exited = new Promise<number | null>((done) => child.once('close', done));
  const container = {
    url: `http://127.0.0.1:${port}`,
    port,
    output: () => output,
    exited,
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
  running.push(container);
  return container;
}

const status = (url: string) =>
  fetch(url).then(
    (reply) => reply.status,
    () => null,
  );
const known = { SUBGRAPH_SECRET: 'invented-for-the-image-0123456789abcdef' };
const nowhere = Object.fromEntries(
  ['CUSTOMERS', 'RESERVATIONS', 'LOYALTY', 'SERVICE_CASES'].map((name) => [
    `${name}_SUBGRAPH_URL`,
    'http://127.0.0.1:9/graphql',
  ]),
);

beforeAll(() => {
  for (const name of ['dependencies', 'product', 'demo']) build(name);
}, 300_000);
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await rm(made, { recursive: true, force: true });
}, 300_000);

describe('the product’s image', () => {
  test('starts the gateway, answers every address that Kubernetes asks, is healthy by its own check, and ends when told', async () => {
    const gateway = await run('product', [], nowhere);
    await expect.poll(() => status(`${gateway.url}/healthz`), { timeout: 60_000 }).toBe(200);
    const deployment = resources.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'gateway');
    const { startupProbe, livenessProbe, readinessProbe } = deployment!.spec.template.spec.containers[0];
    expect(await status(`${gateway.url}${startupProbe.httpGet.path}`)).toBe(200);
    expect(await status(`${gateway.url}${livenessProbe.httpGet.path}`)).toBe(200);
    // None of its subgraphs is there.
    expect(await status(`${gateway.url}${readinessProbe.httpGet.path}`)).toBe(503);
    const [program = '', ...words] = stage('product').health;
    const check = (port: string) => () =>
      execFileSync(program, words, { env: { PATH: path, PORT: port }, stdio: 'ignore' });
    expect(check(gateway.port)).not.toThrow();
    expect(check('9')).toThrow();
    expect(await gateway.stop()).toBe(0);
  });

  test('starts no subgraph that would answer whoever reaches it', async () => {
    const program = await run('product', ['subgraphs/main.ts', 'loyalty'], { HOST: '0.0.0.0' });
    expect(await program.exited).toBe(78);
    expect(program.output()).toContain('SUBGRAPH_SECRET: set it');
  });

  test.each([
    [['gateway/main.ts'], 'CUSTOMERS_URL, RESERVATIONS_URL, LOYALTY_URL, SERVICE_CASES_URL'],
    [['subgraphs/main.ts', 'loyalty'], 'LOYALTY_URL'],
  ])('invents nobody where an address is missing: %s', async (command, missing) => {
    const program = await run('product', command, known);
    expect(await program.exited).toBe(1);
    expect(program.output()).toContain(`there are no stand-ins in this installation; set ${missing}.`);
  });
});

test('the demonstration’s image answers over all of it, the loyalty subgraph in a container of its own', async () => {
  const world = { ...known, WORLD_PEOPLE: '200', WORLD_NOW: '2026-11-24T09:00:00Z' };
  const loyalty = await run('demo', ['subgraphs/main.ts', 'loyalty'], world);
  await expect.poll(() => status(`${loyalty.url}/readyz`), { timeout: 60_000 }).toBe(200);
  const gateway = await run('demo', [], { ...world, LOYALTY_SUBGRAPH_URL: `${loyalty.url}/graphql` });
  await expect.poll(() => status(`${gateway.url}/readyz`), { timeout: 60_000 }).toBe(200);
  const reply = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ customer(id: "C0000101") { name { full } loyalty { tier { level } } } }' }),
  });
  expect(await reply.json()).toEqual({
    data: { customer: { name: { full: 'Mrs Ada Marie Lindqvist' }, loyalty: { tier: { level: 'GOLD' } } } },
  });
  // The explorer's files come from packages that are not only for development.
  expect(await status(`${gateway.url}/`)).toBe(200);
});
