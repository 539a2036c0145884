/** An operation of which a caller may not see all, on its way to be prepared. */
import type { DocumentNode } from 'graphql';
import type { LoadedSupergraph } from '../supergraph.ts';
import { withoutHidden } from './filter.ts';
import { withInterfaceLimits } from './interface-limits.ts';
import { type Judge, judgeBy, type Rights } from './judge.ts';

export interface Restricted {
  readonly judge: Judge;
  /** Before anything else is made of it. */
  noted(document: DocumentNode): DocumentNode;
  /** What of it is planned, and may be told of in errors. Expects an operation of `noted`, whatever has been made of it since. */
  visible(document: DocumentNode): DocumentNode;
}

export function restrictedBy(
  { apiSchema, accessRules, interfaceObjects }: LoadedSupergraph,
  rights: Rights,
): Restricted {
  const judge = judgeBy(accessRules, rights);
  return {
    judge,
    noted: (document) => withInterfaceLimits(apiSchema, judge, document),
    visible: (document) => withoutHidden(apiSchema, judge, interfaceObjects, document),
  };
}
