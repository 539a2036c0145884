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

/** What fields select of a context for their arguments, without braces around: `currency`, or a fragment for each of several types. */
export function contextSelections(supergraph: DocumentNode): string[] {
  const found: string[] = [];
  visit(supergraph, {
    Directive: ({ name, arguments: given }) => {
      const taken = given?.find((argument) => argument.name.value === 'contextArguments')?.value;
      if (name.value !== 'join__field' || taken?.kind !== Kind.LIST) return;
      for (const each of taken.values) {
        const fields = each.kind === Kind.OBJECT ? each.fields : [];
        const selection = fields.find((field) => field.name.value === 'selection')?.value;
        if (selection?.kind === Kind.STRING) found.push(selection.value.trim().replace(/^\{(.*)\}$/s, '$1'));
      }
    },
  });
  return found;
}
