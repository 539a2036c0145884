/** The product as its own process: what it says at the start, what it answers while it stops, and how it ends. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { lyingSubgraph } from '../support/lying-subgraph.ts';
import { freePort, startProduct } from '../support/product.ts';
import { smallSupergraph } from '../support/small-graph.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program of the product to its end. */
function runToEnd(file: string, environment: Record<string, string>, ...words: string[]) {
  return new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...words], {
      cwd: root,
      env: { PATH: process.env.PATH, ...environment },
    });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    child.once('exit', (code) => resolve({ code, output, errors }));
  });
}

describe('the gateway’s program', () => {
  test('tells every wrong and unknown setting at once, starts nothing, and ends with 78', async () => {
    const { code, output, errors } = await runToEnd('gateway/main.ts', {
      PORT: 'http',
      MAX_DEPTH: '-1',
      LOYALTY_ULR: 'sqlite:x',
      RESERVATIONS_SUBGRAPH_URL: 'reservations:4002',
    });
    expect(code).toBe(78);
    expect(output).toBe('');
    expect(errors.trim().split('\n').toSorted()).toEqual([
      '  LOYALTY_ULR: there is no such setting; did you mean LOYALTY_URL?',
      '  MAX_DEPTH: write a whole number from 1 to 100, for example 10.',
      '  PORT: write a whole number from 0 to 65535, for example 4000.',
      '  RESERVATIONS_SUBGRAPH_URL: write an address that begins with http:// or https://.',
      'The gateway was not started: 4 of its settings are wrong.',
    ]);
  });

  test('that does not start tells a test that wanted it why', async () => {
    await expect(startProduct({ MAX_DEPTH: 'deep' })).rejects.toThrow(/stopped with 78:\n.*\n {2}MAX_DEPTH: write a/);
  });

  test('tells of a supergraph that is not there with all else that is wrong, and of what may be a setting mistyped', async () => {
    const { code, output, errors } = await runToEnd('gateway/main.ts', {
      ...elsewhere(),
      SUPERGRAPH_FILE: 'nowhere.graphql',
      PORT: 'http',
      CASHE: 'memory',
    });
    expect([code, output]).toEqual([78, '']);
    expect(errors.trim().split('\n')).toEqual([
      'The gateway was not started: 2 of its settings are wrong.',
      '  PORT: write a whole number from 0 to 65535, for example 4000.',
      `  SUPERGRAPH_FILE: there is no file ${join(root, 'nowhere.graphql')}; write the path of a composed supergraph, or of a .yaml file that lists what to compose.`,
      '  CASHE: not heeded, as there is no such setting; did you mean CACHE?',
    ]);
    const folderInstead = await runToEnd('gateway/main.ts', { ...elsewhere(), SUPERGRAPH_FILE: folder });
    expect([folderInstead.code, folderInstead.errors]).toEqual([78, expect.stringContaining('there is no file')]);
  });

  test('starts in spite of a variable that may be another’s, and says that it is not heeded', async () => {
    const product = await startProduct({ AUHT: 'required', SORT: 'x', WORLD_PEOPLE: '200' });
    expect(product.output()).toMatch(/^AUHT: not heeded, as there is no such setting; did you mean AUTH\?$/m);
    expect(await product.close()).toBe(0);
  });

  test('says in one line that a port is taken, or the supergraph is none', async () => {
    for (const [name, text, reason] of [
      ['empty', '', 'Syntax Error: Unexpected <EOF>. \\(line 1, column 1\\)'],
      ['cut', 'type Query {\n  a: Int', 'Syntax Error: Expected Name, found <EOF>. \\(line 2, column 9\\)'],
      ['a-schema', 'type Query { a: Int }', 'This is no supergraph: .*Compose the subgraphs first.'],
    ] as const) {
      const file = join(folder, `${name}.graphql`);
      writeFileSync(file, text);
      const bad = await runToEnd('gateway/main.ts', { ...elsewhere(), SUPERGRAPH_FILE: file, PORT: '0' });
      expect(bad.code).toBe(1);
      expect(bad.errors).toMatch(new RegExp(`^The gateway could not start: ${file}: ${reason}\\n$`));
    }
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const port = String(typeof address === 'object' ? address?.port : 0);
    const taken = await runToEnd('gateway/main.ts', { ...elsewhere(), HOST: '127.0.0.1', PORT: port });
    holder.close();
    expect(taken.code).toBe(1);
    expect(taken.errors).toMatch(/^The gateway could not start: .*EADDRINUSE.*; set PORT to .*\n$/);
  });

  test('fails no request in flight when it is told to stop, and ends well within 15 seconds', async () => {
    const file = join(folder, 'supergraph.graphql');
    writeFileSync(file, smallSupergraph());
    const slow = await lyingSubgraph('customers', {});
    const product = await startProduct({
      ...elsewhere(),
      SUPERGRAPH_FILE: file,
      CUSTOMERS_SUBGRAPH_URL: slow.url.href,
      EXPLORER: 'off',
    });
    const inFlight = product.ask('{ slow(milliseconds: 1500) }');
    await expect.poll(() => slow.taken.requests).toBe(1);
    const start = performance.now();
    product.process.kill('SIGTERM');
    await expect.poll(() => refused(product.url)).toBe(true);
    const answer = await inFlight;
    expect([answer.status, answer.data, answer.errors]).toEqual([200, { slow: 'done' }, []]);
    expect(await product.close()).toBe(0);
    // Neither the explorer, which is off, nor questions for the airline's graph, which this is not.
    expect(product.output()).not.toMatch(/explorer|Try,/i);
    expect(performance.now() - start).toBeLessThan(15_000);
    await slow.close();
  });
});

test.each([['gateway/main.ts'], ['subgraphs/main.ts', 'loyalty']])(
  '%s ends well when it is told to stop while it starts',
  async (...command) => {
    const world = mkdtempSync(join(folder, 'world-'));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], {
      cwd: root,
      env: { PATH: process.env.PATH, PORT: '0', WORLD_PEOPLE: '4000', LEGACY_DATA_FOLDER: world },
      stdio: 'ignore',
    });
    const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
    // It is in the midst of loading its world.
    const loading = () => readdirSync(world).some((file) => file.startsWith('loyalty'));
    await expect.poll(loading, { timeout: 15_000 }).toBe(true);
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
  },
  40_000,
);

test.each([['gateway/main.ts'], ['subgraphs/main.ts', 'loyalty']])(
  '%s ends within 15 seconds, and leaves nothing behind, when it is told to while a world of 20,000 people is made',
  async (...command) => {
    const temporary = mkdtempSync(join(folder, 'temporary-'));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], {
      cwd: root,
      env: { PATH: process.env.PATH, PORT: '0', WORLD_PEOPLE: '20000', TMPDIR: temporary },
      stdio: 'ignore',
    });
    const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
    // Its folder comes first, then the people.
    await expect.poll(() => readdirSync(temporary).length, { timeout: 20_000 }).toBe(1);
    const start = performance.now();
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(readdirSync(temporary)).toEqual([]);
  },
  60_000,
);

test.each([['gateway/main.ts'], ['subgraphs/main.ts', 'loyalty']])(
  '%s says at once that it cannot make its folder, where the system lets nobody make one',
  async (...command) => {
    const settings = { PORT: '0', WORLD_PEOPLE: '200', LEGACY_DATA_FOLDER: '/proc/nowhere/data' };
    const [file = '', ...words] = command;
    const { code, errors } = await runToEnd(file, settings, ...words);
    expect([code, errors]).toEqual([1, expect.stringContaining('could not start: ENOENT: no such file or directory')]);
  },
);

test.each([['gateway/main.ts'], ['subgraphs/main.ts', 'loyalty']])(
  '%s leaves nothing behind where its port is taken',
  async (file, ...words) => {
    const [temporary, port] = [mkdtempSync(join(folder, 'temporary-')), String(await freePort())];
    for (const [name, text, reason] of [
      ['empty', '', 'Syntax Error: Unexpected <EOF>. \\(line 1, column 1\\)'],
      ['cut', 'type Query {\n  a: Int', 'Syntax Error: Expected Name, found <EOF>. \\(line 2, column 9\\)'],
      ['a-schema', 'type Query { a: Int }', 'This is no supergraph: .*Compose the subgraphs first.'],
    ] as const) {
      const file = join(folder, `${name}.graphql`);
      writeFileSync(file, text);
      const bad = await runToEnd('gateway/main.ts', { ...elsewhere(), SUPERGRAPH_FILE: file, PORT: '0' });
      expect(bad.code).toBe(1);
      expect(bad.errors).toMatch(new RegExp(`^The gateway could not start: ${file}: ${reason}\\n$`));
    }
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(Number(port), '127.0.0.1', resolve));
    const settings = { TMPDIR: temporary, HOST: '127.0.0.1', PORT: port, WORLD_PEOPLE: '200' };
    const { code, errors } = await runToEnd(file, settings, ...words);
    holder.close();
    expect(code).toBe(1);
    expect(errors).toContain('; set PORT to another');
    expect(readdirSync(temporary)).toEqual([]);
  },
  40_000,
);

test('a signal to npm stops the product, not npm alone', async () => {
  const [port, world] = [String(await freePort()), mkdtempSync(join(folder, 'world-'))];
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: port, WORLD_PEOPLE: '200', LEGACY_DATA_FOLDER: world },
    stdio: 'ignore',
  });
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  await expect.poll(() => refused(`http://localhost:${port}/healthz`), { timeout: 20_000 }).toBe(false);
  child.kill('SIGTERM');
  expect(await exited).toBe(0);
  expect(await refused(`http://localhost:${port}/healthz`)).toBe(true);
}, 40_000);

describe('the program of one subgraph', () => {
  test('asks which one when it is not told, and names them', async () => {
    const { code, errors } = await runToEnd('subgraphs/main.ts', {}, 'lounges');
    expect(code).toBe(78);
    expect(errors).toContain('customers | reservations | loyalty | service-cases');
  });

  test('answers on its port, and ends when told to', async () => {
    const port = await freePort();
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'subgraphs/main.ts', 'loyalty'], {
      cwd: root,
      env: { PATH: process.env.PATH, PORT: String(port), WORLD_PEOPLE: '200' },
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const address = `http://localhost:${port}`;
    await expect.poll(() => refused(`${address}/healthz`), { timeout: 15_000 }).toBe(false);
    const ready = await (await fetch(`${address}/readyz`)).json();
    const reply = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'gateway-17' },
      body: JSON.stringify({ query: '{ loyaltyMembership(number: "2000000101") { number } }' }),
    });
    const metrics = await (await fetch(`${address}/metrics`)).text();
    const fromPage = await fetch(`${address}/healthz`, { headers: { origin: address } });
    child.kill('SIGTERM');
    expect(fromPage.status).toBe(403);
    expect(metrics).toMatch(/^legacy_calls_total\{system="loyalty",operation="\w+",outcome="ok"\} 1$/m);
    expect(ready).toMatchObject({ status: 'ready', source: { state: 'up' } });
    expect(await reply.json()).toEqual({ data: { loyaltyMembership: { number: '2000000101' } } });
    expect(await exited).toBe(0);
    const lines = output.split('\n').filter((line) => line.includes('"gateway-17"'));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ status: 200, codes: [] });
    expect(Object.values(JSON.parse(lines[0] ?? '').calls)).toEqual([1]);
    expect(lines[0]).not.toContain('2000000101');
  });
});

/** All subgraphs elsewhere, where nothing listens: no stand-in is started. */
function elsewhere(): Record<string, string> {
  const nowhere = 'http://127.0.0.1:9/graphql';
  return Object.fromEntries(
    ['CUSTOMERS', 'RESERVATIONS', 'LOYALTY', 'SERVICE_CASES'].map((name) => [`${name}_SUBGRAPH_URL`, nowhere]),
  );
}

async function refused(url: string): Promise<boolean> {
  return fetch(url).then(
    () => false,
    () => true,
  );
}
