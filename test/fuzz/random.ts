/** Decisions that are a pure function of texts: the same in every subgraph, in the merged schema and in every run. */

/** FNV-1a over the parts, with a last mix so that near texts lie far apart. */
export function hash(...parts: readonly (string | number)[]): number {
  let value = 0x811c9dc5;
  for (const part of parts) {
    const text = String(part);
    for (let index = 0; index < text.length; index += 1) {
      value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    }
    value = Math.imul(value ^ 0x1f, 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** A value as one text, whatever the order of its properties. */
export function stable(value: unknown): string {
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, each]) => `${name}:${stable(each)}`)
    .join()}}`;
}

/** Where a generator gets its choices from. */
export interface Choices {
  /** 0 to `count` - 1. */
  below(count: number): number;
  chance(oneIn: number): boolean;
  /** Throws on an empty list. */
  pick<T>(list: readonly T[]): T;
}

/** `next(max)` gives 0 to `max`. */
export function choices(next: (max: number) => number): Choices {
  const below = (count: number) => next(count - 1);
  return {
    below,
    chance: (oneIn) => below(oneIn) === oneIn - 1,
    pick: (list) => {
      const found = list[below(list.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
  };
}
