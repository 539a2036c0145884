/** How many classes have to go, the lowest first, because the heap is nearly full. */

/** Shares of the heap's limit, still taken when it was last cleaned, at which one class more is turned away. */
const full = [0.8, 0.87, 0.93] as const;
/** Looks at the heap among which the emptiest counts: what is above may be what nobody has cleaned away yet. */
const looks = 10;

/** `look` takes the share of the heap that is taken, and says how many classes are to be turned away now. */
export function memoryWatch(): { look(share: number): number } {
  const seen: number[] = [];
  return {
    look: (share) => {
      seen.push(share);
      if (seen.length > looks) seen.shift();
      if (seen.length < looks) return 0;
      const taken = Math.min(...seen);
      return full.filter((limit) => taken >= limit).length;
    },
  };
}
