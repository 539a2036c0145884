/** What an entity fetch asks, and for whom. */
import type { Placed } from '../places.ts';
import type { Represent, Representation } from '../plan/representation.ts';

export interface Asked {
  readonly distinct: readonly Representation[];
  /** As JSON. */
  readonly texts: readonly string[];
  /** For each object the place of its representation, or `nobody`. */
  readonly questions: readonly number[];
  /** Those that have not all it takes. */
  readonly left: readonly Placed[];
}

/** In place of a question: the object is not asked about. */
export const nobody = -1;

/** Equal representations are asked once. */
export function representationsOf(all: readonly Placed[], represent: Represent): Asked {
  const distinct: Representation[] = [];
  const texts: string[] = [];
  const left: Placed[] = [];
  const known = new Map<string, number>();
  const questions = all.map((placed) => {
    const representation = represent(placed.object);
    if (representation === null) {
      left.push(placed);
      return nobody;
    }
    const text = JSON.stringify(representation);
    const question = known.get(text) ?? distinct.push(representation) - 1;
    if (question === texts.length) {
      texts.push(text);
      known.set(text, question);
    }
    return question;
  });
  return { distinct, texts, questions, left };
}

/** Those questions alone, of the same objects. */
export function only({ distinct, texts, questions }: Asked, kept: ReadonlySet<number>): Asked {
  const numbers = [...distinct.keys()].filter((question) => kept.has(question));
  return {
    distinct: distinct.filter((_, question) => kept.has(question)),
    texts: texts.filter((_, question) => kept.has(question)),
    questions: questions.map((question) => numbers.indexOf(question)),
    left: [],
  };
}
