/** Which fields a subgraph keeps back from whoever asks: by its own schema, and whatever a gateway before it has let through. */
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Access } from './access.ts';
import { type FieldClass, readDataClasses } from './declarations.ts';

/** By whom an operation is asked, as far as fields are kept back from him. */
export interface Asker {
  readonly access: Access;
  /** Coordinates, `Type.field`, that the gateway needs for itself and shows to nobody: keys, and what other fields require. */
  readonly needs: readonly string[];
}

/** Coordinates. The same set for askers alike, as long as it is remembered. */
export type KeptBack = ReadonlySet<string>;

const remembered = 500;

/** `typeDefs`: of the subgraph. What is shown in part is not among them: the gateway masks it where it writes the answer. */
export function keptBackBy(typeDefs: DocumentNode): (asker: Asker) => KeptBack {
  const classes = [...readDataClasses(typeDefs)];
  const known = new LRUCache<string, KeptBack>({ max: remembered });
  return ({ access, needs }) => {
    const key = needs.length === 0 ? access.key : `${access.key}\n${needs.join(' ')}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const needed = new Set(needs);
    const hidden = classes.filter(([coordinate, own]) => isHidden(own, access) && !needed.has(coordinate));
    const made = new Set(hidden.map(([coordinate]) => coordinate));
    known.set(key, made);
    return made;
  };
}

function isHidden({ dataClass, mask }: FieldClass, { sightOf }: Access): boolean {
  const sight = sightOf(dataClass);
  return sight === 'hidden' || (sight === 'masked' && mask === null);
}
