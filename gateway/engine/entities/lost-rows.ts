/**
 * What a failure took with it of an entity for the sake of a field that is no loss to the client.
 *
 * A null where a subgraph promises a value takes the object around it along, up to the whole entity. The client may not have asked
 * for that field of this object at all: of an interface object a subgraph is asked also what a fragment asks of one of its types only,
 * and it is asked for what another subgraph requires. Then the rest is worth asking for once more, without what failed.
 */
import type { PathSegment } from '../../../subgraphs/shared/hosting/reply.ts';
import { nullsOn } from '../places.ts';
import type { Answers } from './answers.ts';

type Path = readonly PathSegment[];

/** Questions that lost something to the same fields. */
export interface Lost {
  /** Ways of names to them from the entity, as the reply has them; see `fieldText`. */
  readonly fields: ReadonlySet<string>;
  readonly questions: ReadonlySet<number>;
}

/** Names on the way to a field of an entity as one text, list positions left out. */
export function fieldText(path: Path): string {
  return path.filter((segment) => typeof segment === 'string').join('.');
}

/** `spares`: does a failure at this path in the entity leave the client's answer about the entity as it is? */
export function lostRows(
  { rows, errors }: Answers,
  spares: (question: number, path: Path) => boolean,
): readonly Lost[] {
  const failed = new Map<number, Path[]>();
  for (const { error, question } of errors) {
    const path = (error.path ?? []).slice(2);
    if (question === null || path.length === 0) continue;
    failed.set(question, [...(failed.get(question) ?? []), path]);
  }
  const groups = new Map<string, { fields: ReadonlySet<string>; questions: Set<number> }>();
  for (const [question, paths] of failed) {
    const row = rows[question];
    const isSpared = (path: Path) => spares(question, path);
    // Of a whole entity what failed is left out with all there is in it.
    const tops = paths.map((path) => path.slice(0, 1));
    const isWorth = row ? lostParts(row, paths, isSpared) : tops.every(isSpared);
    if (!isWorth) continue;
    const fields = new Set((row ? paths : tops).map(fieldText));
    const key = [...fields].toSorted().join(' ');
    const group = groups.get(key) ?? { fields, questions: new Set() };
    groups.set(key, group);
    group.questions.add(question);
  }
  return [...groups.values()];
}

/** Is there a null in the row that only spared failures have spread to? */
function lostParts(row: Record<string, unknown>, paths: readonly Path[], isSpared: (path: Path) => boolean): boolean {
  const within = paths.flatMap((path) => nullsOn(row, path).map((at) => ({ path, at: JSON.stringify(at) })));
  const byPlace = Map.groupBy(within, ({ at }) => at);
  return [...byPlace.values()].some((each) => each.every(({ path }) => isSpared(path)));
}
