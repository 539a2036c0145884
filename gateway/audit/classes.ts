/** Which class each field's data is of, as `@dataClass` in the supergraph says: a field's own, else its type's. */
import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

export interface FieldClass {
  /** In small letters with dashes, as in a policy: `special-category`. */
  readonly name: string;
  /** A part of it can be shown. */
  readonly hasMask: boolean;
}

/** What nobody has said the class of. It may be anything. */
export const unclassified: FieldClass = { name: 'unclassified', hasMask: false };

export type ClassOf = (type: string, field: string) => FieldClass;

export function readClasses(supergraph: DocumentNode): ClassOf {
  const directive = importedName(supergraph);
  const classes = new Map<string, FieldClass>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const ofType = classIn(definition.directives, directive);
    for (const field of definition.fields ?? []) {
      const own = classIn(field.directives, directive) ?? ofType;
      if (own) classes.set(`${definition.name.value}.${field.name.value}`, own);
    }
  }
  return (type, field) => classes.get(`${type}.${field}`) ?? unclassified;
}

const specification = /\/privacy\/v\d+\.\d+$/;

/** A supergraph may have it under another name. */
function importedName(supergraph: DocumentNode): string {
  const links = supergraph.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter(({ name }) => name.value === 'link')
      : [],
  );
  for (const link of links) {
    const url = argument(link, 'url');
    if (url?.kind !== Kind.STRING || !specification.test(url.value)) continue;
    const imported = argument(link, 'import');
    for (const each of imported?.kind === Kind.LIST ? imported.values : []) {
      if (each.kind === Kind.STRING && each.value === '@dataClass') return 'dataClass';
      if (each.kind !== Kind.OBJECT) continue;
      const [name, as] = ['name', 'as'].map((key) => each.fields.find((field) => field.name.value === key)?.value);
      if (name?.kind === Kind.STRING && name.value === '@dataClass' && as?.kind === Kind.STRING)
        return as.value.slice(1);
    }
  }
  return 'dataClass';
}

function classIn(directives: readonly ConstDirectiveNode[] = [], name: string): FieldClass | null {
  const found = directives.find((each) => each.name.value === name);
  const is = found && argument(found, 'is');
  if (found === undefined || is?.kind !== Kind.ENUM) return null;
  return { name: is.value.toLowerCase().replaceAll('_', '-'), hasMask: argument(found, 'mask') !== undefined };
}

const argument = (directive: ConstDirectiveNode, name: string) =>
  directive.arguments?.find((each) => each.name.value === name)?.value;
