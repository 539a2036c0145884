/**
 * What an operation will ask of a membership, seen before the membership is read, so that one call can fetch all of it.
 *
 * Looking ahead only saves calls: whatever it misses or leaves out (a page with a faulty size, a second page under an alias)
 * is read, or refused, by the field's own resolver.
 */
import {
  type FieldNode,
  type GraphQLDirective,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  isObjectType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { activityPage } from './activity.ts';
import { type ActivityKind, type ActivityPage, activityKinds, type MembershipAsk } from './source.ts';

/**
 * What is selected of the LoyaltyMembership that lies `path` below the field being resolved: `[]` for a field of that type
 * (or `_entities`), `['membership']` for one inside.
 */
export function membershipAsk(
  info: GraphQLResolveInfo,
  parents: readonly { readonly type: string; readonly field: string }[],
  maxPageSize: number,
): MembershipAsk {
  const start = info.fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const sets = parents.reduce(
    (within, { type, field }) =>
      within
        .flatMap((set) => fields(set, type, info))
        .filter((node) => node.name.value === field)
        .flatMap(({ selectionSet }) => selectionSet ?? []),
    start,
  );
  const selected = sets.flatMap((set) => fields(set, 'LoyaltyMembership', info));
  const asksFor = (name: string) => selected.some((node) => node.name.value === name);
  const pages = selected
    .filter((node) => node.name.value === 'activity')
    .flatMap((node) => pageOf(node, info, maxPageSize) ?? []);
  return { tierHistory: asksFor('tierHistory'), lots: asksFor('expiringLots'), activity: pages.at(0) ?? null };
}

/** Everything that any of several asks wants; of different pages, the first. */
export function joined(asks: readonly MembershipAsk[]): MembershipAsk {
  return {
    tierHistory: asks.some((ask) => ask.tierHistory),
    lots: asks.some((ask) => ask.lots),
    activity: asks.find((ask) => ask.activity !== null)?.activity ?? null,
  };
}

function fields(set: SelectionSetNode, type: string, info: GraphQLResolveInfo): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (!isIncluded(selection, info)) return [];
    if (selection.kind === 'Field') return [selection];
    const fragment = selection.kind === 'InlineFragment' ? selection : info.fragments[selection.name.value];
    if (fragment === undefined) return [];
    const condition = fragment.typeCondition?.name.value;
    return condition === undefined || condition === type ? fields(fragment.selectionSet, type, info) : [];
  });
}

function isIncluded(node: SelectionNode, info: GraphQLResolveInfo): boolean {
  const condition = (directive: GraphQLDirective) => getDirectiveValues(directive, node, info.variableValues)?.if;
  return condition(GraphQLSkipDirective) !== true && condition(GraphQLIncludeDirective) !== false;
}

function pageOf(node: FieldNode, info: GraphQLResolveInfo, maxPageSize: number): ActivityPage | null {
  const type = info.schema.getType('LoyaltyMembership');
  const field = isObjectType(type) ? type.getFields().activity : undefined;
  if (field === undefined) return null;
  try {
    const { first, after, kind } = getArgumentValues(field, node, info.variableValues);
    return activityPage(
      {
        first: typeof first === 'number' ? first : null,
        after: typeof after === 'string' ? after : null,
        kind: Array.isArray(kind) ? kind.filter(isKind) : null,
      },
      maxPageSize,
    );
  } catch {
    return null;
  }
}

const isKind = (value: unknown): value is ActivityKind => activityKinds.some((kind) => kind === value);
