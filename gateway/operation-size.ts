/** How large an operation is with its fragments spread out, each measured only once: few of them can stand for millions of fields. */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

interface Size {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  /** Of the fields at the top, by name. */
  readonly root: ReadonlyMap<string, number>;
}

const nothing: Size = { depth: 0, fields: 0, aliases: 0, root: new Map() };

/** Of the largest of its operations. */
export function measure(document: DocumentNode) {
  const fragments = fragmentsOf(document);
  const measured = new Map<string, Size>();
  const sizeOfFragment = (name: string): Size => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    // A fragment within itself counts for nothing here; validation refuses it.
    measured.set(name, nothing);
    const fragment = fragments.get(name);
    const size = fragment ? sizeOf(fragment.selectionSet, sizeOfFragment) : nothing;
    measured.set(name, size);
    return size;
  };
  const operations = operationsOf(document).map(({ selectionSet }) => sizeOf(selectionSet, sizeOfFragment));
  let [directives, directivesAtOnce] = [0, 0];
  visit(document, {
    enter: (node) => {
      const count = 'directives' in node ? (node.directives?.length ?? 0) : 0;
      directives += count;
      directivesAtOnce = Math.max(directivesAtOnce, count);
    },
  });
  const most = (of: (size: Size) => number) => Math.max(0, ...operations.map(of));
  return {
    depth: most(({ depth }) => depth),
    fields: most(({ fields }) => fields),
    aliases: most(({ aliases }) => aliases),
    sameRootField: most(({ root }) => Math.max(0, ...root.values())),
    directives,
    directivesAtOnce,
  };
}

function sizeOf(selectionSet: SelectionSetNode, sizeOfFragment: (name: string) => Size): Size {
  let [depth, fields, aliases] = [0, 0, 0];
  const root = new Map<string, number>();
  const count = (name: string, times: number) => root.set(name, (root.get(name) ?? 0) + times);
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      // The schema about itself is deep by nature; that it goes round in circles is for the validator to see.
      const introspects = selection.name.value === '__schema' || selection.name.value === '__type';
      const below = selection.selectionSet ? sizeOf(selection.selectionSet, sizeOfFragment) : nothing;
      depth = Math.max(depth, 1 + (introspects ? 0 : below.depth));
      fields += 1 + below.fields;
      aliases += (selection.alias ? 1 : 0) + below.aliases;
      count(selection.name.value, 1);
    } else {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? sizeOfFragment(selection.name.value)
          : sizeOf(selection.selectionSet, sizeOfFragment);
      depth = Math.max(depth, inner.depth);
      fields += inner.fields;
      aliases += inner.aliases;
      for (const [name, times] of inner.root) count(name, times);
    }
  }
  return { depth, fields, aliases, root };
}

/** Selections, fragments spread out, beyond which nobody goes on counting: fragments that are nowhere or in a circle have no fields. */
const mostSteps = 20_000;

/** Most fields with fields of their own that are answered under one path; infinite when it is too much to look through. */
export function mostAlike(document: DocumentNode): number {
  const fragments = fragmentsOf(document);
  let most = 0;
  let steps = 0;
  const visitAlike = (sets: readonly SelectionSetNode[]): void => {
    most = Math.max(most, sets.length);
    const below = new Map<string, SelectionSetNode[]>();
    const collect = ({ selections }: SelectionSetNode, within: readonly string[]): void => {
      for (const selection of selections) {
        steps += 1;
        if (steps > mostSteps) return;
        if (selection.kind === Kind.FIELD) {
          if (!selection.selectionSet) continue;
          const name = (selection.alias ?? selection.name).value;
          below.set(name, [...(below.get(name) ?? []), selection.selectionSet]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, within);
        else {
          const { value } = selection.name;
          const fragment = within.includes(value) ? undefined : fragments.get(value);
          if (fragment) collect(fragment.selectionSet, [...within, value]);
        }
      }
    };
    for (const set of sets) collect(set, []);
    for (const alike of below.values()) visitAlike(alike);
  };
  for (const { selectionSet } of operationsOf(document)) visitAlike([selectionSet]);
  return steps > mostSteps ? Number.POSITIVE_INFINITY : most;
}

function operationsOf({ definitions }: DocumentNode): OperationDefinitionNode[] {
  return definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}
