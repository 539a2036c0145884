/** A random question about the schema itself. */
import { type FieldNode, type GraphQLSchema, Kind, type SelectionSetNode } from 'graphql';
import { name } from './inputs.ts';
import type { Choices } from './random.ts';

export function introspection(schema: GraphQLSchema, choices: Choices): FieldNode {
  const nameAndKind = [field('name'), field('kind')];
  if (choices.chance(2)) return field('__schema', [field('queryType', nameAndKind)]);
  const value = { kind: Kind.STRING, value: choices.pick(Object.keys(schema.getTypeMap())) } as const;
  const fields = field('fields', [field('name')]);
  return {
    ...field('__type', [...nameAndKind, fields]),
    arguments: [{ kind: Kind.ARGUMENT, name: name('name'), value }],
  };
}

function field(named: string, selections?: SelectionSetNode['selections']): FieldNode {
  return {
    kind: Kind.FIELD,
    name: name(named),
    ...(selections && { selectionSet: { kind: Kind.SELECTION_SET, selections } }),
  };
}
