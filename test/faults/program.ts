/** Starts the product's programs as an operator does, and tells what they hold. Linux only: it reads /proc. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Program {
  readonly name: string;
  readonly pid: number;
  /** Of what it printed when it started. */
  readonly told: readonly string[];
  /** What it printed last. */
  output(): string;
  /** Null while it runs. */
  exit(): number | string | null;
  /** Resolves with the exit code, or the signal that ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
}

/** For `withoutGarbage`: nothing of the product, which does not know the signal. */
const onSignal = "process.on('SIGUSR2', () => gc());";
const nodeOptions = [
  '--disable-warning=ExperimentalWarning',
  '--expose-gc',
  '--import',
  `data:text/javascript,${encodeURIComponent(onSignal)}`,
];
const longestOutput = 20_000;
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** `ready`: what it prints once it serves, with one group for each thing to learn of it. Rejects when it ends before. */
export async function startProgram(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<Program> {
  const child = spawn(process.execPath, [...nodeOptions, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let ended: number | string | null = null;
  const exited = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      ended = code ?? signal ?? 'gone';
      resolve(ended);
    });
  });
  const told = await new Promise<readonly string[]>((resolve, reject) => {
    const look = (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-longestOutput);
      const match = ready.exec(output);
      if (match !== null) resolve(match.slice(1));
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    exited.then((code) => reject(new Error(`${name} ended with ${code}:\n${output}`)));
  });
  return {
    name,
    pid: child.pid ?? 0,
    told,
    output: () => output,
    exit: () => ended,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}

export interface Holding {
  readonly megabytes: number;
  readonly sockets: number;
}

/** Of all of them together; those that have ended hold nothing. */
export function holdingOf(programs: readonly Program[]): Holding {
  const each = programs.filter((program) => program.exit() === null).map(({ pid }) => ofProcess(pid));
  return {
    megabytes: each.reduce((sum, { megabytes }) => sum + megabytes, 0),
    sockets: each.reduce((sum, { sockets }) => sum + sockets, 0),
  };
}

/** What they hold for good: V8 keeps what nobody needs until it has to look, which under no load is minutes later. */
export async function heldForGood(programs: readonly Program[]): Promise<Holding> {
  // The second finds what finalizers have let go of.
  for (let time = 0; time < 2; time += 1) {
    for (const program of programs) if (program.exit() === null) process.kill(program.pid, 'SIGUSR2');
    await pause(1_000);
  }
  return holdingOf(programs);
}

function ofProcess(pid: number): Holding {
  const status = orEmpty(() => readFileSync(`/proc/${pid}/status`, 'utf8'));
  const names = orEmpty(() => readdirSync(`/proc/${pid}/fd`).join(' ')).split(' ');
  const isSocket = (fd: string) => orEmpty(() => readlinkSync(`/proc/${pid}/fd/${fd}`)).startsWith('socket:');
  return {
    megabytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024,
    sockets: names.filter(isSocket).length,
  };
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
