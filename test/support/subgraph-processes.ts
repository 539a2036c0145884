/** The four subgraphs, each as the process its operator would start, and the settings by which a gateway finds them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const names = ['customers', 'reservations', 'loyalty', 'service-cases'] as const;

export interface SubgraphProcesses {
  /** `CUSTOMERS_SUBGRAPH_URL` and its like. */
  readonly settings: Readonly<Record<string, string>>;
  readonly urls: readonly URL[];
  /** All they wrote, standard output and error. */
  output(): string;
  close(): Promise<void>;
}

export async function startSubgraphProcesses(environment: Record<string, string>): Promise<SubgraphProcesses> {
  const started = names.map((name) => start(name, environment));
  const close = async () => {
    for (const { child } of started) child.kill('SIGTERM');
    await Promise.all(started.map(({ ended }) => ended));
  };
  try {
    const urls = await Promise.all(started.map(({ listening }) => listening));
    return {
      settings: Object.fromEntries(
        names.map((name, index) => [`${name.toUpperCase().replace('-', '_')}_SUBGRAPH_URL`, urls[index]!.href]),
      ),
      urls,
      output: () => started.map(({ output }) => output()).join(''),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function start(name: (typeof names)[number], environment: Record<string, string>) {
  const own = `${name.toUpperCase().replace('-', '_')}_`;
  const others = names.map((other) => `${other.toUpperCase().replace('-', '_')}_`).filter((other) => other !== own);
  // A service takes settings of another's for mistakes.
  const settings = Object.entries(environment).filter(([key]) => !others.some((other) => key.startsWith(other)));
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'subgraphs/main.ts', name],
    { cwd: root, env: { PATH: process.env.PATH, PORT: '0', ...Object.fromEntries(settings) }, stdio: 'pipe' },
  );
  let output = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const listening = new Promise<URL>((resolve, reject) => {
    const read = (chunk: unknown) => {
      output += String(chunk);
      const url = /^Subgraph +\S+: (http:\S+)$/m.exec(output)?.[1];
      if (url !== undefined) resolve(new URL(url));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void ended.then(() => reject(new Error(`${name} ended:\n${output}`)));
  });
  return { child, ended, listening, output: () => output };
}
