/**
 * Fields asked of an interface, by the interface's own rule. What becomes of an operation on its way may change what a field is asked of;
 * so what the interface keeps back is noted at the field first, by a directive of ours that no subgraph and no client sees.
 */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isInterfaceType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { textArgument } from '../cures/join-directives.ts';
import type { Judge, Limit } from './judge.ts';

const directive = '_limited';

/** Expects a valid document. */
export function withInterfaceLimits(schema: GraphQLSchema, judge: Judge, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field: (field) => {
        const parent = types.getParentType();
        if (!isInterfaceType(parent) || judge(parent.name, field.name.value) === null) return undefined;
        return { ...field, directives: [...(field.directives ?? []), noted(parent.name)] };
      },
    }),
  );
}

/** What the interface leaves of it; null where it is asked of none, or of one that keeps nothing back. */
export function interfaceLimit(judge: Judge, { name, directives = [] }: FieldNode): Limit | null {
  const note = directives.find(isNote);
  const type = note ? textArgument(note, 'by') : null;
  return type === null ? null : judge(type, name.value);
}

/** As the planner may see it. */
export function withoutNote(field: FieldNode): FieldNode {
  return field.directives?.some(isNote)
    ? { ...field, directives: field.directives.filter((each) => !isNote(each)) }
    : field;
}

const isNote = (each: { readonly name: { readonly value: string } }) => each.name.value === directive;

function noted(type: string): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: directive },
    arguments: [
      { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'by' }, value: { kind: Kind.STRING, value: type } },
    ],
  };
}
