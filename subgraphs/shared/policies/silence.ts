/** For how long a source that is asked has not answered well. */
export interface Silence {
  /** A call begins; `alone` when no other is under way. */
  begin(time: number, alone: boolean): void;
  end(time: number, well: boolean): void;
  /** Milliseconds, at `time`. */
  length(time: number): number;
}

/** `pause`: after so many milliseconds without a call what was before says nothing. */
export function silenceOf(pause: number): Silence {
  let since = 0;
  let lastEnd = 0;
  let failing = false;
  return {
    begin: (time, alone) => {
      if (alone && (!failing || time - lastEnd >= pause)) since = time;
    },
    end: (time, well) => {
      lastEnd = time;
      failing = !well;
      if (well) since = time;
    },
    length: (time) => time - since,
  };
}
