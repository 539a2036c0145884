/** Starts processes and tells what they cost, from /proc: a process with all its children. Linux only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Running {
  readonly pid: number;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

/** Output goes to /dev/null, or to this terminal with BENCH_SHOW set. */
export function start({ command, args, cwd, env }: Command): Running {
  const show = process.env.BENCH_SHOW ? 'inherit' : 'ignore';
  const child = spawn(command, [...args], {
    ...(cwd && { cwd }),
    env: { ...inherited(), NODE_ENV: 'production', ...env },
    stdio: ['ignore', show, show],
    detached: true,
  });
  if (child.pid === undefined) throw new Error(`${command} does not start`);
  const { pid } = child;
  endWithUs();
  groups.add(pid);
  child.once('exit', () => groups.delete(pid));
  return { pid, stop: () => end(child, pid) };
}

/** Those that still run. In groups of their own nobody would end them with us. */
const groups = new Set<number>();
let watched = false;

/** However that is: done, by a signal, or by an error such as an output nobody reads any more. */
function endWithUs(): void {
  if (watched) return;
  watched = true;
  process.once('exit', () => {
    for (const pid of groups) kill(pid);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}

function kill(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

function inherited(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME };
}

/** Its whole group, as some gateways leave their workers behind. */
async function end(child: ChildProcess, pid: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  kill(pid);
  await gone;
}

export interface Usage {
  /** User and system, of all processes of the tree that live or were waited for. */
  readonly cpuMilliseconds: number;
  /** The kernel's part of it. */
  readonly systemMilliseconds: number;
  readonly residentMegabytes: number;
}

const millisecondsPerTick = 10;

export function usageOf(pid: number): Usage {
  let ticks = 0;
  let systemTicks = 0;
  let kilobytes = 0;
  for (const each of [pid, ...descendants(pid)]) {
    const fields = statOf(each);
    if (fields === null) continue;
    // utime, stime and those of children already waited for.
    for (const index of [11, 12, 13, 14]) ticks += Number(fields[index]);
    systemTicks += Number(fields[12]) + Number(fields[14]);
    kilobytes += residentOf(each);
  }
  return {
    cpuMilliseconds: ticks * millisecondsPerTick,
    systemMilliseconds: systemTicks * millisecondsPerTick,
    residentMegabytes: kilobytes / 1024,
  };
}

function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (fields !== null) parents.set(Number(name), Number(fields[1]));
  }
  const isBelow = (each: number): boolean => {
    const parent = parents.get(each);
    return parent !== undefined && (parent === pid || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

/** The fields after the process's name, which may hold anything. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function residentOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
