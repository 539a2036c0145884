/** The fields an operation asks for, as coordinates of the types that may stand there, `Customer.name`, and what the caller sees of them. */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { Sight } from '../../subgraphs/shared/privacy/access.ts';
import { interfaceLimit } from '../engine/access/interface-limits.ts';
import { type Judge, stricter } from '../engine/access/judge.ts';
import { always, conditionOf, holds, type Variables } from '../engine/shape/conditions.ts';

interface Selected {
  readonly selectionSet: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

export interface AnsweredOperation extends Selected {
  readonly operation: { readonly operation: OperationTypeNode };
  /** With what is hidden from the caller. */
  readonly asked: Selected;
  /** What he may see of fields; null where nothing of the operation is kept from him. */
  readonly judge: Judge | null;
}

export interface Coordinate {
  readonly type: string;
  readonly field: string;
  /** The best of the ways it is asked for. */
  readonly sight: Sight;
}

const sights: readonly Sight[] = ['hidden', 'masked', 'shown'];

/** Each once. What `@skip` and `@include` leave out under these variables is not among them, nor what is within something hidden. */
export function coordinatesOf(
  schema: GraphQLSchema,
  { operation, asked: { selectionSet, fragments }, judge }: AnsweredOperation,
  variables: Variables,
): Coordinate[] {
  const found = new Map<string, Coordinate>();
  const seen = new Map<SelectionSetNode, Set<string>>();
  const visit = (set: SelectionSetNode, types: readonly GraphQLObjectType[]): void => {
    const key = types.map(({ name }) => name).join(' ');
    const known = seen.get(set) ?? new Set();
    if (types.length === 0 || known.has(key)) return;
    seen.set(set, known.add(key));
    for (const selection of set.selections) {
      if (!holds(conditionOf(selection.directives, always), variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const field = selection.name.value;
        for (const type of types) {
          const definition = type.getFields()[field];
          if (definition === undefined) continue;
          const coordinate = `${type.name}.${field}`;
          const sight = sightOf(judge, type.name, selection);
          const before = found.get(coordinate)?.sight ?? 'hidden';
          const best = sights.indexOf(before) > sights.indexOf(sight) ? before : sight;
          found.set(coordinate, { type: type.name, field, sight: best });
          if (selection.selectionSet && sight !== 'hidden')
            visit(selection.selectionSet, objectTypes(schema, getNamedType(definition.type).name));
        }
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment === undefined) continue;
      const condition = fragment.typeCondition?.name.value;
      const wanted = condition === undefined ? null : new Set(objectTypes(schema, condition));
      visit(fragment.selectionSet, wanted === null ? types : types.filter((type) => wanted.has(type)));
    }
  };
  const root = schema.getRootType(operation.operation);
  if (root) visit(selectionSet, [root]);
  return [...found.values()];
}

function sightOf(judge: Judge | null, type: string, field: FieldNode): Sight {
  if (judge === null) return 'shown';
  const limit = stricter(judge(type, field.name.value), interfaceLimit(judge, field));
  if (limit === null) return 'shown';
  return limit.mask === null ? 'hidden' : 'masked';
}

/** All object types that may stand where the schema has this one. */
export function objectTypes(schema: GraphQLSchema, name: string): readonly GraphQLObjectType[] {
  const type = schema.getType(name);
  if (isObjectType(type)) return [type];
  return isCompositeType(type) && isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}
