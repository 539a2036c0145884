import type { PathSegment } from '../../subgraphs/shared/hosting/reply.ts';

/** Aliases the planner made up, given back as the client wrote them. */
export function clientName(segment: PathSegment): PathSegment {
  return typeof segment === 'string' ? segment.replace(/__alias_\d+$/, '') : segment;
}
