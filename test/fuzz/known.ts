/** Differences that are known and not ours: each with what tells it. Anything else is a bug to fix. */
import { type FieldNode, isAbstractType, Kind, type NamedTypeNode, visit } from 'graphql';
import type { Case } from './cases.ts';
import type { Graph, Outcome } from './graph.ts';

export interface Known {
  readonly name: string;
  readonly why: string;
  readonly applies: (value: Case, actual: Outcome, graph: Graph) => boolean;
}

/** Of the planner, which both engines use. */
export const knownOfPlanner: readonly Known[] = [
  {
    name: 'no edge for __typename',
    why: 'The planner fails on a fragment on a union or interface where a subgraph has the object as an interface object only.',
    applies: (_, { messages }) => messages.some((message) => message.includes('We should have an edge from')),
  },
];

/** Of vanilla @apollo/gateway, beside one schema executed by graphql-js. */
export const knownOfApollo: readonly Known[] = [
  {
    name: 'alias shadows a field',
    why: 'federation#3036: the planner asks for keys by their own names, where the client has put another field.',
    applies: ({ document }) =>
      hasField(
        document,
        ({ alias, name }) => alias !== undefined && alias.value !== name.value && !/^(a\d+|kindOf)$/.test(alias.value),
      ),
  },
  ...knownOfPlanner,
  {
    name: 'nothing left of an object',
    why: 'An object of which everything is skipped is not fetched, and null where it should be empty.',
    applies: ({ document }) => {
      let bare = false;
      visit(document, {
        SelectionSet: ({ selections }) => {
          if (selections.every(({ kind, directives }) => kind !== Kind.FIELD || directives?.length)) bare = true;
        },
      });
      return bare;
    },
  },
  {
    name: 'entity without a key',
    why: 'A plan for fields required of some types of an interface object sends the other types without their key.',
    applies: (_, { messages }) => messages.some((message) => message.includes('no key in')),
  },
  {
    name: 'required of some only',
    why: 'An entity without a field that @requires needs (skipped, or not of this type) loses fields that need nothing.',
    applies: ({ document }, _, { facts }) => {
      const dependents = [...facts.fields].flatMap(([at, { requires }]) => (requires ? [at.split('.')[1]] : []));
      return hasField(document, ({ name }) => dependents.includes(name.value));
    },
  },
  {
    name: 'interface object hides the type',
    why: 'A fetch from a subgraph with an interface object puts the interface in the place of the type that is already known.',
    applies: ({ document }, _, { facts }) => hasField(document, ({ name }) => facts.ofInterfaceObjects.has(name.value)),
  },
  {
    name: 'fragment on an abstract type not applied',
    why: 'Where the plan has no need of __typename, a fragment on an interface or union is left out of the answer.',
    applies: ({ document }, _, { apiSchema }) => {
      let abstract = false;
      const look = (type: NamedTypeNode | undefined) => {
        if (type && isAbstractType(apiSchema.getType(type.name.value))) abstract = true;
      };
      visit(document, {
        InlineFragment: ({ typeCondition }) => look(typeCondition),
        FragmentDefinition: ({ typeCondition }) => look(typeCondition),
      });
      return abstract;
    },
  },
];

function hasField(document: Case['document'], test: (field: FieldNode) => boolean): boolean {
  let found = false;
  visit(document, {
    Field: (field) => {
      if (test(field)) found = true;
    },
  });
  return found;
}
