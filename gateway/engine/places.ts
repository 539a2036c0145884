/** Walks the answer in the making to the objects a fetch fills. */
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { PathSegment } from '../../subgraphs/shared/hosting/reply.ts';

type DataObject = Record<string, unknown>;

/** One of `objectsAt`, with its position among them. */
export interface Placed {
  readonly object: DataObject;
  readonly place: number;
}

/** Every object at a plan's path, in the answer's order; `@` stands for every item of a list. */
export function objectsAt(root: DataObject, path: readonly string[]): DataObject[] {
  const found: DataObject[] = [];
  walk(root, path, 0, found);
  return found;
}

function walk(value: unknown, path: readonly string[], depth: number, found: DataObject[]): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    const next = path[depth] === '@' ? depth + 1 : depth;
    for (const item of value) walk(item, path, next, found);
  } else if (isRecord(value)) {
    const segment = path[depth];
    if (segment === undefined) found.push(value);
    else walk(value[segment], path, depth + 1, found);
  }
}

/** The response path of each of `objectsAt`, in the same order. */
export function pathsAt(root: DataObject, path: readonly string[]): PathSegment[][] {
  const found: PathSegment[][] = [];
  const visit = (value: unknown, depth: number, at: PathSegment[]): void => {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) {
      const next = path[depth] === '@' ? depth + 1 : depth;
      value.forEach((item, index) => void visit(item, next, [...at, index]));
    } else if (isRecord(value)) {
      const segment = path[depth];
      if (segment === undefined) found.push(at);
      else visit(value[segment], depth + 1, [...at, segment]);
    }
  };
  visit(root, 0, []);
  return found;
}

/** Where the null is that the way to a failed value ends at, in a list of its own; none when it ends at the value itself. */
export function nullsOn(root: unknown, path: readonly PathSegment[]): PathSegment[][] {
  let value = root;
  for (const [depth, segment] of path.entries()) {
    if (value === null) return depth === 0 ? [] : [path.slice(0, depth)];
    value = typeof value === 'object' ? Reflect.get(value, segment) : undefined;
    if (value === undefined) return [];
  }
  return [];
}
