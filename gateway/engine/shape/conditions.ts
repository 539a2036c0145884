/** `@skip` and `@include`, worked out as far as they can be before a request's variables are known. */
import { type DirectiveNode, Kind } from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** All of these must hold; empty for "always", null for "never". */
export type Condition = readonly { readonly variable: string; readonly is: boolean }[] | null;

export const always: Condition = [];

export function conditionOf(directives: readonly DirectiveNode[] | undefined, outer: Condition): Condition {
  let condition = outer;
  for (const directive of directives ?? []) {
    const is = directive.name.value === 'include' ? true : directive.name.value === 'skip' ? false : null;
    const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
    if (is === null || condition === null || value === undefined) continue;
    if (value.kind === Kind.VARIABLE) condition = [...condition, { variable: value.name.value, is }];
    else if (value.kind === Kind.BOOLEAN && value.value !== is) condition = null;
  }
  return condition;
}

export function holds(condition: Condition, variables: Variables): boolean {
  return condition?.every(({ variable, is }) => (variables[variable] === true) === is) ?? false;
}
