/** Reads the directives with which composition notes in a supergraph what each subgraph says of a type or field. */
import { type DirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

/** The text or name given for an argument; null when there is none. */
export function textArgument(directive: DirectiveNode, name: string): string | null {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : null;
}

export function isTrue(directive: DirectiveNode, name: string): boolean {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN && value.value;
}

/** Every text given for one of the arguments, anywhere in the supergraph. */
export function joinArguments(supergraph: DocumentNode, names: readonly string[]): string[] {
  const found: string[] = [];
  visit(supergraph, {
    Directive: (directive) => {
      if (!directive.name.value.startsWith('join__')) return;
      for (const name of names) {
        const text = textArgument(directive, name);
        if (text !== null) found.push(text);
      }
    },
  });
  return found;
}
