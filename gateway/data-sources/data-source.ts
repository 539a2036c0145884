/** How the engine reaches a subgraph, wherever it runs. */
import type { SubgraphOperation } from '../../subgraphs/shared/hosting/execute.ts';
import type { SubgraphReply } from '../../subgraphs/shared/hosting/reply.ts';
import type { SourceState } from '../../subgraphs/shared/policies/source-state.ts';
import type { SourceHealth, SystemName } from '../../subgraphs/shared/subgraph.ts';
import type { RequestContext } from '../request-context.ts';

export interface DataSource {
  readonly name: SystemName;
  /** Its legacy calls are made, and so counted, in this process. */
  readonly inProcess?: true;
  /** Its system takes one key a call: entities of several requests are not asked for in one, where all would wait for the slowest. */
  readonly oneByOne?: boolean;
  /** Rejects with SourceError when there is no answer at all. */
  fetch(operation: SubgraphOperation, context: RequestContext): Promise<SubgraphReply>;
  /** Never rejects. */
  health(): Promise<SourceHealth>;
  /** What the policies around it are doing: those of its legacy system when it runs in this process. None when it has none. */
  readonly state?: () => SourceState;
  close(): Promise<void>;
}
