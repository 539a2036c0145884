/**
 * Tells several parties of one request that it has ended. An AbortSignal's own listeners are dear to add and to remove, and a request
 * has two or three a fetch: here each signal gets one, and the parties stand in a set.
 */
type Party = () => void;

const parties = Symbol('parties');

declare global {
  interface AbortSignal {
    /** On the signal itself: a WeakMap would keep what it leads to alive from one full collection to the next. */
    [parties]?: Set<Party>;
  }
}

/** `party` is called once, when `signal` aborts, unless it is released before. A signal that has aborted already calls nobody. */
export function whenEnded(signal: AbortSignal, party: Party): () => void {
  const all = signal[parties] ?? listen(signal);
  all.add(party);
  return () => void all.delete(party);
}

function listen(signal: AbortSignal): Set<Party> {
  const all = new Set<Party>();
  signal[parties] = all;
  const tell = () => {
    for (const party of all) {
      all.delete(party);
      party();
    }
  };
  signal.addEventListener('abort', tell, { once: true });
  return all;
}
