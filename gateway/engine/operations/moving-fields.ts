/**
 * Fields on their way from one subgraph to another: `@override(from: "old", label: "percent(20)")`. For each request the lot is
 * drawn once a label, so that one answer never mixes both; operations without such fields draw none. Other labels are off.
 */
import { type DocumentNode, Kind, visit } from 'graphql';
import { textArgument } from '../cures/join-directives.ts';

/** Labels by the names of the fields that have them. */
export type MovingFields = ReadonlyMap<string, ReadonlySet<string>>;

export function readMovingFields(supergraph: DocumentNode): MovingFields {
  const found = new Map<string, Set<string>>();
  visit(supergraph, {
    FieldDefinition: ({ name, directives }) => {
      for (const directive of directives ?? []) {
        const label = directive.name.value === 'join__field' ? textArgument(directive, 'overrideLabel') : null;
        if (label !== null) found.set(name.value, (found.get(name.value) ?? new Set()).add(label));
      }
    },
  });
  return found;
}

/** The labels an operation may meet, in an order of their own. */
export function labelsOf(document: DocumentNode, moving: MovingFields): readonly string[] {
  if (moving.size === 0) return [];
  const found = new Set<string>();
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      for (const label of moving.get(name.value) ?? []) found.add(label);
    },
  });
  return [...found].toSorted();
}

/** The labels that are on this time. `random` gives numbers from 0 up to but not including 1. */
export function draw(labels: readonly string[], random: () => number): readonly string[] {
  return labels.filter((label) => random() * 100 < share(label));
}

/** Percent. */
function share(label: string): number {
  return Number(/^percent\((\d+(?:\.\d+)?)\)$/.exec(label)?.[1] ?? 0);
}
