/** Which class each field's data is of, as `@dataClass` in the supergraph says: a field's own, else its type's. */
import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';
import { namesThroughLinks } from '../supergraph/link-names.ts';

/** What nobody has said the class of. It may be anything. */
export const unclassified = 'unclassified';

/** In small letters with dashes, as in a policy: `special-category`. */
export type ClassOf = (type: string, field: string) => string;

export function readClasses(supergraph: DocumentNode): ClassOf {
  const names = namesThroughLinks(supergraph, 'privacy', 'dataClass');
  const classes = new Map<string, string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const ofType = classIn(definition.directives, names);
    for (const field of definition.fields ?? []) {
      const own = classIn(field.directives, names) ?? ofType;
      if (own) classes.set(`${definition.name.value}.${field.name.value}`, own);
    }
  }
  return (type, field) => classes.get(`${type}.${field}`) ?? unclassified;
}

function classIn(directives: readonly ConstDirectiveNode[] = [], names: ReadonlySet<string>): string | null {
  const found = directives.find(({ name }) => names.has(name.value));
  const is = found && argument(found, 'is');
  return is?.kind === Kind.ENUM || is?.kind === Kind.STRING ? is.value.toLowerCase().replaceAll('_', '-') : null;
}

const argument = (directive: ConstDirectiveNode, name: string) =>
  directive.arguments?.find((each) => each.name.value === name)?.value;
