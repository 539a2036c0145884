/** Random operations that are valid by a schema: every way GraphQL has to say a thing, within bounds of depth and width. */
import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  doTypesOverlap,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { Directives } from './directives.ts';
import type { Request } from './graph.ts';
import { Inputs, name, named } from './inputs.ts';
import { introspection } from './introspection.ts';
import type { Choices } from './random.ts';

const deepest = 5;
const mostFields = 28;
const attempts = 30;

/** Throws when luck runs out, which it does not in practice. */
export function randomRequest(schema: GraphQLSchema, choices: Choices): Request {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const request = new Writer(schema, choices).request();
    if (validate(schema, request.document).length === 0) return request;
  }
  throw new Error('no valid operation in many attempts');
}

/** What stands at one place of the answer: response name -> what fills it, and what it may hold below. */
interface Place {
  readonly signatures: Map<string, string>;
  readonly below: Map<string, Place>;
  readonly fields: { readonly parent: GraphQLCompositeType; readonly node: FieldNode }[];
}

const emptyPlace = (): Place => ({ signatures: new Map(), below: new Map(), fields: [] });

/** One operation in the making. */
class Writer {
  readonly #schema: GraphQLSchema;
  readonly #choices: Choices;
  readonly #inputs: Inputs;
  readonly #directives: Directives;
  readonly #fragments: FragmentDefinitionNode[] = [];
  #fields = 0;
  #aliases = 0;

  constructor(schema: GraphQLSchema, choices: Choices) {
    this.#schema = schema;
    this.#choices = choices;
    this.#inputs = new Inputs(choices);
    this.#directives = new Directives(choices, this.#inputs);
  }

  request(): Request {
    const mutation = this.#schema.getMutationType();
    const query = this.#schema.getQueryType();
    const isMutation = this.#choices.chance(12) && mutation;
    const type = isMutation ? mutation : query;
    if (!type) throw new Error('no root type');
    if (!isMutation && this.#choices.chance(4)) this.#directives.startDeferring();
    const selectionSet = this.#selectionSet(type, emptyPlace(), 0);
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          kind: Kind.OPERATION_DEFINITION,
          operation: isMutation ? 'mutation' : 'query',
          name: name('Fuzz'),
          variableDefinitions: [...this.#inputs.definitions],
          selectionSet,
        },
        ...this.#fragments,
      ],
    } as DocumentNode;
    return { document, variables: this.#inputs.variables };
  }

  #selectionSet(type: GraphQLCompositeType, place: Place, depth: number): SelectionSetNode {
    const count = 1 + this.#choices.below(depth === 0 ? 3 : 4);
    const selections: SelectionNode[] = [];
    for (let index = 0; index < count; index += 1) {
      if (index > 0 && this.#fields >= mostFields) break;
      selections.push(this.#selection(type, place, depth));
    }
    return { kind: Kind.SELECTION_SET, selections };
  }

  #selection(type: GraphQLCompositeType, place: Place, depth: number): SelectionNode {
    const kind = this.#choices.below(20);
    const isFragment = kind > 0 && kind < 7 && depth < deepest;
    const directives = isFragment ? this.#directives.ofFragment() : this.#directives.ofField();
    if (kind === 0 && depth === 0 && type === this.#schema.getQueryType())
      return this.#introspection(place, directives);
    if (kind < 5 && depth < deepest) return this.#inlineFragment(type, place, depth, directives);
    if (kind < 7 && depth < deepest) return this.#spread(type, place, depth, directives);
    if (kind === 7) return this.#typename(place, directives);
    if (kind === 8) {
      const again = place.fields.filter(({ parent }) => parent === type);
      if (again.length > 0) return this.#again(this.#choices.pick(again).node, type, place, depth, directives);
    }
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const deep = depth >= deepest || this.#fields >= mostFields;
    const fitting = deep ? fields.filter((field) => isLeafType(getNamedType(field.type))) : fields;
    if (fitting.length === 0) return this.#typename(place, directives);
    return this.#field(this.#choices.pick(fitting), type, place, depth, directives);
  }

  #field(
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLCompositeType,
    place: Place,
    depth: number,
    directives: readonly DirectiveNode[],
  ): FieldNode {
    const args = this.#inputs.args(field.args);
    const response = this.#responseName(field, args, parent, place);
    const bare: FieldNode = {
      kind: Kind.FIELD,
      name: name(field.name),
      ...(response !== field.name && { alias: name(response) }),
      arguments: args,
    };
    place.fields.push({ parent, node: bare });
    return this.#again(bare, parent, place, depth, directives);
  }

  /** The same field with the same arguments, and a selection of its own. */
  #again(
    bare: FieldNode,
    parent: GraphQLCompositeType,
    place: Place,
    depth: number,
    directives: readonly DirectiveNode[],
  ): FieldNode {
    this.#fields += 1;
    const field = isUnionType(parent) ? undefined : parent.getFields()[bare.name.value];
    const type = field && getNamedType(field.type);
    const response = (bare.alias ?? bare.name).value;
    const below = place.below.get(response) ?? emptyPlace();
    place.below.set(response, below);
    return {
      ...bare,
      directives,
      ...(isCompositeType(type) && { selectionSet: this.#selectionSet(type, below, depth + 1) }),
    };
  }

  #responseName(
    field: GraphQLField<unknown, unknown>,
    args: readonly ArgumentNode[],
    parent: GraphQLCompositeType,
    place: Place,
  ): string {
    const signature = `${field.name} ${JSON.stringify(args)} ${field.type}`;
    const wanted = this.#choices.chance(4) ? this.#alias(field, parent) : field.name;
    const candidates = [wanted, field.name];
    for (const each of candidates) {
      const known = place.signatures.get(each);
      if (known !== undefined && known !== signature) continue;
      place.signatures.set(each, signature);
      return each;
    }
    this.#aliases += 1;
    return `a${this.#aliases}`;
  }

  /** One time in three the name of another field of the type, its key among them. */
  #alias(field: GraphQLField<unknown, unknown>, parent: GraphQLCompositeType): string {
    const others = isUnionType(parent) ? [] : Object.keys(parent.getFields()).filter((each) => each !== field.name);
    if (others.length > 0 && this.#choices.chance(3)) return this.#choices.pick(others);
    this.#aliases += 1;
    return `a${this.#aliases}`;
  }

  #typename(place: Place, directives: readonly DirectiveNode[]): FieldNode {
    this.#fields += 1;
    const alias = this.#choices.chance(3) ? 'kindOf' : '__typename';
    place.signatures.set(alias, '__typename');
    return {
      kind: Kind.FIELD,
      name: name('__typename'),
      ...(alias !== '__typename' && { alias: name(alias) }),
      directives,
    };
  }

  #introspection(place: Place, directives: readonly DirectiveNode[]): FieldNode {
    this.#aliases += 1;
    const alias = `a${this.#aliases}`;
    place.signatures.set(alias, alias);
    return { ...introspection(this.#schema, this.#choices), alias: name(alias), directives };
  }

  #inlineFragment(
    type: GraphQLCompositeType,
    place: Place,
    depth: number,
    directives: readonly DirectiveNode[],
  ): SelectionNode {
    const condition = this.#choices.chance(5) ? null : this.#overlapping(type);
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(condition && { typeCondition: named(condition.name) }),
      directives,
      selectionSet: this.#selectionSet(condition ?? type, place, depth + 1),
    };
  }

  #spread(
    type: GraphQLCompositeType,
    place: Place,
    depth: number,
    directives: readonly DirectiveNode[],
  ): SelectionNode {
    const known = this.#fragments.filter(({ typeCondition }) => {
      const condition = this.#schema.getType(typeCondition.name.value);
      return isCompositeType(condition) && doTypesOverlap(this.#schema, type, condition);
    });
    if (known.length > 0 && this.#choices.chance(3)) {
      return { kind: Kind.FRAGMENT_SPREAD, name: name(this.#choices.pick(known).name.value), directives };
    }
    const condition = this.#overlapping(type);
    const selectionSet = this.#selectionSet(condition, place, depth + 1);
    // Named when it is finished, so that it cannot contain itself.
    const fragment = `F${this.#fragments.length}`;
    this.#fragments.push({
      kind: Kind.FRAGMENT_DEFINITION,
      name: name(fragment),
      typeCondition: named(condition.name),
      selectionSet,
    });
    return { kind: Kind.FRAGMENT_SPREAD, name: name(fragment), directives };
  }

  #overlapping(type: GraphQLCompositeType): GraphQLCompositeType {
    const all = Object.values(this.#schema.getTypeMap()).filter(isCompositeType);
    const fitting = all.filter((each) => !each.name.startsWith('__') && doTypesOverlap(this.#schema, type, each));
    const narrower = fitting.filter((each) => isObjectType(each) || isInterfaceType(each));
    return this.#choices.pick(narrower.length > 0 && !this.#choices.chance(4) ? narrower : fitting);
  }
}
