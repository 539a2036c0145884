/** The load of every row: who asks for everything, for all but the failed system, and for the failed system alone. */

import type { Stream } from './load.ts';
import type { Bench } from './row.ts';
import { questionTo, type System, systems } from './systems.ts';

export interface Streams {
  readonly everything: Stream;
  readonly others: Stream;
  readonly alone: Stream;
}

/** About 70 requests a second in all, far from what the product can do: what is measured is the fault, not the load. */
export function streamsAround(failed: System, { hosts }: Pick<Bench, 'hosts'>): Streams {
  const ask = (asked: readonly System[]) => hosts.people.map((person) => questionTo(asked, person));
  return {
    everything: { name: 'everything', questions: ask(systems), connections: 12, every: 1_000 },
    others: {
      name: 'others',
      questions: ask(systems.filter((system) => system !== failed)),
      connections: 4,
      every: 100,
    },
    alone: { name: 'alone', questions: ask([failed]), connections: 16, every: 1_000 },
  };
}

export const questionsOf = (streams: Streams) => [
  ...streams.everything.questions,
  ...streams.others.questions,
  ...streams.alone.questions,
];
