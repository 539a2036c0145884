/**
 * Says where each part of an answer came from, in `extensions.sources`, to those who send `x-sources: 1` or, as an operation that is
 * saved can, `"extensions": { "sources": true }` beside its query. An answer in parts tells it part by part.
 */
import type { GraphQLFormattedError } from 'graphql';
import { type SourceEntry, sourceEntries } from '../provenance/entries.ts';
import { pathsIn } from '../provenance/paths.ts';
import { noProvenance, type Provenance, type ProvenanceRecord } from '../provenance/record.ts';
import type { RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';

const sourcesHeader = 'x-sources';

export function sources(): GatewayPlugin {
  return {
    name: 'sources',
    // A request with extensions of its own never comes here.
    known: ({ headers }, { explores }) => !explores || headers[sourcesHeader] === undefined,
    apollo: {
      requestDidStart: async ({ request, contextValue: { graph } }) => {
        // Who asks who has looked at somebody is told where it comes from.
        if (!graph.explores && graph.accesses === null) return;
        if (request.http?.headers.get(sourcesHeader) !== '1' && request.extensions?.sources !== true) return;
        return {
          didResolveOperation: async ({ document, operationName }) => {
            graph.provenance = noProvenance(pathsIn(document, operationName ?? undefined));
          },
          willSendResponse: async ({ response: { body } }) => {
            if (graph.provenance === null || body.kind !== 'single') return;
            const { singleResult } = body;
            const later = graph.later;
            const atOnce = ({ place }: ProvenanceRecord) => later === null || later.partOf(place) === null;
            const own = newSources(graph, graph.provenance, singleResult.errors ?? [], atOnce);
            singleResult.extensions = { ...singleResult.extensions, sources: own };
          },
        };
      },
    },
  };
}

/** Of the fetches that are `due` to be told and have not been. */
export function newSources(
  { now }: Pick<RequestContext, 'now'>,
  provenance: Provenance,
  errors: readonly GraphQLFormattedError[],
  due: (record: ProvenanceRecord) => boolean,
): SourceEntry[] {
  const { records, told, isAsked } = provenance;
  const own = records.filter((record) => !told.has(record) && due(record));
  for (const record of own) told.add(record);
  return sourceEntries(own, records, errors, isAsked).map((entry) => withAge(entry, now()));
}

function withAge(entry: SourceEntry, now: Date): SourceEntry {
  const { state, asOf } = entry;
  if (asOf === null || (state !== 'cached' && state !== 'stale')) return entry;
  return { ...entry, age: Math.max(0, Math.round((now.getTime() - Date.parse(asOf)) / 1_000)) };
}
