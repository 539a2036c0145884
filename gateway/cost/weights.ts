/**
 * What a supergraph says of costs by Federation's `@cost` and `@listSize` (IBM's cost specification), under whatever names it has linked
 * them. Where it says nothing an object costs 1, a scalar nothing, and a list is taken to have ten items.
 */
import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql';
import { namesThroughLinks } from '../supergraph/link-names.ts';

export interface ListSize {
  /** Null when it is not said. */
  readonly assumed: number | null;
  /** Arguments that bound the list, such as `first`. */
  readonly slicing: readonly string[];
  /** Fields of what is answered, such as `edges`, whose size it is; empty when it is the field's own. */
  readonly sized: readonly string[];
}

export interface Weights {
  /** Of `Type`, `Type.field`, `Type.field(argument:)` or `Input.field`; undefined when nothing is said. */
  readonly weightOf: (coordinate: string) => number | undefined;
  /** Of `Type.field`. */
  readonly listSizeOf: (coordinate: string) => ListSize | undefined;
}

export function readWeights(supergraph: DocumentNode): Weights {
  const names = { cost: namesOf(supergraph, 'cost'), listSize: namesOf(supergraph, 'listSize') };
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  const note = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): void => {
    for (const directive of directives ?? []) {
      if (names.cost.has(directive.name.value)) {
        const weight = numberOf(directive, 'weight');
        if (weight !== null) weights.set(coordinate, weight);
      }
      if (names.listSize.has(directive.name.value)) sizes.set(coordinate, listSizeOf(directive));
    }
  };
  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || definition.name === undefined || !('directives' in definition)) continue;
    const type = definition.name.value;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
    note(type, definition.directives as readonly ConstDirectiveNode[]);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      note(`${type}.${field.name.value}`, field.directives);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? []) {
        note(`${type}.${field.name.value}(${argument.name.value}:)`, argument.directives);
      }
    }
  }
  return { weightOf: (coordinate) => weights.get(coordinate), listSizeOf: (coordinate) => sizes.get(coordinate) };
}

/** By the specification's own link, or by federation's, of which they are too. */
function namesOf(supergraph: DocumentNode, directive: string): ReadonlySet<string> {
  return new Set(['cost', 'federation'].flatMap((spec) => [...namesThroughLinks(supergraph, spec, directive)]));
}

function listSizeOf(directive: ConstDirectiveNode): ListSize {
  return {
    assumed: numberOf(directive, 'assumedSize'),
    slicing: textsOf(directive, 'slicingArguments'),
    sized: textsOf(directive, 'sizedFields'),
  };
}

const argumentOf = (directive: ConstDirectiveNode, name: string): ConstValueNode | undefined =>
  directive.arguments?.find((argument) => argument.name.value === name)?.value;

/** IBM's own `@cost` has its weight as a text. */
function numberOf(directive: ConstDirectiveNode, name: string): number | null {
  const value = argumentOf(directive, name);
  if (value?.kind !== Kind.INT && value?.kind !== Kind.FLOAT && value?.kind !== Kind.STRING) return null;
  const number = Number(value.value);
  return Number.isFinite(number) ? number : null;
}

function textsOf(directive: ConstDirectiveNode, name: string): string[] {
  const value = argumentOf(directive, name);
  const values = value?.kind === Kind.LIST ? value.values : value === undefined ? [] : [value];
  return values.flatMap((each) => (each.kind === Kind.STRING ? [each.value] : []));
}
