/** The selection sets in a supergraph's `join__field`s: what a field requires, and what its arguments take from contexts. */
import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  Kind,
  parse,
  print,
  type SelectionSetNode,
} from 'graphql';
import { textArgument } from './join-directives.ts';

/** By the name of a context: the types that are one. */
export type Contexts = ReadonlyMap<string, readonly string[]>;

export function readContexts(supergraph: DocumentNode): Contexts {
  const contexts = new Map<string, string[]>();
  for (const definition of supergraph.definitions) {
    if (!('directives' in definition) || !('name' in definition) || definition.name === undefined) continue;
    for (const directive of definition.directives ?? []) {
      const name = directive.name.value === 'context' ? textArgument(directive, 'name') : null;
      if (name !== null) contexts.set(name, [...(contexts.get(name) ?? []), definition.name.value]);
    }
  }
  return contexts;
}

/** `type` is the one the directive's field is of; `change` is told of which types a selection set may be. */
export function mapSelections(
  directive: ConstDirectiveNode,
  type: string,
  contexts: Contexts,
  change: (set: SelectionSetNode, parents: readonly string[]) => SelectionSetNode,
): ConstDirectiveNode {
  if (directive.name.value !== 'join__field') return directive;
  const changed = (value: ConstValueNode, parents: readonly string[]): ConstValueNode => {
    const set = value.kind === Kind.STRING ? selectionSet(value.value) : null;
    return set ? { kind: Kind.STRING, value: print(change(set, parents)) } : value;
  };
  const taken = (value: ConstValueNode): ConstValueNode => {
    if (value.kind !== Kind.OBJECT) return value;
    const context = value.fields.find(({ name }) => name.value === 'context')?.value;
    const parents = context?.kind === Kind.STRING ? contexts.get(context.value) : undefined;
    return {
      ...value,
      fields: value.fields.map((field) =>
        field.name.value === 'selection' ? { ...field, value: changed(field.value, parents ?? []) } : field,
      ),
    };
  };
  return {
    ...directive,
    arguments: (directive.arguments ?? []).map((argument) => {
      const { name, value } = argument;
      if (name.value === 'requires') return { ...argument, value: withoutBraces(changed(value, [type])) };
      if (name.value !== 'contextArguments' || value.kind !== Kind.LIST) return argument;
      return { ...argument, value: { ...value, values: value.values.map(taken) } };
    }),
  };
}

/** Null for a text that is none. */
export function selectionSet(text: string): SelectionSetNode | null {
  const whole = text.trim().startsWith('{') ? text : `{ ${text} }`;
  const [operation] = parse(whole, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : null;
}

function withoutBraces(value: ConstValueNode): ConstValueNode {
  return value.kind === Kind.STRING ? { ...value, value: value.value.replace(/^\{|\}$/g, '').trim() } : value;
}
