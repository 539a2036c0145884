/**
 * Entities that a failure took with it for the sake of a field that is no loss to the client.
 *
 * A null where a subgraph promises a value takes the whole entity along. The client may not have asked for that field of this
 * object at all: of an interface object a subgraph is asked also what a fragment asks of one of its types only, and it is asked for
 * what another subgraph requires. Then the entity's other fields are worth asking for once more, without the one that failed.
 */
import type { PathSegment } from '../../../subgraphs/shared/hosting/reply.ts';
import type { Answers } from './answers.ts';

/** Questions that lost their rows to the same fields. */
export interface Lost {
  /** As the reply names them. */
  readonly fields: ReadonlySet<string>;
  readonly questions: ReadonlySet<number>;
}

/** `spares`: does a failure of the entity's field leave the client's answer about the entity as it is? */
export function lostRows(
  { rows, errors }: Answers,
  spares: (question: number, field: string) => boolean,
): readonly Lost[] {
  const failed = new Map<number, Set<string>>();
  for (const { error, question } of errors) {
    const field: PathSegment | undefined = error.path?.[2];
    if (question === null || rows[question] || typeof field !== 'string') continue;
    failed.set(question, (failed.get(question) ?? new Set()).add(field));
  }
  const groups = new Map<string, { fields: ReadonlySet<string>; questions: Set<number> }>();
  for (const [question, fields] of failed) {
    if (![...fields].every((field) => spares(question, field))) continue;
    const key = [...fields].toSorted().join(' ');
    const group = groups.get(key) ?? { fields, questions: new Set() };
    groups.set(key, group);
    group.questions.add(question);
  }
  return [...groups.values()];
}
