/**
 * Which fields of a supergraph need a right to be seen: `@authenticated`, `@requiresScopes` and `@policy`, as the supergraph calls them,
 * on fields, objects, interfaces, scalars and enums. Read once a supergraph.
 *
 * What a type needs is needed for each of its fields, its `__typename`, and each field that returns it.
 */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';
import { type DataMask, isDataMask } from '../../../subgraphs/shared/privacy/masks.ts';
import { namesThroughLinks } from '../../supergraph/link-names.ts';
import { textArgument } from '../cures/join-directives.ts';

/** One of these sets, all of it. */
export type AnyOf = readonly (readonly string[])[];

/** What one coordinate asks for itself. All of it has to be met. */
export interface Requirement {
  readonly authenticated: boolean;
  /** Null where none are asked for. */
  readonly scopes: AnyOf | null;
  readonly policies: AnyOf | null;
}

export interface FieldRule {
  /** `Customer.email` */
  readonly coordinate: string;
  /** All of them have to be met. */
  readonly requirements: readonly Requirement[];
  /**
   * What is left of its value for those who may see a part; null when nothing is. Of what has fields of its own only BY_FIELD leaves
   * something, and of nothing else does it.
   */
  readonly mask: DataMask | null;
}

/** By coordinate; of all others everybody sees everything. */
export type AccessRules = ReadonlyMap<string, FieldRule>;

export const coordinateOf = (type: string, field: string): string => `${type}.${field}`;

export function readAccessRules(supergraph: DocumentNode): AccessRules {
  const read = requirementReader(supergraph);
  const ofTypes = new Map<string, Requirement[]>();
  for (const definition of supergraph.definitions) {
    if (!isProtectable(definition)) continue;
    const own = read(definition.directives);
    if (own) ofTypes.set(definition.name.value, [...(ofTypes.get(definition.name.value) ?? []), own]);
  }
  const masks = maskReader(supergraph);
  const composite = compositeNames(supergraph);
  const rules = new Map<string, FieldRule>();
  for (const definition of supergraph.definitions) {
    if (!hasFields(definition)) continue;
    const type = definition.name.value;
    const ofType = ofTypes.get(type) ?? [];
    const add = (field: string, requirements: readonly Requirement[], mask: DataMask | null): void => {
      const coordinate = coordinateOf(type, field);
      if (requirements.length > 0) rules.set(coordinate, { coordinate, requirements, mask });
    };
    add('__typename', ofType, null);
    for (const field of definition.fields ?? []) {
      const returned = namedType(field.type);
      const own = read(field.directives);
      add(
        field.name.value,
        [...(own ? [own] : []), ...ofType, ...(ofTypes.get(returned) ?? [])],
        fitting(masks(field, definition.directives), composite.has(returned)),
      );
    }
  }
  return rules;
}

const fitting = (mask: DataMask | null, isComposite: boolean) => ((mask === 'BY_FIELD') === isComposite ? mask : null);

const specs = ['authenticated', 'requiresScopes', 'policy'] as const;

/** Null where a directive list asks for nothing. */
function requirementReader(supergraph: DocumentNode) {
  const [authenticated, requiresScopes, policy] = specs.map((spec) => {
    // Composition links each by its own specification; what links them by federation's as subgraphs do means the same.
    const names = [spec, 'federation'].flatMap((each) => [...namesThroughLinks(supergraph, each, spec)]);
    return (directives: readonly ConstDirectiveNode[]) => directives.filter(({ name }) => names.includes(name.value));
  });
  return (directives: readonly ConstDirectiveNode[] = []): Requirement | null => {
    const scopes = requiresScopes?.(directives) ?? [];
    const policies = policy?.(directives) ?? [];
    const asked = (authenticated?.(directives) ?? []).length > 0;
    if (!asked && scopes.length === 0 && policies.length === 0) return null;
    return { authenticated: asked, scopes: anyOf(scopes, 'scopes'), policies: anyOf(policies, 'policies') };
  };
}

/** What cannot be read is met by nobody. */
function anyOf(directives: readonly ConstDirectiveNode[], argument: string): AnyOf | null {
  const [directive] = directives;
  if (directive === undefined) return null;
  const node = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  const value: unknown = node && valueFromASTUntyped(node);
  return Array.isArray(value) ? value.filter((each) => isTexts(each)) : [];
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** The mask of `@dataClass`: a field's own, else that of its type. */
function maskReader(supergraph: DocumentNode) {
  const names = namesThroughLinks(supergraph, 'privacy', 'dataClass');
  const classOf = (directives: readonly ConstDirectiveNode[] = []) =>
    directives.find(({ name }) => names.has(name.value));
  return (field: FieldDefinitionNode, ofType: readonly ConstDirectiveNode[] | undefined): DataMask | null => {
    const found = classOf(field.directives) ?? classOf(ofType);
    const mask = found ? textArgument(found, 'mask') : null;
    return mask !== null && isDataMask(mask) ? mask : null;
  };
}

function compositeNames(supergraph: DocumentNode): ReadonlySet<string> {
  return new Set(
    supergraph.definitions.flatMap((definition) =>
      hasFields(definition) || definition.kind === Kind.UNION_TYPE_DEFINITION ? [definition.name.value] : [],
    ),
  );
}

type Definition = DocumentNode['definitions'][number];
type WithFields = Extract<Definition, { readonly fields?: readonly FieldDefinitionNode[] }>;
type Protectable = WithFields | Extract<Definition, { readonly kind: (typeof leafKinds)[number] }>;

const leafKinds = [
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_EXTENSION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_TYPE_EXTENSION,
] as const;
const fieldKinds: readonly string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
];

function hasFields(definition: Definition): definition is WithFields {
  return fieldKinds.includes(definition.kind);
}

function isProtectable(definition: Definition): definition is Protectable {
  return hasFields(definition) || leafKinds.some((kind) => kind === definition.kind);
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
