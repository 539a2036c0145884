/** Which types of a supergraph a client can come to by the fields that are left to him. */
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export interface Members {
  isExcluded(node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }): boolean;
  /** Those that are left; of a type without any, nothing is left. */
  fieldsOf(type: Composite): readonly FieldDefinitionNode[];
}

export interface Reachable {
  /** None when nothing can be asked. */
  readonly types: ReadonlySet<string>;
  /** Fields that are left and lead to a type of which nothing is. */
  readonly problems: readonly string[];
}

export function reachable(document: DocumentNode, { isExcluded, fieldsOf }: Members): Reachable {
  const definitions = new Map<string, TypeDefinitionNode>();
  const implementing = new Map<string, Composite[]>();
  for (const definition of document.definitions) {
    if (isTypeDefinitionNode(definition)) definitions.set(definition.name.value, definition);
    if (isComposite(definition)) {
      for (const { name } of definition.interfaces ?? [])
        implementing.set(name.value, [...(implementing.get(name.value) ?? []), definition]);
    }
  }
  const types = new Set<string>();
  const problems = new Set<string>();

  /** `via`: the field or argument that leads there; null where nothing is lost when it does not. */
  const reach = (name: string, via: string | null): void => {
    const definition = definitions.get(name);
    if (definition === undefined) return;
    const lost = (why: string): void => {
      if (via !== null) problems.add(`${via} is in it, but ${why}: add a tag there, or take this one away.`);
    };
    if (isExcluded(definition)) {
      lost(`its type ${name} is excluded`);
      return;
    }
    if (isComposite(definition) && fieldsOf(definition).length === 0) {
      lost(`no field of its type ${name} is`);
      return;
    }
    if (types.has(name)) return;
    types.add(name);
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        for (const field of fieldsOf(definition)) fromField(name, field);
        for (const each of definition.interfaces ?? []) reach(each.name.value, null);
        for (const each of implementing.get(name) ?? []) reach(each.name.value, null);
        return;
      case Kind.UNION_TYPE_DEFINITION: {
        for (const each of definition.types ?? []) reach(each.name.value, null);
        if (definition.types?.some((each) => types.has(each.name.value))) return;
        types.delete(name);
        lost(`nothing of its type ${name} is`);
        return;
      }
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        for (const field of definition.fields ?? [])
          if (!isExcluded(field)) reach(namedType(field.type), `${name}.${field.name.value}`);
    }
  };
  const fromField = (type: string, field: FieldDefinitionNode): void => {
    const at = `${type}.${field.name.value}`;
    for (const argument of field.arguments ?? [])
      if (!isExcluded(argument)) reach(namedType(argument.type), `${at}(${argument.name.value}:)`);
    reach(namedType(field.type), at);
  };

  const roots = document.definitions.flatMap((each) =>
    each.kind === Kind.SCHEMA_DEFINITION ? each.operationTypes : [],
  );
  // A root of mutations alone is no graph.
  for (const { operation, type } of roots.toSorted((left, right) => order(left.operation) - order(right.operation))) {
    if (operation === 'query' || types.size > 0) reach(type.name.value, null);
  }
  if (types.size === 0) return { types, problems: [...problems] };
  // Federation lets no type be hidden that a directive has an argument of.
  for (const definition of document.definitions) {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION)
      for (const argument of definition.arguments ?? []) reach(namedType(argument.type), null);
  }
  return { types, problems: [...problems] };
}

const order = (operation: string) => (operation === 'query' ? 0 : 1);

function isComposite(definition: DefinitionNode): definition is Composite {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

/** The type within lists and non-null. */
function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
