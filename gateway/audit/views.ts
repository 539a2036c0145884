/** What an operation shows to whoever has certain rights, worked out once for all answers that are alike in it. */
import { type GraphQLSchema, Kind, visit } from 'graphql';
import type { Sight } from '../../subgraphs/shared/privacy/access.ts';
import type { Variables } from '../engine/shape/conditions.ts';
import type { ClassOf } from './classes.ts';
import { type AnsweredOperation, coordinatesOf } from './coordinates.ts';
import { type ByClass, type View, type ViewContent, viewOf } from './record.ts';

/** Null where nothing but what is public is shown. */
export type ViewsOf = (operation: ViewContent['operation'], variables: Variables) => View | null;

/** As many names and conditions an operation may have before it begins anew. */
const most = 200;

export function viewsOf(schema: GraphQLSchema, classOf: ClassOf, prepared: AnsweredOperation): ViewsOf {
  const conditions = conditionVariables(prepared.asked);
  const known = new Map<string, View | null>();
  return (operation, variables) => {
    const held = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const key = `${operation.hash} ${operation.name} ${held}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = makeView(schema, classOf, prepared, { operation, variables });
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
}

function makeView(
  schema: GraphQLSchema,
  classOf: ClassOf,
  prepared: AnsweredOperation,
  asked: { operation: ViewContent['operation']; variables: Variables },
): View | null {
  const { operation, variables } = asked;
  const seen: Record<Sight, Map<string, string[]>> = { shown: new Map(), masked: new Map(), hidden: new Map() };
  for (const { type, field, sight } of coordinatesOf(schema, prepared, variables)) {
    const name = classOf(type, field);
    if (name === 'public') continue;
    const same = seen[sight].get(name) ?? [];
    seen[sight].set(name, same);
    same.push(`${type}.${field}`);
  }
  const [shown, masked, denied] = [sorted(seen.shown), sorted(seen.masked), sorted(seen.hidden)];
  return seen.shown.size + seen.masked.size === 0 ? null : viewOf({ operation, shown, masked, denied });
}

const sorted = (classes: ReadonlyMap<string, readonly string[]>): ByClass =>
  Object.fromEntries([...classes].toSorted().map(([name, coordinates]) => [name, coordinates.toSorted()]));

function conditionVariables({ selectionSet, fragments }: AnsweredOperation['asked']): string[] {
  const names = new Set<string>();
  for (const set of [selectionSet, ...[...fragments.values()].map((fragment) => fragment.selectionSet)]) {
    visit(set, {
      Directive: ({ name, arguments: given }) => {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  }
  return [...names].sort();
}
