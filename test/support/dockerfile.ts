/** As much of a Dockerfile as ours uses: stages, what is copied and run in them, and how the last one starts. */

export interface Stage {
  readonly name: string;
  readonly from: string;
  readonly copies: readonly {
    readonly stage: string | null;
    readonly sources: readonly string[];
    readonly target: string;
  }[];
  readonly runs: readonly string[];
  /** Its own and those it is made from. */
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string | null;
  readonly exposed: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly health: readonly string[];
}

const blank: Omit<Stage, 'name' | 'from'> = {
  copies: [],
  runs: [],
  environment: {},
  user: null,
  exposed: [],
  entrypoint: [],
  command: [],
  health: [],
};

/** Throws at an instruction it does not know. A stage made from another has what that one has. */
export function readDockerfile(text: string): readonly Stage[] {
  const lines = text
    .replace(/^#.*$/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .flatMap((line) => line.trim() || []);
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    const last = stages.at(-1);
    if (word === 'FROM') {
      const [from = '', , name = ''] = rest.split(/\s+/);
      const base = stages.find((stage) => stage.name === from);
      stages.push({ ...blank, ...base, name, from: base?.from ?? from });
    } else if (last === undefined) throw new Error(`${word} before FROM`);
    else stages[stages.length - 1] = { ...last, ...change(last, word, rest) };
  }
  return stages;
}

function change(stage: Stage, word: string, rest: string): Partial<Stage> {
  const words = rest.split(/\s+/);
  switch (word) {
    case 'WORKDIR':
      return {};
    case 'COPY': {
      const [, from = null] = /^--from=(\S+)/.exec(rest) ?? [];
      const paths = from === null ? words : words.slice(1);
      const copy = { stage: from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
      return { copies: [...stage.copies, copy] };
    }
    case 'RUN':
      return { runs: [...stage.runs, rest] };
    case 'ENV': {
      const pairs = words.map((pair) => pair.split('=', 2));
      return { environment: { ...stage.environment, ...Object.fromEntries(pairs) } };
    }
    case 'USER':
      return { user: rest };
    case 'EXPOSE':
      return { exposed: words };
    case 'HEALTHCHECK':
      return { health: JSON.parse(rest.slice(rest.indexOf('['))) };
    case 'ENTRYPOINT':
      return { entrypoint: JSON.parse(rest) };
    case 'CMD':
      return { command: JSON.parse(rest) };
    default:
      throw new Error(`${word} is not read here`);
  }
}
