/** What a supergraph calls a directive of a specification: `@link` may import it under another name, or not at all. */
import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql';
import { textArgument } from '../engine/cures/join-directives.ts';

/** The names of `directive`, one of the specification `spec` (`authenticated`, of any host and version). None where it is not linked. */
export function namesThroughLinks(supergraph: DocumentNode, spec: string, directive: string): ReadonlySet<string> {
  return new Set(linksOf(supergraph, spec).flatMap((link) => namesBy(link, spec, directive)));
}

function linksOf(supergraph: DocumentNode, spec: string): ConstDirectiveNode[] {
  return supergraph.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter(
          (each) => each.name.value === 'link' && specOf(textArgument(each, 'url')) === spec,
        )
      : [],
  );
}

function specOf(url: string | null): string | undefined {
  return /\/([^/]+)\/v\d+(\.\d+)*\/?$/.exec(url ?? '')?.[1];
}

/** A specification's own directive is called as the specification is; others have that name before theirs. */
function namesBy(link: ConstDirectiveNode, spec: string, directive: string): string[] {
  const space = textArgument(link, 'as') ?? spec;
  const unimported = directive === spec ? space : `${space}__${directive}`;
  const given = link.arguments?.find(({ name }) => name.value === 'import')?.value;
  const imported = given?.kind === Kind.LIST ? given.values.flatMap((each) => importedAs(each, directive)) : [];
  return [...imported, unimported];
}

function importedAs(given: ConstValueNode, directive: string): string[] {
  if (given.kind === Kind.STRING) return given.value === `@${directive}` ? [directive] : [];
  if (given.kind !== Kind.OBJECT) return [];
  const text = (field: string) => {
    const value = given.fields.find(({ name }) => name.value === field)?.value;
    return value?.kind === Kind.STRING ? value.value : null;
  };
  return text('name') === `@${directive}` ? [(text('as') ?? directive).replace(/^@/, '')] : [];
}
