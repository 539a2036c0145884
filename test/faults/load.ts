/** A bounded load: so many connections, each asking so often, every answer compared with the one given while all was well. */
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { type Blame, judge, type Verdict } from './judge.ts';
import type { Question, System } from './systems.ts';

/** Of every request, unless a row says otherwise; milliseconds. */
export const deadline = 2_000;
/** Longer than any answer may take: who waits so long has got none. */
const patience = 10_000;

export interface Sample {
  readonly verdict: Verdict;
  readonly milliseconds: number;
}

/** One kind of question, asked for different people in turn. */
export interface Stream {
  readonly name: string;
  readonly questions: readonly Question[];
  readonly connections: number;
  /** Milliseconds between two questions on a connection; one that is late asks at once. */
  readonly every: number;
}

export interface Asker {
  /** Answers as they were while all was well, by request body. Rejects when one is not whole. */
  learn(questions: readonly Question[]): Promise<void>;
  /** What it has learnt. */
  known(): ReadonlyMap<string, string>;
  ask(question: Question, blame: Blame, timeLeft?: number): Promise<Sample>;
  /** Milliseconds that the fetch from this system took, of those that the answer needed; null when it does not say. */
  share(question: Question, system: System): Promise<number | null>;
  /** Asks for so long, or until it is over before, and waits for what is under way. */
  run(stream: Stream, milliseconds: number, blame: Blame, over?: AbortSignal): Promise<Sample[]>;
  close(): Promise<void>;
}

const bodyOf = ({ query, variables }: Question) => JSON.stringify({ query, variables });

/** `url` is the gateway's; `known` what another one has learnt. */
export function asker(url: string, known: ReadonlyMap<string, string> = new Map()): Asker {
  const pool = new Pool(url, { connections: 64, pipelining: 1, headersTimeout: patience, bodyTimeout: patience });
  const healthy = new Map(known);
  const send = async (body: string, timeLeft: number, more: Readonly<Record<string, string>> = {}) => {
    const headers = { 'content-type': 'application/json', 'x-time-left-ms': String(timeLeft), ...more };
    const reply = await pool.request({ method: 'POST', path: '/graphql', headers, body });
    return { status: reply.statusCode, text: await reply.body.text() };
  };
  const ask: Asker['ask'] = async (question, blame, timeLeft = deadline) => {
    const body = bodyOf(question);
    const start = performance.now();
    try {
      const { status, text } = await send(body, timeLeft);
      const milliseconds = performance.now() - start;
      return { milliseconds, verdict: judge(healthy.get(body) ?? '', status, text, blame) };
    } catch (error) {
      return { milliseconds: performance.now() - start, verdict: { kind: 'none', why: String(error) } };
    }
  };
  return {
    ask,
    known: () => healthy,
    share: async (question, system) => {
      try {
        const { text } = await send(bodyOf(question), deadline, { 'x-sources': '1' });
        return shareOf(JSON.parse(text), system);
      } catch {
        return null;
      }
    },
    learn: async (questions) => {
      for (const question of questions) {
        const body = bodyOf(question);
        if (healthy.has(body)) continue;
        const { status, text } = await send(body, 5_000);
        if (status !== 200 || text.includes('"errors"'))
          throw new Error(`not well before a fault: ${text.slice(0, 500)}`);
        healthy.set(body, text);
      }
    },
    run: async ({ questions, connections, every }, milliseconds, blame, over) => {
      const samples: Sample[] = [];
      const end = performance.now() + milliseconds;
      let next = 0;
      const worker = async (index: number) => {
        // Spread over the interval, so that they do not all ask at once.
        let due = performance.now() + (every * index) / connections;
        for (;;) {
          const wait = due - performance.now();
          if (wait > 0) await pause(wait);
          if (performance.now() >= end || over?.aborted === true) return;
          due = Math.max(due + every, performance.now());
          const question = questions[next++ % questions.length];
          if (question !== undefined) samples.push(await ask(question, blame));
        }
      };
      await Promise.all(Array.from({ length: connections }, (_, index) => worker(index)));
      return samples;
    },
    close: () => pool.destroy(),
  };
}

/** Out of `extensions.sources`. */
function shareOf(answer: unknown, system: System): number | null {
  const { extensions } = isRecord(answer) ? answer : {};
  const sources = isRecord(extensions) && Array.isArray(extensions.sources) ? extensions.sources.filter(isRecord) : [];
  const took = sources.flatMap(({ system: own, milliseconds }) =>
    own === system && typeof milliseconds === 'number' ? milliseconds : [],
  );
  return took.length === 0 ? null : Math.max(...took);
}
