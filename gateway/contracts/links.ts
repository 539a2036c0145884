/** Under which names a supergraph has Federation's directives, as its `@link`s say. */
import { type DocumentNode, Kind, parse } from 'graphql';
import { namesThroughLinks } from '../supergraph/link-names.ts';

/** What a directive is called whose specification has this name; null when it is not linked. */
export function linkedName(document: DocumentNode, specification: string): string | null {
  return [...namesThroughLinks(document, specification, specification)][0] ?? null;
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

/** With which a supergraph says that it has the directive, and that who does not know it may not serve it. */
const written = parse(
  `
  schema @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY) { query: Query }
  directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE
    | INPUT_OBJECT | INPUT_FIELD_DEFINITION
`,
  { noLocation: true },
);
const added = written.definitions.flatMap((each) =>
  each.kind === Kind.SCHEMA_DEFINITION ? (each.directives ?? []) : [],
);
const definitions = written.definitions.filter(({ kind }) => kind === Kind.DIRECTIVE_DEFINITION);
