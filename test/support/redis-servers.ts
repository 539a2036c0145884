/** Real Redis servers that a test starts and ends: one, a primary with a replica and sentinels, a cluster of three. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { freePort } from './product.ts';

const run = promisify(execFile);

export interface RedisServers {
  /** For the setting CACHE. */
  readonly address: string;
  readonly processes: readonly ChildProcess[];
  readonly ports: readonly number[];
  close(): Promise<void>;
}

export async function cli(port: number, ...words: string[]): Promise<string> {
  return (await run('redis-cli', ['-p', String(port), ...words])).stdout;
}

/** Every key of the first server and what it holds, as it is and as what it would be if it were base64. */
export async function everythingIn({ ports: [port = 0] }: RedisServers): Promise<string[]> {
  const client = new Redis({ host: '127.0.0.1', port });
  try {
    const keys = await client.keys('*');
    const values = await Promise.all(keys.map((key) => client.getBuffer(key)));
    const texts = values.flatMap((value) => (value ? [value.toString('latin1')] : []));
    return [...keys, ...texts, ...texts.map((text) => Buffer.from(text, 'base64').toString('latin1'))];
  } finally {
    client.disconnect();
  }
}

/** On `port`, so that one that has ended can be started again where it was. */
export async function startRedis(port?: number): Promise<RedisServers> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const own = port ?? (await freePort());
  const server = await startServer(folder, own);
  return {
    address: `redis://127.0.0.1:${own}`,
    processes: [server],
    ports: [own],
    close: () => end([server], folder),
  };
}

export async function startSentinels(): Promise<RedisServers> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const [primary, replica, ...sentinels] = await ports(5);
  const processes = [
    await startServer(folder, primary!),
    await startServer(folder, replica!, '--replicaof', '127.0.0.1', String(primary)),
  ];
  for (const port of sentinels) {
    const file = join(folder, `sentinel-${port}.conf`);
    const monitored = [
      `sentinel monitor loyal 127.0.0.1 ${primary} 2`,
      'sentinel down-after-milliseconds loyal 500',
      'sentinel failover-timeout loyal 2000',
    ];
    writeFileSync(file, [`port ${port}`, 'bind 127.0.0.1', 'save ""', ...monitored].join('\n'));
    const child = spawn('redis-server', [file, '--sentinel'], { cwd: folder, stdio: 'ignore' });
    processes.push(child);
    await answering(port);
  }
  await until(async () => (await cli(primary!, 'info', 'replication')).includes('state=online'));
  await until(async () => /flags\nmaster\n/.test(await cli(sentinels[0]!, 'sentinel', 'master', 'loyal')));
  await until(async () => /num-other-sentinels\n2\n/.test(await cli(sentinels[0]!, 'sentinel', 'master', 'loyal')));
  return {
    address: `redis+sentinel://${sentinels.map((port) => `127.0.0.1:${port}`).join(',')}/loyal`,
    processes,
    ports: [primary!, replica!, ...sentinels],
    close: () => end(processes, folder),
  };
}

export async function startCluster(): Promise<RedisServers> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const nodes = await ports(3);
  const processes: ChildProcess[] = [];
  for (const port of nodes) {
    const own = join(folder, String(port));
    mkdirSync(own);
    processes.push(await startServer(own, port, '--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'));
  }
  await run('redis-cli', ['--cluster', 'create', ...nodes.map((port) => `127.0.0.1:${port}`), '--cluster-yes']);
  for (const port of nodes) await until(async () => (await cli(port, 'cluster', 'info')).includes('cluster_state:ok'));
  return {
    address: `redis+cluster://${nodes.map((port) => `127.0.0.1:${port}`).join(',')}`,
    processes,
    ports: nodes,
    close: () => end(processes, folder),
  };
}

async function startServer(folder: string, port: number, ...more: string[]): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...more];
  const child = spawn('redis-server', options, { stdio: 'ignore' });
  await answering(port);
  return child;
}

const answering = (port: number) => until(async () => (await cli(port, 'ping')).startsWith('PONG'));

async function ports(count: number): Promise<number[]> {
  const found = new Set<number>();
  // A cluster's nodes talk among themselves ten thousand ports further on.
  while (found.size < count) found.add(await freePort());
  return [...found];
}

async function end(processes: readonly ChildProcess[], folder: string): Promise<void> {
  const ended = processes.map(
    (child) =>
      new Promise((done) =>
        child.exitCode === null && child.signalCode === null ? child.once('exit', done) : done(null),
      ),
  );
  for (const child of processes) child.kill('SIGKILL');
  await Promise.all(ended);
  rmSync(folder, { recursive: true, force: true });
}

export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await condition().catch(() => false)) return;
    await pause(100);
  }
  throw new Error('it did not happen in 30 seconds');
}
