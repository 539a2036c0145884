/** Of operations that may bring everybody's records. */
import type { PolicyTable } from '../../subgraphs/shared/privacy/access.ts';
import type { RequestScope } from '../../subgraphs/shared/subgraph.ts';

/** Nobody in particular asks, as where callers are not asked who they are. */
export const everybody = (signal: AbortSignal = new AbortController().signal): RequestScope => ({
  signal,
  caller: null,
  subjects: 'everyone',
});

/** An agent, for customer service, may look anybody up; of what is protected he sees nothing. */
export const everyonePolicy: PolicyTable = {
  purposes: new Map([['customer-service', 'Help.']]),
  roles: new Map([['agent', new Map([['customer-service', { subjects: 'everyone', sights: new Map() }]])]]),
};
