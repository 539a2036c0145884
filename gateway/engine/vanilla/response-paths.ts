/** Where in the client's answer the objects of an entity fetch stand. */
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import type { PathSegment } from '../../../subgraphs/shared/hosting/reply.ts';

export type ResponsePath = readonly PathSegment[];

interface Place {
  readonly path: ResponsePath;
  readonly object: Record<string, unknown>;
}

/**
 * The paths of the objects that `representations` were made of, in their order. `roots` are the answers of the root fetches as
 * merged so far; `flatten` is the planner's path, with `@` for every list. Null where it cannot be told: never a wrong path.
 *
 * The planner's executor walks the same objects in the same order and leaves out those that lack a field the fetch requires, so
 * when it made fewer representations than there are objects, each is matched to the next object that holds all it says.
 */
export function locate(
  roots: readonly Record<string, unknown>[],
  flatten: ResponsePath,
  representations: readonly Record<string, unknown>[],
): (ResponsePath | null)[] {
  const places = placesAt(roots, flatten);
  if (places.length === representations.length) return places.map(({ path }) => path);
  let next = 0;
  const found = representations.map((representation) => {
    while (next < places.length) {
      const place = places[next++];
      if (place !== undefined && holds(place.object, representation)) return place.path;
    }
    return null;
  });
  return found.includes(null) ? representations.map(() => null) : found;
}

function placesAt(roots: readonly Record<string, unknown>[], flatten: ResponsePath): Place[] {
  const [first] = flatten;
  if (first === undefined) return [];
  const root = roots.find((candidate) => typeof first === 'string' && Object.hasOwn(candidate, first));
  const places: Place[] = [];
  if (root !== undefined) collect(root, flatten, [], places);
  return places;
}

function collect(value: unknown, rest: ResponsePath, path: ResponsePath, into: Place[]): void {
  const [segment, ...further] = rest;
  if (value === null || value === undefined) return;
  if (segment === undefined) {
    if (Array.isArray(value)) value.forEach((item, index) => void collect(item, [], [...path, index], into));
    else if (isRecord(value)) into.push({ path, object: value });
  } else if (segment === '@') {
    if (Array.isArray(value)) value.forEach((item, index) => void collect(item, further, [...path, index], into));
  } else if (isRecord(value)) {
    collect(value[segment], further, [...path, segment], into);
  }
}

/** Every value of the representation is also the object's. `__typename` may have been rewritten on the way. */
function holds(object: unknown, representation: unknown): boolean {
  if (Array.isArray(representation)) {
    return (
      Array.isArray(object) &&
      object.length === representation.length &&
      representation.every((item, index) => holds(object[index], item))
    );
  }
  if (!isRecord(representation)) return Object.is(object, representation);
  if (!isRecord(object)) return false;
  return Object.entries(representation).every(
    ([name, value]) => name === '__typename' || (Object.hasOwn(object, name) && holds(object[name], value)),
  );
}

/** Up to the first list: what can still be said when the item cannot be told. */
export function beforeFirstList(flatten: ResponsePath): ResponsePath {
  const list = flatten.indexOf('@');
  return list === -1 ? flatten : flatten.slice(0, list);
}

/**
 * The part of a path that the client's answer has: fields fetched only for another subgraph's sake end it. Below a null the
 * rest is kept, as it says which field the null comes from.
 */
export function visiblePath(data: unknown, path: ResponsePath): ResponsePath {
  let value = data;
  for (const [depth, segment] of path.entries()) {
    if (value === null || value === undefined) return path;
    const known = Array.isArray(value)
      ? typeof segment === 'number' && segment < value.length
      : isRecord(value) && Object.hasOwn(value, String(segment));
    if (!known) return path.slice(0, depth);
    value = Array.isArray(value) ? value[Number(segment)] : isRecord(value) ? value[segment] : undefined;
  }
  return path;
}
