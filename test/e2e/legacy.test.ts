import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { buildWorld } from '../../legacy/world/build.ts';

const world = buildWorld({ seed: 4, people: 200, now: new Date('2026-11-24T09:00:00Z') });
const main = fileURLToPath(new URL('../../legacy/main.ts', import.meta.url));
const fileOf = (setting: string | undefined): string => (setting ?? '').replace(/^sqlite:/, '');

describe('starting the stand-ins', () => {
  let legacy: Legacy | undefined;
  afterEach(() => legacy?.close());

  it('starts all four from one world and says how to reach them', async () => {
    legacy = await startLegacy({ world, controlPort: 0 });
    expect(legacy.standIns.map(({ name }) => name)).toEqual([
      'customer-master',
      'pss',
      'loyalty-ledger',
      'service-desk',
    ]);
    expect(legacy.settings).toMatchObject({
      CUSTOMERS_URL: expect.stringMatching(/^sqlite:/),
      LOYALTY_URL: expect.stringMatching(/^sqlite:/),
      RESERVATIONS_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
      SERVICE_CASES_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
    });
    expect(legacy.world).toBe(world);
    expect(await (await fetch(`${legacy.control}/`)).json()).toHaveLength(4);
  });

  it('leaves no file behind in a folder of its own, and no port open', async () => {
    const started = await startLegacy({ world, names: ['loyalty-ledger', 'pss'] });
    const file = fileOf(started.settings.LOYALTY_URL);
    expect(existsSync(file)).toBe(true);
    await started.close();
    expect(existsSync(file)).toBe(false);
    await expect(fetch(started.settings.RESERVATIONS_URL ?? '')).rejects.toThrow();
  });

  it('starts none when one cannot start', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(startLegacy({ world, names: ['pss', 'service-desk'], at: { pss: { port } } })).rejects.toThrow(
      /EADDRINUSE/,
    );
    blocker.close();
  });
});

describe('npm run legacy', () => {
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
  });

  function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...words], {
      env: { PATH: process.env.PATH ?? '', WORLD_PEOPLE: '200', ...environment },
    });
    running.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    return { child, output: () => output, ended: once(child, 'exit').then(([code]) => code) };
  }

  it.each(['SIGTERM', 'SIGINT'] as const)('says where the stand-in is and stops cleanly on %s', async (signal) => {
    const { child, output, ended } = run(['pss']);
    await expect.poll(output, { timeout: 15_000 }).toMatch(/RESERVATIONS_URL=http:\/\/127\.0\.0\.1:\d+/);
    child.kill(signal);
    expect(await ended).toBe(0);
  });

  it('keeps a stand-in that is only a file until it is told to stop', async () => {
    const { child, output, ended } = run(['loyalty-ledger']);
    await expect.poll(output, { timeout: 15_000 }).toMatch(/LOYALTY_URL=sqlite:.+\n/);
    const file = fileOf(/LOYALTY_URL=(.+)\n/.exec(output())?.[1]);
    expect(child.exitCode).toBeNull();
    expect(existsSync(file)).toBe(true);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it.each([[[]], [['mainframe']], [['pss', 'all']]])('explains itself when run with %j', async (words) => {
    const { output, ended } = run(words);
    expect(await ended).toBe(1);
    expect(output()).toContain('customer-master | pss | loyalty-ledger | service-desk | all');
  });

  it('reports every wrong setting before it starts anything', async () => {
    const { output, ended } = run(['all'], { WORLD_SEED: 'one', PSS_PORT: 'eighty' });
    expect(await ended).toBe(1);
    expect(output()).toMatch(/WORLD_SEED: must be[\s\S]*PSS_PORT: must be/);
  });
});
