/**
 * A system's replies are read as they come, but large ones only a few at a time: a system that floods every call costs the memory of a
 * few replies, however many calls are under way. The others are held up on the line meanwhile, within their calls' own time. Each system
 * has its own places, so that one that floods slowly holds up no other.
 */

/** What can be held up: a socket, or what undici gives to control a reply. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/** One reply on its way in. Whoever begins it must end it, however it ends: it may have a place that others wait for. */
export interface Reading {
  /** Tells of bytes that have come; may hold the flow up. */
  take(bytes: number): void;
  /** The reply is whole, or given up. What comes after that is not counted, and held up no more. */
  end(): void;
}

export type BeginReading = (flow: Flow) => Reading;

/** Of one system. `large`: bytes from which on a reply needs a place; `places`: how many there are. */
export function readFewAtOnce({ large = 262_144, places = 2 } = {}): BeginReading {
  const reading = new Set<Reading>();
  const waiting = new Map<Reading, Flow>();
  // Not at once: undici cannot go on with one reply while it is within another.
  const letGoOn = (flow: Flow) => queueMicrotask(() => flow.resume());
  const fill = () => {
    for (const [next, flow] of waiting) {
      if (reading.size >= places) return;
      waiting.delete(next);
      reading.add(next);
      letGoOn(flow);
    }
  };
  return (flow) => {
    let bytes = 0;
    let ended = false;
    const own: Reading = {
      take: (more) => {
        bytes += more;
        if (ended || bytes <= large || reading.has(own) || waiting.has(own)) return;
        if (reading.size < places) reading.add(own);
        else {
          waiting.set(own, flow);
          flow.pause();
        }
      },
      end: () => {
        ended = true;
        // Of a line that is kept, the next reply is to come.
        if (waiting.delete(own)) letGoOn(flow);
        if (reading.delete(own)) fill();
      },
    };
    return own;
  };
}

/** The flow of a reply that is taken piece by piece: whoever takes it waits for `open` before the next piece. */
export function pieces(): Flow & { readonly open: () => Promise<void> } {
  let held = Promise.resolve();
  let resume = () => {};
  return {
    pause: () => {
      ({ promise: held, resolve: resume } = Promise.withResolvers<void>());
    },
    resume: () => resume(),
    open: () => held,
  };
}
