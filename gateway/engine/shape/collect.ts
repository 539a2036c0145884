/** Which fields an operation selects of objects of one type, in the order clients see them. */
import {
  doTypesOverlap,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Judge } from '../access/judge.ts';
import { always, type Condition, conditionOf } from './conditions.ts';

/** A selection set, and when it counts. */
export interface Selected {
  readonly selectionSet: SelectionSetNode;
  readonly condition: Condition;
}

export interface CollectedField {
  readonly responseName: string;
  readonly node: FieldNode;
  /** When it stands here: this holds, and none of those that had put it further up. */
  readonly condition: Condition;
  readonly unless: readonly Condition[];
  readonly selections: readonly Selected[];
  /** Every place it is asked at, the first of them `node`. */
  readonly asked: readonly AskedField[];
}

export interface AskedField {
  readonly node: FieldNode;
  readonly condition: Condition;
}

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** What the caller may see of fields; null where nothing of the operation is kept from him. */
  readonly judge: Judge | null;
}

/** A field that is selected under several conditions comes once for each place it may have in the answer. */
export function collectFields(
  operation: Operation,
  type: GraphQLObjectType | GraphQLInterfaceType,
  selections: readonly Selected[],
): CollectedField[] {
  const fields = new Map<string, { node: FieldNode; asked: AskedField[]; selections: Selected[] }>();
  const places: { responseName: string; condition: Condition; unless: readonly Condition[] }[] = [];
  const visit = ({ selectionSet, condition: outer }: Selected): void => {
    for (const selection of selectionSet.selections) {
      const condition = conditionOf(selection.directives, outer);
      if (condition === null) continue;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const field = fields.get(name) ?? { node: selection, asked: [], selections: [] };
        if (!field.asked.some((earlier) => earlier.condition?.length === 0)) {
          places.push({ responseName: name, condition, unless: field.asked.map((earlier) => earlier.condition) });
        }
        field.asked.push({ node: selection, condition });
        if (selection.selectionSet) field.selections.push({ selectionSet: selection.selectionSet, condition });
        fields.set(name, field);
      } else {
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD ? operation.fragments.get(selection.name.value) : selection;
        if (fragment && applies(operation.schema, fragment.typeCondition?.name.value, type)) {
          visit({ selectionSet: fragment.selectionSet, condition });
        }
      }
    }
  };
  for (const selected of selections) visit(selected);
  return places.flatMap((place) => {
    const field = fields.get(place.responseName);
    return field ? [{ ...place, ...field }] : [];
  });
}

/**
 * When the answer for an object of which only the interface is known depends on what it really is: its `__typename` is asked, or
 * fields of some types only.
 */
export function undecided(
  operation: Operation,
  type: GraphQLInterfaceType,
  selections: readonly Selected[],
): Condition[] {
  return selections.flatMap(({ selectionSet, condition: outer }) =>
    selectionSet.selections.flatMap((selection): Condition[] => {
      const condition = conditionOf(selection.directives, outer);
      if (condition === null) return [];
      if (selection.kind === Kind.FIELD) return selection.name.value === '__typename' ? [condition] : [];
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? operation.fragments.get(selection.name.value) : selection;
      if (!fragment) return [];
      const wanted = fragment.typeCondition?.name.value;
      if (applies(operation.schema, wanted, type)) {
        return undecided(operation, type, [{ selectionSet: fragment.selectionSet, condition }]);
      }
      const other = operation.schema.getType(wanted ?? '');
      const overlaps = isCompositeType(other) && doTypesOverlap(operation.schema, type, other);
      return overlaps ? shows(operation, { selectionSet: fragment.selectionSet, condition }) : [];
    }),
  );
}

/** When a selection set shows anything. */
function shows(operation: Operation, { selectionSet, condition: outer }: Selected): Condition[] {
  return selectionSet.selections.flatMap((selection): Condition[] => {
    const condition = conditionOf(selection.directives, outer);
    if (condition === null) return [];
    if (selection.kind === Kind.FIELD) return [condition];
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? operation.fragments.get(selection.name.value) : selection;
    return fragment ? shows(operation, { selectionSet: fragment.selectionSet, condition }) : [];
  });
}

function applies(
  schema: GraphQLSchema,
  condition: string | undefined,
  type: GraphQLObjectType | GraphQLInterfaceType,
): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && schema.isSubType(wanted, type);
}

export const whole = (selectionSet: SelectionSetNode): Selected => ({ selectionSet, condition: always });
