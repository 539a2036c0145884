/**
 * What a subgraph is told about an entity: its type, its key, and what it requires of other subgraphs. Built from the merged
 * data of one object; null when the object lacks any of it.
 */
import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import { merge } from '../merge.ts';
import { rewriter } from './rewrites.ts';
import { isOfType } from './types.ts';

export type Representation = Record<string, unknown>;
export type Represent = (object: Record<string, unknown>) => Representation | null;

type Build = (object: Record<string, unknown>, into: Representation) => boolean;

export function representation(
  requires: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
  inputRewrites: readonly FetchDataRewrite[],
): Represent {
  const build = compileSelections(requires, schema);
  const rewrite = inputRewrites.length > 0 ? rewriter(inputRewrites, schema) : null;
  return (object) => {
    const result: Representation = {};
    if (!build(object, result) || typeof result.__typename !== 'string') return null;
    rewrite?.(result);
    return result;
  };
}

function compileSelections(selections: readonly QueryPlanSelectionNode[], schema: GraphQLSchema): Build {
  const parts = selections.map((selection) => compileSelection(selection, schema));
  return (object, into) => parts.every((part) => part(object, into));
}

function compileSelection(selection: QueryPlanSelectionNode, schema: GraphQLSchema): Build {
  if (selection.kind === 'InlineFragment') {
    const { typeCondition } = selection;
    const inner = compileSelections(selection.selections, schema);
    return (object, into) => {
      const { __typename: typename } = object;
      if (typeCondition && !(typeof typename === 'string' && isOfType(schema, typename, typeCondition))) return true;
      return inner(object, into);
    };
  }
  const { name } = selection;
  // The name in the answer in the making; the subgraph knows it by its own.
  const held = selection.alias ?? name;
  const inner = selection.selections ? compileSelections(selection.selections, schema) : null;
  /** Undefined where something is missing. */
  const copy = (value: unknown): unknown => {
    if (inner === null || value === null) return value;
    if (Array.isArray(value)) {
      const items = value.map(copy);
      return items.includes(undefined) ? undefined : items;
    }
    if (!isRecord(value)) return value;
    const result: Representation = {};
    return inner(value, result) ? result : undefined;
  };
  return (object, into) => {
    const copied = copy(object[held]);
    if (copied === undefined) return false;
    const existing = into[name];
    if (isRecord(existing) && isRecord(copied)) merge(existing, copied);
    else into[name] = copied;
    return true;
  };
}
