/**
 * Replies are read as they come, but large ones only a few at a time in the whole process: a system that floods every call costs the
 * memory of a few replies, however many calls are under way. The others' connections are held up meanwhile, within their calls' own time.
 */

/** A connection that can be held up: a socket, or what undici gives to control a reply. */
export interface Flow {
  pause(): void;
  resume(): void;
}

export interface Reading {
  /** Tells of bytes that have come; may hold the flow up. */
  take(bytes: number): void;
  /** The reply is whole, or given up. What comes after that is another. */
  end(): void;
}

/** `large`: bytes from which on a reply needs a place; `places`: how many there are. */
export function replyPlaces({ large, places }: { readonly large: number; readonly places: number }) {
  const reading = new Set<object>();
  const waiting = new Map<object, Flow>();
  const fill = () => {
    for (const [reply, flow] of waiting) {
      if (reading.size >= places) return;
      waiting.delete(reply);
      reading.add(reply);
      flow.resume();
    }
  };
  return (flow: Flow): Reading => {
    let bytes = 0;
    const own: Reading = {
      take: (more) => {
        bytes += more;
        if (bytes <= large || reading.has(own) || waiting.has(own)) return;
        if (reading.size < places) reading.add(own);
        else {
          waiting.set(own, flow);
          flow.pause();
        }
      },
      end: () => {
        bytes = 0;
        if (waiting.delete(own)) flow.resume();
        if (reading.delete(own)) fill();
      },
    };
    return own;
  };
}

/** Of this process. */
export const readReply = replyPlaces({ large: 262_144, places: 2 });
