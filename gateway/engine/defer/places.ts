/** Where in an answer a deferred fragment stands. */
import type { GraphQLSchema } from 'graphql';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import type { PathSegment } from '../../../subgraphs/shared/hosting/reply.ts';
import { shownName } from '../cures/shadowing-names.ts';
import { isOfType } from '../plan/types.ts';
import type { Part } from './parts.ts';

type DataObject = Record<string, unknown>;

export interface Place {
  /** As the engine names fields; see `cures/shadowing-names.ts`. */
  readonly path: readonly PathSegment[];
  /** What fetches fill. */
  readonly object: DataObject;
  /** The same object as the client has it so far. */
  readonly shown: DataObject;
}

/**
 * The objects of a part, from one of the part around it. Where the client has got a null - there is nothing, or a null had to
 * spread - nothing follows.
 */
export function placesFrom(schema: GraphQLSchema, part: Part, from: Place): Place[] {
  const found: Place[] = [];
  const visit = (value: unknown, shown: unknown, depth: number, path: readonly PathSegment[], type: string): void => {
    if (Array.isArray(value) && Array.isArray(shown)) {
      for (const [index, item] of value.entries()) visit(item, shown[index], depth, [...path, index], type);
      return;
    }
    if (!isRecord(value) || !isRecord(shown)) return;
    const turn = part.route[depth];
    if (turn === undefined) found.push({ path, object: value, shown });
    else if ('field' in turn) {
      const { field } = turn;
      visit(value[field], shown[shownName(field)], depth + 1, [...path, field], turn.type);
    } else {
      const typename = typeof value.__typename === 'string' ? value.__typename : type;
      if (isOfType(schema, typename, turn.only)) visit(value, shown, depth + 1, path, typename);
    }
  };
  // An object without a type name stands where only one type can.
  const [first] = part.route;
  visit(from.object, from.shown, 0, from.path, first && 'only' in first ? first.only : '');
  return found;
}
