/**
 * Entity fetches that cannot mix up customers.
 *
 * Equal representations are sent once and their result handed to all who asked. The query is extended by the entities' own
 * keys, and every row that comes back is put where its key says, never where it happens to stand: a reordered reply still gives
 * the right rows, a foreign row gives nobody anything, and what is missing is an error at its own place.
 */
import { type FieldNode, Kind, type OperationDefinitionNode, parse, print, type SelectionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { SourceError } from '../../../subgraphs/shared/errors.ts';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import { type ReplyError, type SubgraphReply, toldError } from '../../../subgraphs/shared/hosting/reply.ts';
import type { DataSource } from '../../data-sources/data-source.ts';
import { type EntityKeys, identityText, type Key, keyOf } from '../entities/keys.ts';
import { matchRows } from '../entities/match-rows.ts';

const queriesKept = 2_000;

type Representation = Record<string, unknown>;

/** The same source, its entity fetches checked by the keys of its types. Other fetches pass as they are. */
export function withEntityChecks(source: DataSource, keys: EntityKeys): DataSource {
  const queries = new LRUCache<string, string>({ max: queriesKept });
  return {
    ...source,
    fetch: async (operation, context) => {
      const asked = operation.variables?.representations;
      if (!Array.isArray(asked) || !asked.every(isRecord)) return source.fetch(operation, context);
      const { distinct, places } = deduplicate(asked);
      const chosen = chooseKeys(distinct, keys);
      const query = memo(queries, `${[...chosen.keys()].join()} ${operation.query}`, () =>
        askForKeys(operation.query, chosen),
      );
      const variables = { ...operation.variables, representations: distinct };
      const reply = await source.fetch({ ...operation, query, variables }, context);
      return reply.data === null ? reply : handOut(source.name, reply, distinct, places, chosen);
    },
  };
}

/** `places[i]` is where the i-th of the asked stands in `distinct`. */
function deduplicate(asked: readonly Representation[]): { distinct: Representation[]; places: number[] } {
  const seen = new Map<string, number>();
  const distinct: Representation[] = [];
  const places = asked.map((representation) => {
    const text = JSON.stringify(representation);
    const known = seen.get(text);
    if (known !== undefined) return known;
    seen.set(text, distinct.length);
    return distinct.push(representation) - 1;
  });
  return { distinct, places };
}

interface Chosen {
  readonly typename: string;
  readonly key: Key;
  /** The key fields' names in the reply. */
  readonly aliases: readonly string[];
}

/** The keys to ask back, by `Type(field,field)`; one a type, as all representations of a type in one fetch are made alike. */
function chooseKeys(representations: readonly Representation[], keys: EntityKeys): ReadonlyMap<string, Chosen> {
  const chosen = new Map<string, Chosen>();
  const types = new Set<string>();
  for (const representation of representations) {
    const typename = String(representation.__typename);
    if (types.has(typename)) continue;
    types.add(typename);
    const key = keyOf(representation, keys.get(typename));
    if (key === null) continue;
    const fields = key.map((field) => print(field));
    const aliases = key.map((_, index) => `_key_${typename}_${index}`);
    chosen.set(`${typename}(${fields.join()})`, { typename, key, aliases });
  }
  return chosen;
}

const typeAlias = '_key_type';

function askForKeys(query: string, chosen: ReadonlyMap<string, Chosen>): string {
  const document = parse(query);
  const additions: SelectionNode[] = [
    aliased('__typename', typeAlias),
    ...[...chosen.values()].map(
      ({ typename, key, aliases }): SelectionNode => ({
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typename } },
        selectionSet: {
          kind: Kind.SELECTION_SET,
          selections: key.map((field, index) => ({
            ...field,
            alias: { kind: Kind.NAME, value: aliases[index] ?? '' },
          })),
        },
      }),
    ),
  ];
  const extend = (selection: SelectionNode): SelectionNode =>
    selection.kind === Kind.FIELD && selection.name.value === '_entities' && selection.selectionSet
      ? {
          ...selection,
          selectionSet: {
            ...selection.selectionSet,
            selections: [...additions, ...selection.selectionSet.selections],
          },
        }
      : selection;
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? extendRoot(definition, extend) : definition,
  );
  return print({ ...document, definitions });
}

function extendRoot(operation: OperationDefinitionNode, extend: (selection: SelectionNode) => SelectionNode) {
  const { selectionSet } = operation;
  return { ...operation, selectionSet: { ...selectionSet, selections: selectionSet.selections.map(extend) } };
}

function aliased(name: string, alias: string): FieldNode {
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name }, alias: { kind: Kind.NAME, value: alias } };
}

function handOut(
  system: DataSource['name'],
  reply: SubgraphReply,
  distinct: readonly Representation[],
  places: readonly number[],
  chosen: ReadonlyMap<string, Chosen>,
): SubgraphReply {
  const rows = reply.data?._entities;
  if (!Array.isArray(rows)) throw new SourceError(system, 'LEGACY_MALFORMED', '_entities is not a list');
  const byType = new Map([...chosen.values()].map((choice) => [choice.typename, choice]));
  const matched = matchRows(
    distinct.map((representation) => identityOfRepresentation(representation, byType)),
    rows.map((row) => (isRecord(row) ? identityOfRow(row, byType) : null)),
  );
  const clean = rows.map((row) => (isRecord(row) ? withoutKeys(row, chosen) : null));
  const errors = errorsByPlace(system, reply.errors, matched, distinct.length);
  return {
    ...reply,
    // A copy each, as the engine merges further data into every one of them.
    data: {
      _entities: places.map((place) => {
        const row = clean[matched.rowOf[place] ?? -1];
        return row ? { ...row } : null;
      }),
    },
    errors: [
      ...errors.general,
      ...places.flatMap((place, index) =>
        (errors.at.get(place) ?? []).map((error) => ({
          ...error,
          path: ['_entities', index, ...(error.path ?? []).slice(2)],
        })),
      ),
    ],
  };
}

/** Null when the representation has no key to know it by. */
function identityOfRepresentation(representation: Representation, byType: ReadonlyMap<string, Chosen>): string | null {
  const typename = String(representation.__typename);
  const choice = byType.get(typename);
  return choice ? identityText(typename, choice.key, ({ name }) => representation[name.value]) : null;
}

/** A row of a type nobody asked for gets a text that no question has. One asked for by an interface comes as what it is. */
function identityOfRow(row: Record<string, unknown>, byType: ReadonlyMap<string, Chosen>): string {
  const typename = String(row[typeAlias]);
  const answers = ({ aliases }: Chosen) => aliases.every((alias) => row[alias] !== undefined);
  const choice = byType.get(typename) ?? [...byType.values()].find(answers);
  return choice ? identityText(choice.typename, choice.key, (_, index) => row[choice.aliases[index] ?? '']) : typename;
}

function withoutKeys(row: Record<string, unknown>, chosen: ReadonlyMap<string, Chosen>): Record<string, unknown> {
  const own = new Set([typeAlias, ...[...chosen.values()].flatMap(({ aliases }) => aliases)]);
  return Object.fromEntries(Object.entries(row).filter(([name]) => !own.has(name)));
}

/** Where each error belongs, in `distinct`; those that no place can be told for concern the whole fetch. */
function errorsByPlace(
  system: DataSource['name'],
  errors: readonly ReplyError[],
  matched: ReturnType<typeof matchRows>,
  count: number,
): { general: ReplyError[]; at: ReadonlyMap<number, ReplyError[]> } {
  const at = new Map<number, ReplyError[]>();
  const general: ReplyError[] = [];
  const add = (place: number, error: ReplyError) => at.set(place, [...(at.get(place) ?? []), error]);
  for (const error of errors) {
    const row = error.path?.[0] === '_entities' ? error.path[1] : undefined;
    const place = typeof row === 'number' ? matched.placeOf(row) : null;
    if (place !== null && place < count) add(place, error);
    else general.push({ ...error, path: undefined });
  }
  const missing = () => new SourceError(system, 'LEGACY_MALFORMED', 'an entity did not come back');
  for (const place of matched.missing) add(place, toldError(system, missing()));
  return { general, at };
}

function memo(cache: LRUCache<string, string>, key: string, make: () => string): string {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
