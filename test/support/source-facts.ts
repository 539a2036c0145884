/** What `extensions.sources` says that does not change from one run to the next. */
import type { SourceEntry } from '../../gateway/provenance/entries.ts';

/** Without times, in an order that does not depend on them. */
export function sourceFacts(sources: readonly SourceEntry[]) {
  return sources
    .map(({ system, paths, state, code }) => [system, state, code, paths.map((path) => path.join('.'))] as const)
    .map(([system, state, code, paths]) => [system, state, ...(code ? [code] : []), ...paths.toSorted()])
    .toSorted((one, other) => (String(one) < String(other) ? -1 : 1));
}
