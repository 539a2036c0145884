/** `@defer` as clients write it: whether it counts for a request, and operations with and without it. */
import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Variables } from '../shape/conditions.ts';

export interface DeferChoice {
  /** For clients that take an answer whole. */
  readonly whole: DocumentNode;
  /** With those `@defer`s that count under a request's variables, without their `if`; the one of `whole` when none does. */
  decided(variables: Variables): DocumentNode;
}

/** Of one document, as many combinations of its conditions as are kept. */
const combinationsKept = 16;

const choices = new WeakMap<DocumentNode, DeferChoice>();

/** Expects a valid document. The same one gives the same results, by identity. */
export function deferChoice(document: DocumentNode): DeferChoice {
  const known = choices.get(document);
  if (known) return known;
  const made = make(document);
  choices.set(document, made);
  return made;
}

function make(document: DocumentNode): DeferChoice {
  const directives: DirectiveNode[] = [];
  visit(document, { Directive: (directive) => void (directive.name.value === 'defer' && directives.push(directive)) });
  if (directives.length === 0) return { whole: document, decided: () => document };
  const defaults = defaultsOf(document);
  const whole = keepingDefers(document, () => false);
  const combinations = new LRUCache<string, DocumentNode>({ max: combinationsKept });
  return {
    whole,
    decided: (variables) => {
      const active = new Set(directives.filter((directive) => counts(directive, { ...defaults, ...variables })));
      if (active.size === 0) return whole;
      const key = directives.map((directive) => (active.has(directive) ? '1' : '0')).join('');
      const kept = combinations.get(key) ?? keepingDefers(document, (directive) => active.has(directive));
      combinations.set(key, kept);
      return kept;
    },
  };
}

function keepingDefers(document: DocumentNode, keeps: (directive: DirectiveNode) => boolean): DocumentNode {
  return visit(document, {
    Directive: (directive) => {
      if (directive.name.value !== 'defer') return undefined;
      return keeps(directive) ? { ...directive, arguments: directive.arguments?.filter(isLabel) ?? [] } : null;
    },
  });
}

/** Without `if`, and with a null for it, a fragment is deferred: only `false` says no. */
function counts(directive: DirectiveNode, variables: Variables): boolean {
  const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value] !== false;
  return !(value?.kind === Kind.BOOLEAN && !value.value);
}

function defaultsOf(document: DocumentNode): Variables {
  return Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? (definition.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
            defaultValue?.kind === Kind.BOOLEAN ? [[variable.name.value, defaultValue.value] as const] : [],
          )
        : [],
    ),
  );
}

const isLabel = ({ name }: { readonly name: { readonly value: string } }) => name.value === 'label';

/** The `@defer` of a fragment. */
export function deferOf(selection: SelectionNode): DirectiveNode | undefined {
  if (selection.kind === Kind.FIELD) return undefined;
  return selection.directives?.find(({ name }) => name.value === 'defer');
}

export function labelOf(directive: DirectiveNode): string | null {
  const value = directive.arguments?.find(isLabel)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

export function withoutDefer<Node extends InlineFragmentNode | FragmentSpreadNode>(selection: Node): Node {
  return { ...selection, directives: selection.directives?.filter(({ name }) => name.value !== 'defer') ?? [] };
}
