/** Takes an operation apart: what is answered at once, and what of it comes later, each with the way that leads to it. */
import {
  type FragmentDefinitionNode,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Judge } from '../access/judge.ts';
import { whole } from '../shape/collect.ts';
import { always, type Condition, conditionOf } from '../shape/conditions.ts';
import { objectWriter } from '../shape/writer.ts';
import { withoutDefer } from './directive.ts';
import { clientLabel, ownLabel } from './labels.ts';

/** Down to the values of a field, or on with objects of a type only. */
export type Turn = { readonly field: string; readonly type: string } | { readonly only: string };

/** A deferred fragment. It may stand at many places of an answer. */
export interface Part {
  /** The plan's name for it. */
  readonly label: string;
  readonly clientLabel: string | null;
  /** Label of the part it stands in; null in what is answered at once. */
  readonly parent: string | null;
  /** From the objects of its parent, at the root from the operation's, to its own. */
  readonly route: readonly Turn[];
  readonly condition: Condition;
  /** JSON text of the part of one object. */
  readonly write: ReturnType<typeof objectWriter>;
}

export interface Apart {
  readonly atOnce: SelectionSetNode;
  readonly parts: readonly Part[];
}

/** Expects an operation of `withOwnLabels`. `judge`: what the caller may see; null for all of it. */
export function takeApart(
  schema: GraphQLSchema,
  judge: Judge | null,
  root: GraphQLNamedOutputType,
  set: SelectionSetNode,
): Apart {
  const parts: Part[] = [];
  const fragments: ReadonlyMap<string, FragmentDefinitionNode> = new Map();
  const remaining = (within: SelectionSetNode, type: GraphQLNamedOutputType, at: Position): SelectionSetNode => ({
    ...within,
    selections: within.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      const condition = conditionOf(selection.directives, at.condition);
      if (selection.kind === Kind.FIELD) {
        if (!selection.selectionSet) return [selection];
        const fieldType = typeOfField(type, selection.name.value);
        if (!fieldType) return [selection];
        const turn = { field: (selection.alias ?? selection.name).value, type: fieldType.name };
        const next = { ...at, condition, route: [...at.route, turn] };
        return [{ ...selection, selectionSet: remaining(selection.selectionSet, fieldType, next) }];
      }
      const only = selection.typeCondition?.name.value;
      const wanted = only === undefined ? type : schema.getType(only);
      const narrowed = isCompositeType(wanted) ? wanted : type;
      const route = only === undefined ? at.route : [...at.route, { only }];
      const label = ownLabel(selection);
      if (label === null) {
        const next = { ...at, condition, route };
        return [{ ...selection, selectionSet: remaining(selection.selectionSet, narrowed, next) }];
      }
      const inner = remaining(selection.selectionSet, narrowed, { parent: label, route: [], condition: always });
      const own = { ...withoutDefer(selection), selectionSet: inner };
      const operation = { schema, fragments, judge };
      const write = objectWriter(operation, type, [whole({ kind: Kind.SELECTION_SET, selections: [own] })]);
      parts.push({ label, clientLabel: clientLabel(label), parent: at.parent, route, condition, write });
      return [];
    }),
  });
  return { atOnce: remaining(set, root, { parent: null, route: [], condition: always }), parts };
}

interface Position {
  readonly parent: string | null;
  readonly route: readonly Turn[];
  readonly condition: Condition;
}

/** Undefined for the fields of introspection, where nothing is deferred. */
function typeOfField(type: GraphQLNamedOutputType, name: string): GraphQLNamedOutputType | undefined {
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const field = type.getFields()[name];
  return field && getNamedType(field.type);
}
