/**
 * What a contract leaves of a supergraph, as Federation's own `@inaccessible` says it: planned and fetched as ever, and unknown to clients.
 *
 * A field of an object or interface is in when it or its type has an included tag; what is excluded goes whatever it has besides. Types are
 * in as far as something that is in leads to them. So enums, scalars and input types need no tag.
 */
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  GraphQLError,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql';
import { textArgument } from '../engine/cures/join-directives.ts';
import type { Contract } from './contracts.ts';
import { linkedName, withInaccessible } from './links.ts';
import { type Members, reachable } from './reachable.ts';

/** The supergraph for a contract. Throws an Error that says, line by line, why there is none. */
export function contractSdl(supergraphSdl: string, contract: Contract): string {
  const written = parse(supergraphSdl, { noLocation: true });
  const tagName = linkedName(written, 'tag') ?? 'tag';
  const tagsOf = ({ directives = [] }: Tagged): string[] =>
    directives.flatMap((each) => (each.name.value === tagName ? (textArgument(each, 'name') ?? []) : []));
  refuse(contract, unknownTags(written, contract, tagsOf));

  const has = (node: Tagged, tags: readonly string[]) => tagsOf(node).some((tag) => tags.includes(tag));
  const members: Members = {
    isExcluded: (node) => has(node, contract.exclude),
    fieldsOf: (type) =>
      has(type, contract.exclude)
        ? []
        : (type.fields ?? []).filter(
            (field) =>
              !has(field, contract.exclude) &&
              (contract.include.length === 0 || has(field, contract.include) || has(type, contract.include)),
          ),
  };
  const { types, problems } = reachable(written, members);
  refuse(contract, problems.length > 0 || types.size > 0 ? problems : [nothingLeft(contract)]);

  const { document, directive } = withInaccessible(written);
  const sdl = print(marked(document, directive, types, members));
  refuse(contract, whatIsWrong(sdl));
  return sdl;
}

interface Tagged {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

function refuse({ name }: Contract, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.map((problem) => `contract ${name}: ${problem}`).join('\n'));
}

/** A tag mistyped would leave out what is meant to be in, or show what is not. */
function unknownTags(
  document: DocumentNode,
  { include, exclude }: Contract,
  tagsOf: (node: Tagged) => string[],
): string[] {
  const known = new Set<string>();
  const note = (node: Tagged): void => {
    for (const tag of tagsOf(node)) known.add(tag);
  };
  visit(document, {
    enter: (node) => {
      if ('directives' in node && node.kind !== Kind.VARIABLE_DEFINITION && isTagged(node)) note(node);
    },
  });
  return [...new Set([...include, ...exclude])]
    .filter((tag) => !known.has(tag))
    .map((tag) => `nothing in the supergraph has the tag ${tag}.`);
}

function isTagged(node: object): node is Tagged {
  return 'directives' in node;
}

const nothingLeft = ({ include, exclude }: Contract) =>
  include.length > 0
    ? `no field of the query root has ${include.length === 1 ? 'the tag' : 'one of the tags'} ${include.join(', ')}: nothing could be asked.`
    : `every field of the query root has one of the tags ${exclude.join(', ')}: nothing could be asked.`;

/** Everything that is not in gets the directive; within a type that has it nothing needs it. */
function marked(
  document: DocumentNode,
  directive: string,
  types: ReadonlySet<string>,
  { isExcluded, fieldsOf }: Members,
): DocumentNode {
  const hide = <Node extends Tagged>(node: Node): Node =>
    (node.directives ?? []).some(({ name }) => name.value === directive)
      ? node
      : { ...node, directives: [...(node.directives ?? []), named(directive)] };
  const unless = <Node extends Tagged>(node: Node): Node => (isExcluded(node) ? hide(node) : node);
  const within = <Node extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(type: Node): Node => {
    const own = new Set(fieldsOf(type));
    return {
      ...type,
      fields: type.fields?.map((field) =>
        own.has(field) ? { ...field, arguments: field.arguments?.map(unless) } : hide(field),
      ),
    };
  };
  return {
    ...document,
    definitions: document.definitions.map((definition): DefinitionNode => {
      if (!('name' in definition) || definition.name === undefined || definition.name.value.includes('__'))
        return definition;
      const isIn = types.has(definition.name.value);
      switch (definition.kind) {
        case Kind.OBJECT_TYPE_DEFINITION:
        case Kind.INTERFACE_TYPE_DEFINITION:
          return isIn ? within(definition) : hide(definition);
        case Kind.INPUT_OBJECT_TYPE_DEFINITION:
          return isIn ? { ...definition, fields: definition.fields?.map(unless) ?? [] } : hide(definition);
        case Kind.ENUM_TYPE_DEFINITION:
          return isIn ? { ...definition, values: definition.values?.map(unless) ?? [] } : hide(definition);
        case Kind.UNION_TYPE_DEFINITION:
        case Kind.SCALAR_TYPE_DEFINITION:
          return isIn ? definition : hide(definition);
        default:
          return definition;
      }
    }),
  };
}

const named = (name: string): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: name },
});

/** What Federation finds: a required argument that is hidden, an interface with a field that its object has not. */
function whatIsWrong(sdl: string): string[] {
  try {
    Supergraph.build(parse(sdl), { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES }).apiSchema();
    return [];
  } catch (error) {
    const causes: unknown = error instanceof GraphQLError && 'causes' in error ? error.causes : null;
    const all: unknown[] = Array.isArray(causes) && causes.length > 0 ? causes : [error];
    return all.map((each) => (each instanceof Error ? each.message.split('\n')[0] : String(each)) ?? '');
  }
}
