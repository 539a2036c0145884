/** What an operation shows to whoever has certain rights, worked out once for all answers that are alike in it. */
import { type GraphQLSchema, Kind, visit } from 'graphql';
import type { Access } from '../../subgraphs/shared/privacy/access.ts';
import type { Variables } from '../engine/shape/conditions.ts';
import type { ClassOf } from './classes.ts';
import { type AnsweredOperation, coordinatesOf } from './coordinates.ts';
import { type ByClass, type View, type ViewContent, viewOf } from './record.ts';

/** What a caller sees of a class. `key`: alike for alike rights. */
export type Sights = Pick<Access, 'key' | 'sightOf'>;

/** Where there is no policy. */
export const everythingShown: Sights = { key: '', sightOf: () => 'shown' };

/** Null where nothing but what is public is shown. */
export type ViewsOf = (operation: ViewContent['operation'], sights: Sights, variables: Variables) => View | null;

/** As many kinds of callers and of conditions an operation may have before it begins anew. */
const most = 200;

export function viewsOf(schema: GraphQLSchema, classOf: ClassOf, prepared: AnsweredOperation): ViewsOf {
  const conditions = conditionVariables(prepared);
  const known = new Map<string, View | null>();
  return (operation, sights, variables) => {
    const held = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const key = `${operation.hash} ${operation.name} ${held} ${sights.key}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = makeView(schema, classOf, prepared, { operation, sights, variables });
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
}

function makeView(
  schema: GraphQLSchema,
  classOf: ClassOf,
  prepared: AnsweredOperation,
  asked: { operation: ViewContent['operation']; sights: Sights; variables: Variables },
): View | null {
  const { operation, sights, variables } = asked;
  const seen: Record<'shown' | 'masked' | 'denied', Map<string, string[]>> = {
    shown: new Map(),
    masked: new Map(),
    denied: new Map(),
  };
  for (const { type, field } of coordinatesOf(schema, prepared, variables)) {
    const { name, hasMask } = classOf(type, field);
    if (name === 'public') continue;
    const sight = name === 'unclassified' ? 'shown' : sights.sightOf(name);
    const where = sight === 'shown' ? seen.shown : sight === 'masked' && hasMask ? seen.masked : seen.denied;
    const same = where.get(name) ?? [];
    where.set(name, same);
    same.push(`${type}.${field}`);
  }
  if (seen.shown.size + seen.masked.size === 0) return null;
  return viewOf({
    operation,
    shown: sorted(seen.shown),
    masked: sorted(seen.masked),
    denied: sorted(seen.denied),
  });
}

const sorted = (classes: ReadonlyMap<string, readonly string[]>): ByClass =>
  Object.fromEntries([...classes].toSorted().map(([name, coordinates]) => [name, coordinates.toSorted()]));

function conditionVariables({ selectionSet, fragments }: AnsweredOperation): string[] {
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
