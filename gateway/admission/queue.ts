/** Those who wait, by class: the better go first, and within a class who came first. Who gives way is the last of the lowest. */
import { clientClasses } from './classes.ts';

export interface WaitingQueue<T> {
  readonly length: number;
  /** `place` in `clientClasses`. */
  push(place: number, waiting: T): void;
  /** The next to go; undefined when nobody waits. */
  take(): T | undefined;
  /** The last of the lowest class, out of the queue; undefined where none is lower than `place`. */
  giveWay(place: number): T | undefined;
}

export function waitingQueue<T>(): WaitingQueue<T> {
  // Never long: what `shift` moves is less than what it stands for.
  const classes: T[][] = clientClasses.map(() => []);
  return {
    get length() {
      return classes.reduce((sum, { length }) => sum + length, 0);
    },
    push: (place, waiting) => void (classes[place] ?? classes.at(-1))?.push(waiting),
    take: () => classes.find(({ length }) => length > 0)?.shift(),
    giveWay: (place) => classes.findLast(({ length }, index) => length > 0 && index > place)?.pop(),
  };
}
