/** The registry: every subgraph of this graph, in the order of supergraph.yaml. */
import { customers } from './customers/subgraph.ts';
import { loyalty } from './loyalty/subgraph.ts';
import { reservations } from './reservations/subgraph.ts';
import { serviceCases } from './service-cases/subgraph.ts';
import type { SubgraphDefinition } from './shared/subgraph.ts';

export const subgraphs: readonly SubgraphDefinition[] = [customers, reservations, loyalty, serviceCases];
