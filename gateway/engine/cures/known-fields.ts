/**
 * What an entity fetch tells of an entity is not asked back under another name: the object has it.
 *
 * Of an interface object, told what it is, the planner asks the subgraph that has the interface as an object for `number: id` anew.
 * That may know nothing of it, and then the field would be null, though the key is there.
 */
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FragmentDefinitionNode, type GraphQLSchema, Kind, parse, type SelectionSetNode } from 'graphql';
import type { Representation } from '../plan/representation.ts';
import { isOfType } from '../plan/types.ts';

export interface KnownFields {
  /** In the reply; not to be asked for. */
  readonly names: ReadonlySet<string>;
  /** Is the fetch also to tell what type they are of? */
  readonly asksType: boolean;
  /** Gives the object what its representation tells. */
  readonly fill: (object: Record<string, unknown>, representation: Representation) => void;
}

interface TopField {
  readonly alias: string;
  readonly name: string;
  /** It may differ from what is told. */
  readonly isOwn: boolean;
  /** The types an object must be of. */
  readonly types: readonly string[];
}

/** Null when there is nothing of the kind. */
export function knownFields(
  operation: string,
  requires: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
): KnownFields | null {
  const fields = topFields(operation);
  const told = toldOfAll(requires, schema);
  const isKnown = ({ alias, name, isOwn }: TopField) => !isOwn && alias !== name && told(name);
  const byAlias = Map.groupBy(fields, ({ alias }) => alias);
  const known = [...byAlias.values()].filter((same) => same.every(isKnown)).flat();
  if (known.length === 0) return null;
  return {
    names: new Set(known.map(({ alias }) => alias)),
    asksType: fields.some(({ name }) => name === '__typename'),
    fill: (object, representation) => {
      for (const { alias, name, types } of known) {
        const value = representation[name];
        const fits = types.every((type) => type === representation.__typename || isA(schema, object, type));
        if (fits && value !== undefined) object[alias] = value;
      }
    },
  };
}

function isA(schema: GraphQLSchema, { __typename: typename }: Record<string, unknown>, type: string): boolean {
  return typeof typename === 'string' && isOfType(schema, typename, type);
}

/** Is a value of this name told of whatever entity is asked about? */
function toldOfAll(requires: readonly QueryPlanSelectionNode[], schema: GraphQLSchema): (name: string) => boolean {
  const parts = requires.flatMap((part) =>
    part.kind === 'InlineFragment'
      ? [{ type: part.typeCondition ?? '', names: part.selections.flatMap((each) => leafName(each) ?? []) }]
      : [],
  );
  const covers = (other: string, type: string) => other === type || isOfType(schema, type, other);
  return (name) =>
    parts.length > 0 &&
    parts.every(({ type }) => parts.some((other) => other.names.includes(name) && covers(other.type, type)));
}

function leafName(selection: QueryPlanSelectionNode): string | null {
  return selection.kind === 'Field' && !selection.selections ? selection.name : null;
}

/** Fields of the entities themselves. */
function topFields(operation: string): TopField[] {
  const { definitions } = parse(operation, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const visit = (set: SelectionSetNode, types: readonly string[]): TopField[] =>
    set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) {
        const { alias, name, arguments: given = [], selectionSet } = selection;
        const isOwn = given.length > 0 || selectionSet !== undefined || name.value === '__typename';
        return [{ alias: (alias ?? name).value, name: name.value, isOwn, types }];
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment) return [];
      const type = fragment.typeCondition?.name.value;
      return visit(fragment.selectionSet, type === undefined ? types : [...types, type]);
    });
  const [entities] = definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? each.selectionSet.selections : [],
  );
  return entities?.kind === Kind.FIELD && entities.selectionSet ? visit(entities.selectionSet, []) : [];
}
