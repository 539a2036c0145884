/** Brings a subgraph's data into the answer in the making, in place. `vague` are type names that take no other's place. */
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';

export type TypeNames = ReadonlySet<unknown>;

const none: TypeNames = new Set();

export function merge(target: Record<string, unknown>, source: Record<string, unknown>, vague: TypeNames = none): void {
  for (const name of Object.keys(source)) {
    // Of every object it is the prototype, which all share; no field is called so, a client's alias for one is renamed.
    if (name === '__proto__') continue;
    const value = source[name];
    const existing = target[name];
    if (existing === undefined || existing === null) target[name] = value;
    else if (isRecord(value) && isRecord(existing)) merge(existing, value, vague);
    else if (Array.isArray(value) && Array.isArray(existing) && value.length === existing.length) {
      mergeLists(existing, value, vague);
    } else if (name !== '__typename' || !vague.has(value)) target[name] = value;
  }
}

function mergeLists(target: unknown[], source: readonly unknown[], vague: TypeNames): void {
  for (const [index, value] of source.entries()) {
    const existing = target[index];
    if (isRecord(value) && isRecord(existing)) merge(existing, value, vague);
    else if (Array.isArray(value) && Array.isArray(existing) && value.length === existing.length)
      mergeLists(existing, value, vague);
    else target[index] = value;
  }
}
