/**
 * Where each subgraph of a supergraph runs.
 *
 * In this process, when all of this holds: this repository has it, the supergraph gives it the very address that supergraph.yaml
 * does, and no `<NAME>_SUBGRAPH_URL` is set. Otherwise elsewhere: at that setting's address, or else at the supergraph's own.
 */
import type { SubgraphDefinition, SystemName } from '../../subgraphs/shared/subgraph.ts';
import type { Graph } from '../supergraph/graphs.ts';

export type Place =
  | { readonly kind: 'in-process'; readonly definition: SubgraphDefinition }
  | { readonly kind: 'remote'; readonly url: URL };

export interface Placing {
  readonly registry: readonly SubgraphDefinition[];
  /** The addresses of supergraph.yaml, by name. */
  readonly home: ReadonlyMap<SystemName, string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** `CUSTOMERS_SUBGRAPH_URL`, `SERVICE_CASES_SUBGRAPH_URL`, ... */
export const remoteSetting = (name: SystemName) => `${upperSnake(name)}_SUBGRAPH_URL`;

export const upperSnake = (name: SystemName) => name.toUpperCase().replace(/[^A-Z0-9]/g, '_');

/** Throws an Error that says what to set when it is elsewhere and nobody says where. */
export function placeOf({ name, url }: Graph, { registry, home, environment }: Placing): Place {
  const own = (environment[remoteSetting(name)] ?? '').trim();
  const definition = registry.find((candidate) => candidate.name === name);
  if (own === '' && definition !== undefined && url === home.get(name)) return { kind: 'in-process', definition };
  const address = own === '' ? url : own;
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    const lacking = 'write an address that begins with http:// or https://';
    throw new Error(`${remoteSetting(name)}: ${lacking}${own === '' ? ', as the supergraph has none' : ''}.`);
  }
  return { kind: 'remote', url: new URL(address) };
}
