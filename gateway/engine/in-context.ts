/** Objects a fetch fills, told apart by the values its arguments take from the objects around them. */
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { Placed } from './places.ts';
import type { ReadContext } from './plan/context-arguments.ts';
import type { Variables } from './shape/conditions.ts';

type DataObject = Record<string, unknown>;

export interface InContext {
  readonly groups: readonly { readonly values: Variables; readonly objects: readonly Placed[] }[];
  /** Those around which a value is missing. */
  readonly lacking: readonly Placed[];
}

/** Every object at a plan's path, in the order of `objectsAt`. */
export function inContext(root: DataObject, path: readonly string[], read: ReadContext): InContext {
  const groups = new Map<string, { values: Variables; objects: Placed[] }>();
  const lacking: Placed[] = [];
  let place = 0;
  const take = (object: DataObject, around: readonly DataObject[]): void => {
    const placed = { object, place };
    place += 1;
    const values = read(object, around);
    if (values === null) {
      lacking.push(placed);
      return;
    }
    const key = JSON.stringify(values);
    const known = groups.get(key);
    if (known) known.objects.push(placed);
    else groups.set(key, { values, objects: [placed] });
  };
  const visit = (value: unknown, depth: number, around: readonly DataObject[]): void => {
    if (Array.isArray(value)) {
      const next = path[depth] === '@' ? depth + 1 : depth;
      for (const item of value) visit(item, next, around);
    } else if (isRecord(value)) {
      const segment = path[depth];
      if (segment === undefined) take(value, around);
      else visit(value[segment], depth + 1, [...around, value]);
    }
  };
  visit(root, 0, []);
  return { groups: [...groups.values()], lacking };
}
