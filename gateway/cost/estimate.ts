/**
 * What an operation costs at most, from its text and the schema: the weights of its fields, times the sizes of the lists they are in.
 * A field asked twice under one name counts once, and of what depends on the type of an object the dearest type counts.
 */
import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { argumentCost, assumedItems, sizeOf } from './arguments.ts';
import { both, type Condition, type Cost, either, most, sum, times, type Variables, when } from './expression.ts';
import type { Weights } from './weights.ts';

interface Scope {
  readonly schema: GraphQLSchema;
  readonly weights: Weights;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Of the operation's variables. */
  readonly defaults: Variables;
  /** Sizes of lists, as they are asked for. */
  readonly lists: Cost[];
}

export interface Estimate {
  readonly cost: Cost;
  /** Items of the longest list that is asked for by a slicing argument. */
  readonly longestList: Cost;
}

/** All that is asked of one type under one name. */
interface Asked {
  readonly node: FieldNode;
  readonly below: SelectionSetNode[];
  condition: Condition;
}

interface Collected {
  readonly fields: Map<string, Asked>;
  /** What is asked of some of the types an object may have, by type condition. */
  readonly some: Map<string, Part[]>;
}

interface Part {
  readonly selectionSet: SelectionSetNode;
  readonly condition: Condition;
}

/** Writing something costs this beside what is answered. */
const writing = 10;

/** Expects a valid operation of no more fields, fragments spread out, than the limits allow. */
export function estimate(
  schema: GraphQLSchema,
  weights: Weights,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Estimate {
  const root = schema.getRootType(operation.operation);
  if (!root) return { cost: 0, longestList: 0 };
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
  const scope: Scope = { schema, weights, fragments, defaults, lists: [] };
  const below = costOf(root, [whole(operation.selectionSet)], new Map(), scope);
  const cost = operation.operation === 'mutation' ? sum([writing, below]) : below;
  return { cost, longestList: most(scope.lists) };
}

const whole = (selectionSet: SelectionSetNode): Part => ({ selectionSet, condition: null });

/** `sized`: sizes of this object's lists that the field it answers has set. */
function costOf(
  type: GraphQLCompositeType,
  parts: readonly Part[],
  sized: ReadonlyMap<string, Cost>,
  scope: Scope,
): Cost {
  const { fields, some } = collect(type, parts, scope);
  const always = [...fields.values()].map((asked) => fieldCost(type, asked, sized, scope));
  if (some.size === 0) return sum(always);
  const parted = [...some].map(([name, own]) => {
    const narrower = scope.schema.getType(name);
    return { narrower, cost: isCompositeType(narrower) ? costOf(narrower, own, sized, scope) : 0 };
  });
  const possible = isAbstractType(type) ? scope.schema.getPossibleTypes(type) : [];
  const byType = possible.map((each) =>
    sum(parted.flatMap(({ narrower, cost }) => (isKindOf(each, narrower, scope.schema) ? [cost] : []))),
  );
  return sum([...always, most(byType)]);
}

function isKindOf(type: GraphQLCompositeType, wider: GraphQLNamedType | undefined, schema: GraphQLSchema): boolean {
  if (type === wider) return true;
  return isAbstractType(wider) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wider, type);
}

function collect(type: GraphQLCompositeType, parts: readonly Part[], scope: Scope): Collected {
  const collected: Collected = { fields: new Map(), some: new Map() };
  const add = ({ selectionSet, condition: outer }: Part): void => {
    for (const selection of selectionSet.selections) {
      const condition = both(outer, conditionOf(selection.directives, scope.defaults));
      if (selection.kind === Kind.FIELD) {
        addField(collected.fields, selection, condition);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragments.get(selection.name.value) : selection;
      if (!fragment) continue;
      const part = { selectionSet: fragment.selectionSet, condition };
      const name = fragment.typeCondition?.name.value;
      if (name === undefined || isKindOf(type, scope.schema.getType(name), scope.schema)) add(part);
      else if (!isObjectType(type)) collected.some.set(name, [...(collected.some.get(name) ?? []), part]);
    }
  };
  for (const part of parts) add(part);
  return collected;
}

function addField(fields: Map<string, Asked>, node: FieldNode, condition: Condition): void {
  const name = (node.alias ?? node.name).value;
  const known = fields.get(name);
  const below = node.selectionSet ? [node.selectionSet] : [];
  if (known === undefined) {
    fields.set(name, { node, below, condition });
    return;
  }
  known.condition = either(known.condition, condition);
  known.below.push(...below);
}

function fieldCost(
  type: GraphQLCompositeType,
  { node, below, condition }: Asked,
  sized: ReadonlyMap<string, Cost>,
  scope: Scope,
): Cost {
  const name = node.name.value;
  // The schema about itself has been made already.
  const field = name.startsWith('__') || !('getFields' in type) ? undefined : type.getFields()[name];
  if (!field) return 0;
  const { weights } = scope;
  const coordinates = [type, ...implementing(type, scope.schema)].map((each) => `${each.name}.${name}`);
  const listSize = coordinates.map(weights.listSizeOf).find((said) => said !== undefined);
  const size = sizeOf(listSize, field, node, scope.defaults);
  if (listSize && listSize.slicing.length > 0) scope.lists.push(when(condition, size));
  const ofFields = new Map((listSize?.sized ?? []).map((own) => [own, size] as const));
  const named = getNamedType(field.type);
  const own = weights.weightOf(named.name) ?? (isCompositeType(named) ? 1 : 0);
  const inner = isCompositeType(named) ? costOf(named, below.map(whole), ofFields, scope) : 0;
  const items = itemsOf(field.type, sized.get(name) ?? (ofFields.size > 0 ? undefined : size));
  const call = most(
    coordinates.map((each) => sum([weights.weightOf(each) ?? 0, argumentCost(weights, each, field, node)])),
  );
  return when(condition, sum([call, times(items, sum([own, inner]))]));
}

/** What an interface does not say of a field its types may. */
const implementing = (type: GraphQLCompositeType, schema: GraphQLSchema): readonly GraphQLObjectType[] =>
  isInterfaceType(type) ? schema.getPossibleTypes(type) : [];

/** `size`: of the outermost list; of those within it nothing can be said. */
function itemsOf(type: GraphQLOutputType, size: Cost = assumedItems): Cost {
  if (isNonNullType(type)) return itemsOf(type.ofType, size);
  return isListType(type) ? times(size, itemsOf(type.ofType)) : 1;
}

function conditionOf(directives: readonly DirectiveNode[] | undefined, defaults: Variables): Condition {
  let condition: Condition = null;
  for (const { name, arguments: given } of directives ?? []) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const value = given?.find((argument) => argument.name.value === 'if')?.value;
    const wanted = name.value === 'include';
    if (value?.kind === Kind.VARIABLE) {
      const variable = value.name.value;
      condition = both(condition, (variables) => (variables[variable] ?? defaults[variable]) === wanted);
    } else if (value?.kind === Kind.BOOLEAN && value.value !== wanted) condition = () => false;
  }
  return condition;
}
