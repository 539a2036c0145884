/** Of an operation in whose name nobody in particular asks, as where callers are not asked who they are. */
import type { RequestScope } from '../../subgraphs/shared/subgraph.ts';

export const everybody = (signal: AbortSignal = new AbortController().signal): RequestScope => ({
  signal,
  caller: null,
  subjects: 'everyone',
});
