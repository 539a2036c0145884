/**
 * Fields that a subgraph requires, or takes from a context, with arguments, each made a field of its own without any.
 *
 * With `@requires(fields: "price(currency: \"EUR\")")` the planner asks for `price` under that very name, where the client's own
 * `price(currency: "USD")` may stand, or another field's requirement; the last one wins and the others are silently wrong. So the
 * planner is shown `_required_0_price`, in the supergraph and in every `requires` and context's selection, which it cannot take for anything else.
 * `required-arguments-in-plan.ts` puts the real field back into what it makes.
 */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  type SelectionSetNode,
  type TypeNode,
  visit,
} from 'graphql';
import { graphNames } from '../entities/keys.ts';
import { isTrue, textArgument } from './join-directives.ts';
import { type Contexts, mapSelections, readContexts, selectionSet } from './join-selections.ts';

export interface RequiredFields {
  readonly document: DocumentNode;
  /** By the name the planner sees: the field as the subgraph has it, without selections. */
  readonly fields: ReadonlyMap<string, FieldNode>;
  /** By `subgraph Type.field`: the names the planner sees of what that field requires. */
  readonly required: ReadonlyMap<string, ReadonlySet<string>>;
}

type Type = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

interface Made {
  readonly types: ReadonlyMap<string, Type>;
  readonly contexts: Contexts;
  /** `Type.field` of those required with arguments anywhere. */
  readonly varying: ReadonlySet<string>;
  readonly fields: Map<string, FieldNode>;
  /** By type: the planner's names to add. */
  readonly added: Map<string, Set<string>>;
}

export function requiredFields(document: DocumentNode): RequiredFields {
  const types = new Map(document.definitions.filter(isType).map((type) => [type.name.value, type]));
  const contexts = readContexts(document);
  const made: Made = { types, contexts, varying: varyingFields(types, contexts), fields: new Map(), added: new Map() };
  if (made.varying.size === 0) return { document, fields: made.fields, required: new Map() };
  const rewritten = document.definitions.map((definition) =>
    isType(definition) ? rewriteSelections(definition, made) : definition,
  );
  const definitions = rewritten.map((definition) => (isType(definition) ? withAdded(definition, made) : definition));
  const cured = { ...document, definitions };
  return { document: cured, fields: made.fields, required: requirements(cured, made.fields) };
}

function requirements(document: DocumentNode, fields: ReadonlyMap<string, FieldNode>): RequiredFields['required'] {
  const graphs = graphNames(document);
  const found = new Map<string, ReadonlySet<string>>();
  for (const type of document.definitions.filter(isType)) {
    for (const field of type.fields ?? []) {
      for (const directive of field.directives ?? []) {
        const requires = requiresOf(directive);
        if (requires === null) continue;
        const names = new Set<string>();
        visit(requires, { Field: ({ name }) => void (fields.has(name.value) && names.add(name.value)) });
        found.set(
          `${graphs.get(textArgument(directive, 'graph') ?? '')} ${type.name.value}.${field.name.value}`,
          names,
        );
      }
    }
  }
  return found;
}

function isType(definition: { readonly kind: string }): definition is Type {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function varyingFields(types: ReadonlyMap<string, Type>, contexts: Contexts): ReadonlySet<string> {
  const found = new Set<string>();
  const note = (type: string, field: FieldNode) => {
    for (const each of alike(type, types)) found.add(`${each}.${field.name.value}`);
  };
  const look = (set: SelectionSetNode, parents: readonly string[]): SelectionSetNode => {
    for (const each of parents) {
      mapFields(set, each, types, (field, parent) => {
        if (field.arguments?.length) note(parent, field);
        return field;
      });
    }
    // One text is for all types of a context: what varies on one of them does on all.
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD) continue;
      if (parents.some((each) => found.has(`${each}.${selection.name.value}`))) {
        for (const each of parents) note(each, selection);
      }
    }
    return set;
  };
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const type of types.values()) {
      for (const directive of (type.fields ?? []).flatMap((field) => field.directives ?? [])) {
        mapSelections(directive, type.name.value, contexts, look);
      }
    }
  }
  return found;
}

/** A type with those that implement it. */
function alike(name: string, types: ReadonlyMap<string, Type>): string[] {
  const implementers = [...types.values()].filter(({ interfaces }) =>
    interfaces?.some((each) => each.name.value === name),
  );
  return [name, ...implementers.map((type) => type.name.value)];
}

function requiresOf(directive: ConstDirectiveNode): SelectionSetNode | null {
  const text = directive.name.value === 'join__field' ? textArgument(directive, 'requires') : null;
  return text === null ? null : selectionSet(text);
}

/** Goes down a selection set with the name of the type each field is of. */
function mapFields(
  set: SelectionSetNode,
  parent: string,
  types: ReadonlyMap<string, Type>,
  change: (field: FieldNode, parent: string) => FieldNode,
): SelectionSetNode {
  return {
    ...set,
    selections: set.selections.map((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const inner = selection.typeCondition?.name.value ?? parent;
        return { ...selection, selectionSet: mapFields(selection.selectionSet, inner, types, change) };
      }
      const definition = types.get(parent)?.fields?.find(({ name }) => name.value === selection.name.value);
      const changed = change(selection, parent);
      if (!selection.selectionSet || !definition) return changed;
      return { ...changed, selectionSet: mapFields(selection.selectionSet, namedType(definition.type), types, change) };
    }),
  };
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function rewriteSelections(type: Type, made: Made): Type {
  const change = (set: SelectionSetNode, parents: readonly string[]): SelectionSetNode =>
    parents.map((each) => mapFields(set, each, made.types, (field, parent) => replaced(field, parent, made))).at(-1) ??
    set;
  const rewrite = (directive: ConstDirectiveNode): ConstDirectiveNode =>
    mapSelections(directive, type.name.value, made.contexts, change);
  const fields = (type.fields ?? []).map((field) => ({ ...field, directives: (field.directives ?? []).map(rewrite) }));
  return { ...type, fields };
}

function replaced(field: FieldNode, parent: string, { varying, fields, added, types }: Made): FieldNode {
  if (!varying.has(`${parent}.${field.name.value}`)) return field;
  const { selectionSet: _, ...own } = field;
  const text = print(own);
  const known = [...fields].find(([, other]) => print(other) === text)?.[0];
  const name = known ?? `_required_${fields.size}_${field.name.value}`;
  fields.set(name, own);
  for (const each of alike(parent, types)) added.set(each, (added.get(each) ?? new Set()).add(name));
  return { ...field, name: { kind: Kind.NAME, value: name }, arguments: [] };
}

function withAdded(type: Type, { fields, added, types }: Made): Type {
  const copies = [...(added.get(type.name.value) ?? [])].flatMap((name): FieldDefinitionNode[] => {
    const original = type.fields?.find((field) => field.name.value === fields.get(name)?.name.value);
    return original ? [{ ...original, name: { kind: Kind.NAME, value: name }, arguments: [] }] : [];
  });
  if (copies.length === 0) return type;
  const replacedNames = new Set([...(added.get(type.name.value) ?? [])].map((name) => fields.get(name)?.name.value));
  const own = (type.fields ?? []).map((field) =>
    replacedNames.has(field.name.value) && !ofInterface(field, type, types) ? withoutExternal(field) : field,
  );
  return { ...type, fields: [...own, ...copies] };
}

function ofInterface(field: FieldDefinitionNode, type: Type, types: ReadonlyMap<string, Type>): boolean {
  return (type.interfaces ?? []).some(({ name }) =>
    types.get(name.value)?.fields?.some((other) => other.name.value === field.name.value),
  );
}

/** Nothing requires it under its own name any more, and the planner takes an external field nobody needs for a mistake. */
function withoutExternal(field: FieldDefinitionNode): FieldDefinitionNode {
  return { ...field, directives: field.directives?.filter((directive) => !isTrue(directive, 'external')) ?? [] };
}
