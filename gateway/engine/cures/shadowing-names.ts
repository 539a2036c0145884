/**
 * Names in a client's answer that stand where the engine reads or writes something else, kept out of the way.
 *
 * The planner tells fields apart by the name they have in the answer. With `customer { id: name loyalty { tier } }` the client's
 * `id` takes the place of the key, and the loyalty subgraph is asked for somebody called by that name (apollographql/federation
 * issue 3036). Such names, those every JavaScript object has, and a variable called as the planner's own, are planned and gathered
 * under a name of their own, and written in the answer as the client chose.
 */
import { type DocumentNode, type FieldNode, Kind, parse, visit } from 'graphql';
import type { Variables } from '../shape/conditions.ts';
import { contextSelections, joinArguments } from './join-directives.ts';

const prefix = '_as_';
/** Ours too: of keys asked back, of required fields with arguments, and of whose data it is. */
const own = /^_(?:as\d*|key|required|subject)_/;
/** The planner's variables, for entities and for arguments from a context. */
const taken = /^(?:representations$|contextualArgument_)/;
const ofEveryObject = Object.getOwnPropertyNames(Object.prototype);

/** Every field name that entities are told apart by, or that a subgraph requires of another or takes from a context, at any depth. */
export function neededNames(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set(['__typename']);
  for (const text of [...joinArguments(supergraph, ['key', 'requires']), ...contextSelections(supergraph)]) {
    visit(parse(`{ ${text} }`), { Field: ({ name }) => void names.add(name.value) });
  }
  return names;
}

/** The operation with shadowing names replaced; itself when there are none. */
export function withoutShadowing(document: DocumentNode, needed: ReadonlySet<string>): DocumentNode {
  const variables = visit(document, {
    Variable: (node) =>
      taken.test(node.name.value)
        ? { ...node, name: { ...node.name, value: `${prefix}${node.name.value}` } }
        : undefined,
  });
  return withNames(variables, (field) =>
    shadows(field, needed) ? `${prefix}${(field.alias ?? field.name).value}` : null,
  );
}

/**
 * Other names in the answer for the fields that `named` has one for. Within introspection names are nobody else's business, and nobody
 * would bring them back.
 */
export function withNames(document: DocumentNode, named: (field: FieldNode) => string | null): DocumentNode {
  let introspection = 0;
  return visit(document, {
    FragmentDefinition: ({ typeCondition }) => (typeCondition.name.value.startsWith('__') ? false : undefined),
    Field: {
      enter: (node) => {
        if (introspects(node)) introspection += 1;
      },
      leave: (node) => {
        if (introspects(node)) introspection -= 1;
        const name = introspection === 0 ? named(node) : null;
        return name === null ? undefined : { ...node, alias: { kind: Kind.NAME, value: name } };
      },
    },
  });
}

/** Values of the client's variables, under the names the operation without shadowing has for them too. */
export function withOwnVariables(values: Variables): Variables {
  const own = Object.keys(values).filter((name) => taken.test(name));
  return own.length === 0
    ? values
    : { ...values, ...Object.fromEntries(own.map((name) => [`${prefix}${name}`, values[name]])) };
}

/** The name the client gave. */
export function shownName(name: string): string {
  return name.startsWith('_as') ? name.replace(/^_as\d*_/, '') : name;
}

/** One of any number of names that are shown as this one is. */
export function namedApart(name: string, number: number): string {
  return `_as${number}_${shownName(name)}`;
}

function shadows({ alias, name, arguments: given }: FieldNode, needed: ReadonlySet<string>): boolean {
  const shown = (alias ?? name).value;
  if (own.test(shown) || ofEveryObject.includes(shown)) return true;
  return needed.has(shown) && (shown !== name.value || (given?.length ?? 0) > 0);
}

const introspects = ({ name }: FieldNode) => name.value === '__schema' || name.value === '__type';
