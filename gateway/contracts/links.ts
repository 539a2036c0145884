/** Under which names a supergraph has Federation's directives, as its `@link`s say. */
import { type ConstDirectiveNode, type DocumentNode, Kind, parse } from 'graphql';
import { textArgument } from '../engine/cures/join-directives.ts';

/** What a directive is called whose specification has this name; null when it is not linked. */
export function linkedName(document: DocumentNode, specification: string): string | null {
  const link = linksOf(document).find((each) =>
    textArgument(each, 'url')?.startsWith(`https://specs.apollo.dev/${specification}/`),
  );
  if (link === undefined) return null;
  return importedAs(link, `@${specification}`) ?? textArgument(link, 'as') ?? specification;
}

/** The supergraph with `@inaccessible` to use, and what it is called there. */
export function withInaccessible(document: DocumentNode): {
  readonly document: DocumentNode;
  readonly directive: string;
} {
  const known = linkedName(document, 'inaccessible');
  if (known !== null) return { document, directive: known };
  return {
    directive: 'inaccessible',
    document: {
      ...document,
      definitions: [
        ...document.definitions.map((each) =>
          each.kind === Kind.SCHEMA_DEFINITION ? { ...each, directives: [...(each.directives ?? []), ...added] } : each,
        ),
        ...definitions,
      ],
    },
  };
}

/** `import: [{ name: "@tag", as: "@label" }]` */
function importedAs(link: ConstDirectiveNode, name: string): string | null {
  const imported = link.arguments?.find((argument) => argument.name.value === 'import')?.value;
  for (const each of imported?.kind === Kind.LIST ? imported.values : []) {
    if (each.kind !== Kind.OBJECT) continue;
    const text = (field: string) => {
      const value = each.fields.find((own) => own.name.value === field)?.value;
      return value?.kind === Kind.STRING ? value.value : null;
    };
    if (text('name') === name) return text('as')?.replace(/^@/, '') ?? null;
  }
  return null;
}

/** With which a supergraph says that it has the directive, and that who does not know it may not serve it. */
const written = parse(
  `
  schema @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY) { query: Query }
  directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE
    | INPUT_OBJECT | INPUT_FIELD_DEFINITION
`,
  { noLocation: true },
);
const added = linksOf(written);
const definitions = written.definitions.filter(({ kind }) => kind === Kind.DIRECTIVE_DEFINITION);

function linksOf({ definitions: all }: DocumentNode): readonly ConstDirectiveNode[] {
  return all.flatMap((each) =>
    each.kind === Kind.SCHEMA_DEFINITION ? (each.directives ?? []).filter(({ name }) => name.value === 'link') : [],
  );
}
