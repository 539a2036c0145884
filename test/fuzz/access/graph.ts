/** A graph of which callers see only what they have a right to: our engine over it, beside the reference. */
import {
  type DocumentNode,
  type GraphQLCompositeType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { engines } from '../../../gateway/engine/index.ts';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import type { Access } from '../../../subgraphs/shared/privacy/access.ts';
import { runInParts, runWhole } from '../engine-run.ts';
import { type Graph, makeBase, mergedSchema, type Request, type SubgraphText } from '../graph.ts';
import { dataOf, type Outcome, type Path, valueAt } from '../outcome.ts';
import type { Choices } from '../random.ts';
import { stable } from '../random.ts';
import type { World } from '../world.ts';
import { protectedBy } from './protect.ts';
import { type RestrictedWorld, restrict } from './reference.ts';

export interface Tally {
  hidden: number;
  masked: number;
  parts: number;
}

export interface ProtectedGraph {
  /** The graph as one caller sees it. Its answers are looked through for what only matters with rights. */
  for(access: Access): Graph;
  readonly tally: Tally;
  close(): Promise<void>;
}

export async function protectedGraph(texts: readonly SubgraphText[], choices: Choices): Promise<ProtectedGraph> {
  const base = makeBase(texts);
  const { apiSchema, facts, schemas, options, current, begin } = base;
  const protection = protectedBy(base.supergraphSdl, choices);
  const reference = restrict(apiSchema, protection);
  const merged = mergedSchema(apiSchema);
  const engine = engines.compiled({ ...options, supergraphSdl: protection.sdl });
  const { executor } = await engine.load({ apollo: {} });
  if (!executor) throw new Error('there is no executor');
  const tally: Tally = { hidden: 0, masked: 0, parts: 0 };

  const seen = (world: World, access: Access): RestrictedWorld => ({ ...world, access, hidden: [], masked: [] });
  const annotated = (request: Request): Request => ({ ...request, document: reference.annotated(request.document) });

  /** No subgraph is asked for what is hidden of every object it could be of, unless something else needs it. */
  const forbidden = (access: Access): string[] =>
    (current.sent ?? []).flatMap(({ subgraph, query }) => {
      const schema = schemas.find(({ name }) => name === subgraph)?.schema;
      if (!schema) return [];
      const types = new TypeInfo(schema);
      const found: string[] = [];
      visit(
        parse(query, { noLocation: true }),
        visitWithTypeInfo(types, {
          Field: ({ name: { value: name } }) => {
            const parent = types.getParentType();
            const type = parent && apiSchema.getType(parent.name);
            if (!isCompositeType(type) || name.startsWith('_') || needed.has(name)) return;
            // Asked of an interface, it is asked of all its types when some of them show it.
            const asked = [type, ...('getInterfaces' in type ? type.getInterfaces() : [])];
            const isHidden = asked
              .filter((each) => each === type || (isInterfaceType(each) && each.getFields()[name]))
              .every((each) => possibleOf(each).every((own) => reference.hides(access, own.name, name)));
            if (isHidden) found.push(`${type.name}.${name}`);
          },
        }),
      );
      return found;
    });
  const possibleOf = (type: GraphQLCompositeType) => (isAbstractType(type) ? apiSchema.getPossibleTypes(type) : [type]);
  const needed = neededFields(texts.map(({ typeDefs }) => typeDefs));

  return {
    tally,
    for: (access) => ({
      supergraphSdl: protection.sdl,
      apiSchema,
      facts,
      merged: {
        whole: (request, world) => merged.whole(annotated(request), seen(world, access)),
        parts: (request, world) => merged.parts(annotated(request), seen(world, access)),
      },
      compiled: {
        whole: async (request, world) => {
          begin(world);
          current.sent = [];
          let told: { readonly unauthorized: Path[]; readonly masked: unknown } = { unauthorized: [], masked: [] };
          const onAnswer: Parameters<typeof runWhole>[0]['onAnswer'] = ({ errors, masked }) => {
            const own = errors.filter(({ extensions }) => extensions.code === 'UNAUTHORIZED_FIELD_OR_TYPE');
            const paths = own.flatMap(({ path = [], extensions }) =>
              Array.isArray(extensions.paths) ? extensions.paths : [path],
            );
            told = { unauthorized: paths, masked };
          };
          const result = await runWhole({ executor, schema: apiSchema, access, onAnswer }, request);
          const asked = forbidden(access);
          if (asked.length > 0) throw new Error(`subgraphs were asked for ${asked.join(', ')}`);
          const own = seen(world, access);
          await merged.whole(annotated(request), own);
          compare(result, told, own);
          tally.hidden += told.unauthorized.length;
          tally.masked += own.masked.length;
          return result;
        },
        parts: async (request, world) => {
          begin(world);
          const result = await runInParts({ executor, schema: apiSchema, access }, request);
          tally.parts += result.parts.length;
          return result;
        },
      },
      apollo: { whole: () => Promise.reject(new Error('it enforces nothing')) },
      close: async () => {},
    }),
    close: async () => {
      reference.restore();
      await engine.stop();
    },
  };
}

/** What is told as hidden, and as masked, is just what is: where a null has spread no further, or a value stands. */
function compare(
  result: Outcome,
  told: { readonly unauthorized: Path[]; readonly masked: unknown },
  own: RestrictedWorld,
): void {
  const data = dataOf(result);
  const standing = (paths: readonly Path[]) =>
    paths
      .filter((path) => valueAt(data, path) === null)
      .map(stable)
      .toSorted();
  const [wanted, hidden] = [standing(own.hidden), standing(told.unauthorized)];
  if (stable(wanted) !== stable(hidden))
    throw new Error(`hidden are ${wanted.join(' ')}, told are ${hidden.join(' ')}`);
  const list = Array.isArray(told.masked) ? told.masked.filter(isRecord) : [];
  const places = list.flatMap(({ path, paths, mask }) => {
    const all: unknown[] = Array.isArray(paths) ? paths : [path];
    return all.map((each) => stable({ path: each, mask }));
  });
  const expected = own.masked.filter(({ path }) => valueAt(data, path) != null).map(stable);
  if (stable(places.toSorted()) !== stable(expected.toSorted())) {
    throw new Error(`masked are ${expected.join(' ')}, told are ${places.join(' ')}`);
  }
}

/** Names in keys, and in what is required: asked for another's sake. */
function neededFields(documents: readonly DocumentNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const document of documents) {
    visit(document, {
      Directive: ({ name, arguments: given = [] }) => {
        if (name.value !== 'key' && name.value !== 'requires') return;
        for (const { value } of given) {
          if (value.kind !== 'StringValue') continue;
          visit(parse(`{ ${value.value} }`), { Field: (field) => void names.add(field.name.value) });
        }
      },
    });
  }
  return names;
}
