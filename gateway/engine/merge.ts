/** Brings a subgraph's data into the answer in the making, in place. */
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';

export function merge(target: Record<string, unknown>, source: Record<string, unknown>): void {
  for (const name of Object.keys(source)) {
    // Of every object it is the prototype, which all share; no field is called so, a client's alias for one is renamed.
    if (name === '__proto__') continue;
    const value = source[name];
    const existing = target[name];
    if (existing === undefined || existing === null) target[name] = value;
    else if (isRecord(value) && isRecord(existing)) merge(existing, value);
    else if (Array.isArray(value) && Array.isArray(existing) && value.length === existing.length) {
      mergeLists(existing, value);
    } else target[name] = value;
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  for (const [index, value] of source.entries()) {
    const existing = target[index];
    if (isRecord(value) && isRecord(existing)) merge(existing, value);
    else if (Array.isArray(value) && Array.isArray(existing) && value.length === existing.length)
      mergeLists(existing, value);
    else target[index] = value;
  }
}
