/** An answer in parts. */
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import { type Path, type Told, valueAt } from '../outcome.ts';

/** What a deferred fragment came to at one place. */
export interface Part {
  readonly path: Path;
  readonly label: string | null;
  /** JSON; `null` where a null spread to the whole fragment. */
  readonly text: string;
}

export interface PartsOutcome {
  /** JSON of what is not deferred. */
  readonly first: string;
  readonly parts: readonly Part[];
  /** As a client has it in the end. */
  readonly merged: unknown;
  readonly errors: readonly Told[];
}

/** Brings a part into the answer, as a client does. */
export function mergeAt(data: unknown, path: Path, value: Record<string, unknown>): void {
  const target = valueAt(data, path);
  if (isRecord(target)) merge(target, value);
}

function merge(target: object, value: object): void {
  for (const [name, each] of Object.entries(value)) {
    const known: unknown = Reflect.get(target, name);
    const both = typeof known === 'object' && known !== null && typeof each === 'object' && each !== null;
    if (both) merge(known, each);
    else Reflect.set(target, name, each);
  }
}
