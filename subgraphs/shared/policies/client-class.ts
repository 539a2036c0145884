/**
 * Who is served first where there is not enough for all. The class of a client is judged by the gateway alone; it goes along on the
 * request's signal, which reaches every call made for it, and between gateway and subgraph services in the token.
 */

/** The most important first: the airline's own desks and apps, its staff's tools, its partners. */
export const clientClasses = ['first-party', 'internal', 'partner'] as const;
export type ClientClass = (typeof clientClasses)[number];

export const classHeader = 'x-client-class';

/** Places in `clientClasses`. */
export const highest = 0;
export const lowest = clientClasses.length - 1;

const places = new Map<string, number>(clientClasses.map((name, place) => [name, place]));

/** Undefined for a name of none. */
export const placeOfClass = (name: string): number | undefined => places.get(name);

const place = Symbol('place');

declare global {
  interface AbortSignal {
    /** On the signal itself, as its parties are (when-ended.ts). */
    [place]?: number;
  }
}

/** The highest where nobody has said. */
export const placeOf = (signal: AbortSignal): number => signal[place] ?? highest;

export function setPlace(signal: AbortSignal, own: number): void {
  // Most are, and have nothing to carry.
  if (own !== placeOf(signal)) signal[place] = own;
}

/** What a gateway tells a subgraph service; null of the highest. */
export function classToTell(signal: AbortSignal): ClientClass | null {
  const own = placeOf(signal);
  return own === highest ? null : (clientClasses[own] ?? null);
}
