/** What the benchmarks have in common: waiting for a gateway, loading it from another process, its peers, and medians. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { peersFolder } from './gateways.ts';
import { type AskedOrder, type Result, resultShape } from './load.ts';

/** Milliseconds. */
const longestLoad = 180_000;

/** In a process of its own, so that it does not wait for this one. */
export async function loaded(order: AskedOrder): Promise<Result> {
  const program = fileURLToPath(new URL('load.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: longestLoad,
  });
  child.stdin.end(JSON.stringify(order));
  return resultShape.parse(await json(child.stdout));
}

export async function answers(url: string, headers: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"query":"{ __typename }"}',
  }).catch(() => null);
  return reply?.ok === true;
}

/** Rejects after half a minute. */
export async function answering(url: string, headers: Readonly<Record<string, string>> = {}): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await answers(url, headers)) return;
    await new Promise((done) => setTimeout(done, 150));
  }
  throw new Error(`nothing answers at ${url}`);
}

export function installPeers(): void {
  if (existsSync(join(peersFolder, 'node_modules'))) return;
  say('installing the peers into bench/peers');
  execFileSync('npm', ['ci'], { cwd: peersFolder, stdio: 'ignore' });
}

/** Is a part of the name in the list, which is parted by commas? An empty one has all. */
export const chosen = (list: string, name: string): boolean =>
  list === '' || list.split(',').some((part) => name.includes(part));

/** Nobody is always first after a pause, or always after the same neighbour. */
export function turned<T>(list: readonly T[], by: number): readonly T[] {
  const at = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en');

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [upper = 0, lower = upper] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 === 0 ? (upper + lower) / 2 : upper;
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
