/** A while of the usual load, and what came of it. */
import { type Figures, figuresOf } from './figures.ts';
import type { Blame } from './judge.ts';
import type { Bench } from './row.ts';
import type { Streams } from './streams.ts';
import { type Watched, whileWatching } from './watch.ts';

export interface Turn {
  readonly everything: Figures;
  readonly others: Figures;
  readonly alone: Figures;
  readonly all: Figures;
}

/** While all is well. */
export const nobody: Blame = { systems: [], codes: [] };

export async function turn(
  { asker, product }: Bench,
  streams: Streams,
  milliseconds: number,
  blame: Blame,
  over?: AbortSignal,
): Promise<Watched<Turn>> {
  return whileWatching(product, async () => {
    const [everything, others, alone] = await Promise.all([
      asker.run(streams.everything, milliseconds, blame, over),
      asker.run(streams.others, milliseconds, nobody, over),
      asker.run(streams.alone, milliseconds, blame, over),
    ]);
    return {
      everything: figuresOf(everything),
      others: figuresOf(others),
      alone: figuresOf(alone),
      all: figuresOf([...everything, ...others, ...alone]),
    };
  });
}
