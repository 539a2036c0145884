/**
 * What vanilla @apollo/gateway is known to get wrong. Each says of one place at which its answer is not the merged schema's whether
 * it is behind that; a place none explains is a difference to look into. For our own engine there is no such list.
 */
import { type GraphQLSchema, isAbstractType, type SelectionSetNode, visit } from 'graphql';
import { always, conditionOf } from '../../../gateway/engine/shape/conditions.ts';
import type { Parting } from '../compare.ts';
import type { Facts } from '../facts.ts';
import type { Outcome } from '../outcome.ts';
import type { Selected, SelectedField } from './selected.ts';

export interface Difference {
  readonly parting: Parting;
  readonly selected: Selected;
  readonly theirs: Outcome;
  readonly graph: { readonly facts: Facts; readonly apiSchema: GraphQLSchema };
}

export interface Known {
  readonly name: string;
  readonly why: string;
  readonly explains: (difference: Difference) => boolean;
}

export const knownOfVanilla: readonly Known[] = [
  {
    name: 'no edge for __typename',
    why: 'The planner fails on a fragment on a union or another interface within an interface object. cures/narrow-conditions.ts',
    explains: ({ theirs }) => theirs.text === 'absent' && theirs.errors.some(says('We should have an edge from')),
  },
  {
    name: 'alias shadows a field',
    why: 'federation#3036: a key or required field is read by its name, where the client has put another. cures/shadowing-names.ts',
    explains: ({ selected, theirs, graph: { facts } }) => {
      // One conflict costs the whole fetch.
      if (theirs.errors.some(says('are different fields'))) return true;
      const needed = neededNames(facts);
      // It may also stand in what another field of an object on the way is, of which a part is required.
      const aside = selected.around.filter(({ node }) => needed.has(node.name.value)).flatMap(selected.within);
      return [...selected.around, ...selected.below, ...aside].some(
        ({ node: { alias, name } }) => alias !== undefined && alias.value !== name.value && needed.has(alias.value),
      );
    },
  },
  {
    name: 'arguments of a required field',
    why: 'A field required with arguments is asked for under its own name, as the client or another requirement may. cures/required-arguments.ts',
    explains: ({ selected, theirs, graph: { facts } }) => {
      // One conflict costs the whole fetch.
      if (theirs.errors.some(says('conflict because they have differing arguments'))) return true;
      const varying = requirements(facts).flatMap(({ field, withArguments }) => (withArguments ? [field] : []));
      return [...selected.around, ...selected.below].some(({ node }) => varying.includes(node.name.value));
    },
  },
  {
    name: 'literal condition forgotten',
    why: 'Within @include(if: $all) or @skip(if: $none) the planner forgets an inner @skip(if: true). cures/bare-selections.ts',
    explains: ({ selected: { beside, below } }) => [...beside, ...below].some(isLeftOut),
  },
  {
    name: 'nothing left of an object',
    why: 'An object of which everything is left out is not asked for, and null where it is empty. cures/bare-selections.ts',
    explains: ({ parting: { expected, actual } }) => isNothing(actual) && hasEmptyObject(expected),
  },
  {
    name: 'entity without a key',
    why: 'A plan for fields required of some types of an interface object sends the other types without their key. plan/steps.ts, keyed',
    explains: ({ theirs, parting: { actual } }) => isNothing(actual) && theirs.errors.some(says('no key in')),
  },
  {
    name: 'required of some only',
    why: 'An entity without a field that @requires needs loses fields that need nothing, or is told a null for it. plan/requirements.ts',
    explains: ({ selected: { beside, below }, graph: { facts } }) => {
      const dependents = requirements(facts).map(({ field }) => field);
      return [...beside, ...below].some(({ node }) => dependents.includes(node.name.value));
    },
  },
  {
    name: 'interface object hides the type',
    why: 'A fetch from a subgraph with an interface object puts the interface in the place of the known type. plan/steps.ts, rowRewrite',
    explains: ({ selected: { around, below }, graph: { facts } }) =>
      [...around, ...below].some(({ node }) => facts.ofInterfaceObjects.has(node.name.value)),
  },
  {
    name: 'fragment on an abstract type not applied',
    why: 'Where the plan has no need of __typename, a field in a fragment on an interface or union is left out of the answer.',
    explains: ({ parting: { actual, path }, selected: { around, beside, below }, graph: { apiSchema } }) =>
      isNothing(actual)
        ? [...around.filter(({ node }) => path.includes((node.alias ?? node.name).value)), ...beside, ...below].some(
            (field) => inAbstract(field, apiSchema),
          )
        : below.some((field) => inAbstract(field, apiSchema) && lacks(actual, field)),
  },
];

const says = (words: string) => (error: { readonly message: string }) => error.message.includes(words);

const isNothing = (value: unknown) => value === null || value === undefined;

function hasEmptyObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const parts: unknown[] = Object.values(value);
  return (parts.length === 0 && !Array.isArray(value)) || parts.some(hasEmptyObject);
}

/** Somewhere in it there is an object without the field. */
function lacks(value: unknown, field: SelectedField): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { alias, name } = field.node;
  const parts: unknown[] = Object.values(value);
  return (!Array.isArray(value) && !((alias ?? name).value in value)) || parts.some((part) => lacks(part, field));
}

/** By a condition on a literal. */
function isLeftOut({ directives }: SelectedField): boolean {
  return conditionOf(directives, always) === null;
}

function inAbstract({ conditions }: SelectedField, schema: GraphQLSchema): boolean {
  return conditions.some((name) => isAbstractType(schema.getType(name)));
}

function requirements({ fields, familyOf }: Facts) {
  return [...fields].flatMap(([at, { requires }]) => {
    if (requires === null) return [];
    const family = familyOf(at.split('.')[0] ?? '');
    const takesArguments = namesIn(requires).some(
      (name) => (fields.get(`${family}.${name}`)?.field.args.length ?? 0) > 0,
    );
    return [
      {
        field: at.split('.')[1] ?? '',
        names: namesIn(requires),
        withArguments: hasArguments(requires) || takesArguments,
      },
    ];
  });
}

function neededNames(facts: Facts): ReadonlySet<string> {
  const keys = [...facts.keyFields].map((at) => at.split('.')[1] ?? '');
  return new Set(['__typename', ...keys, ...requirements(facts).flatMap(({ names }) => names)]);
}

function namesIn(set: SelectionSetNode): string[] {
  const names: string[] = [];
  visit(set, { Field: ({ name }) => void names.push(name.value) });
  return names;
}

function hasArguments(set: SelectionSetNode): boolean {
  let found = false;
  visit(set, {
    Argument: () => {
      found = true;
    },
  });
  return found;
}
