/** The subgraphs a composed supergraph names, and where it says they are. */
import { type ConstDirectiveNode, Kind, parse } from 'graphql';

export interface Graph {
  readonly name: string;
  /** The supergraph's `join__graph` address; empty when it gives none. */
  readonly url: string;
}

/** Throws an Error that says what is wrong when the text is no supergraph. */
export function readGraphs(supergraphSdl: string): readonly Graph[] {
  const graphs = parse(supergraphSdl, { noLocation: true }).definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) {
    throw new Error('This is no supergraph: it has no enum join__Graph. Compose the subgraphs first.');
  }
  return (graphs.values ?? []).map((value) => {
    const directive = value.directives?.find(({ name }) => name.value === 'join__graph');
    return { name: textOf(directive, 'name') ?? value.name.value, url: textOf(directive, 'url') ?? '' };
  });
}

const protecting = /\/(authenticated|requiresScopes|policy)\//;

/**
 * Directives by which the supergraph hides fields from those without a right to them, such as `@authenticated`: nobody heeds them where
 * callers are not asked who they are, or with ENGINE=apollo. Expects a text that `readGraphs` takes.
 */
export function unheededProtection(supergraphSdl: string): readonly string[] {
  const links = parse(supergraphSdl, { noLocation: true }).definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter(({ name }) => name.value === 'link')
      : [],
  );
  const names = links.flatMap((link) => protecting.exec(textOf(link, 'url') ?? '')?.[1] ?? []);
  return names.map((name) => `@${name}`).toSorted();
}

function textOf(directive: ConstDirectiveNode | undefined, name: string): string | null {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}
