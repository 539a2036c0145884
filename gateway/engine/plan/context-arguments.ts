/**
 * Arguments that come from objects around the one a field is of (`@fromContext`). The planner makes each a variable of the fetch
 * and says where its value stands: so many objects up from the one asked about, then down to a field of that one.
 */
import type { FetchDataKeyRenamer } from '@apollo/query-planner';
import { type DocumentNode, type GraphQLSchema, Kind, parse, print, visit } from 'graphql';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import { writtenOut } from '../operations/written-out.ts';
import type { Variables } from '../shape/conditions.ts';
import { withoutUnusedVariables } from './requirements.ts';
import { onType } from './rewrites.ts';
import { isOfType } from './types.ts';

type DataObject = Record<string, unknown>;

/**
 * The variables' values for an object; `around` are the objects it is in, outermost first. A variable has none where no type
 * condition of its selection holds. Null when a value could not be fetched.
 */
export type ReadContext = (object: DataObject, around: readonly DataObject[]) => Variables | null;

/** Not of the type the value is read from. */
const elsewhere = Symbol('elsewhere');

/** Undefined where the value, or an item of it, is missing. */
type Read = (value: unknown) => unknown;

export function contextReader(rewrites: readonly FetchDataKeyRenamer[], schema: GraphQLSchema): ReadContext {
  const variables = [...Map.groupBy(rewrites, ({ renameKeyTo }) => renameKeyTo)].map(([name, places]) => ({
    name,
    places: places.map(({ path }) => {
      const up = levelsUp(path);
      return { up, read: path.slice(up).reduceRight<Read>((inner, element) => down(element, inner, schema), same) };
    }),
  }));
  return (object, around) => {
    const values: Record<string, unknown> = {};
    for (const { name, places } of variables) {
      const value = firstOf(places, ({ up, read }) => read(up === 0 ? object : around.at(-up)));
      if (value === undefined) return null;
      if (value !== elsewhere) values[name] = value;
    }
    return values;
  };
}

/** Where values stand, as response paths without list positions. `path` is the fetch's own. */
export function contextSources(rewrites: readonly FetchDataKeyRenamer[], path: readonly string[]): string[][] {
  const objects = path.filter((segment) => segment !== '@');
  return rewrites.map((rewrite) => {
    const up = levelsUp(rewrite.path);
    const below = rewrite.path.slice(up).filter((element) => !element.startsWith(onType));
    return [...objects.slice(0, objects.length - up), ...below];
  });
}

/** The operation without the fields that take an argument from a context; null when it asks for nothing else. */
export function withoutContext(operation: string, rewrites: readonly FetchDataKeyRenamer[]): string | null {
  const variables = new Set(rewrites.map(({ renameKeyTo }) => renameKeyTo));
  const document = writtenOut(parse(operation, { noLocation: true }));
  let left = false;
  const reduced: DocumentNode = visit(document, {
    Field: {
      enter: (field) => (field.arguments?.some(({ value }) => usesOne(value, variables)) ? null : undefined),
      leave: (field) => {
        if (field.selectionSet?.selections.length === 0) return null;
        if (!field.selectionSet && field.name.value !== '__typename') left = true;
        return undefined;
      },
    },
    InlineFragment: { leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined) },
  });
  return left ? print(withoutUnusedVariables(reduced)) : null;
}

const same: Read = (value) => value;

function firstOf<Place>(places: readonly Place[], read: (place: Place) => unknown): unknown {
  for (const place of places) {
    const value = read(place);
    if (value !== elsewhere) return value;
  }
  return elsewhere;
}

function levelsUp(path: readonly string[]): number {
  const first = path.findIndex((element) => element !== '..');
  return first < 0 ? path.length : first;
}

function down(element: string, inner: Read, schema: GraphQLSchema): Read {
  if (element.startsWith(onType)) {
    const condition = element.slice(onType.length);
    return (value) => {
      const typename = isRecord(value) ? value.__typename : undefined;
      return typeof typename === 'string' && !isOfType(schema, typename, condition) ? elsewhere : inner(value);
    };
  }
  const read: Read = (value) => {
    if (Array.isArray(value)) {
      const items = value.map(read);
      return items.includes(undefined) ? undefined : items;
    }
    return isRecord(value) ? inner(value[element]) : value;
  };
  return read;
}

function usesOne(
  value: { readonly kind: string; readonly name?: { readonly value: string } },
  names: ReadonlySet<string>,
) {
  return value.kind === Kind.VARIABLE && value.name !== undefined && names.has(value.name.value);
}
