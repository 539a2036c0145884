/** A graph that a seed makes, the same one every time. */
import { parse } from 'graphql';
import { type Graph, makeGraph, NotComposed } from '../graph.ts';
import { choices, hash } from '../random.ts';
import { write } from './draft.ts';
import { randomModel } from './model.ts';

const attempts = 200;

export interface RandomGraph {
  readonly graph: Graph;
  /** Its subgraphs. */
  readonly text: string;
  /** Of graphs that did not compose before this one. */
  readonly discarded: readonly string[];
}

/** Throws when nothing composes in many attempts. */
export async function randomGraph(seed: number): Promise<RandomGraph> {
  const discarded: string[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    let drawn = 0;
    const model = randomModel(
      choices((max) => {
        drawn += 1;
        return hash(seed, attempt, drawn) % (max + 1);
      }),
    );
    const texts = model.map((draft) => ({ name: draft.name, text: write(draft) }));
    try {
      const graph = await makeGraph(
        texts.map(({ name, text }) => ({ name, typeDefs: parse(text, { noLocation: true }) })),
      );
      return { graph, discarded, text: texts.map(({ name, text }) => `# ${name}\n${text}`).join('\n') };
    } catch (error) {
      if (!(error instanceof NotComposed)) throw error;
      discarded.push(error.message);
    }
  }
  throw new Error(`nothing composes for seed ${seed}: ${discarded.at(-1)}`);
}
