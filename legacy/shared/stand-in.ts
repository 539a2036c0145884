/** What every stand-in offers to whoever starts it. */

import type { World } from '../world/types.ts';

export type StandInName = 'customer-master' | 'pss' | 'loyalty-ledger' | 'service-desk';

export const faultKinds = [
  'none',
  /** Answers after `milliseconds`. */
  'delay',
  /** Takes the request and never answers. */
  'hang',
  /** Closes the connection at once. */
  'refuse',
  /** Sends half the answer, then closes the connection. */
  'drop',
  /** Answers 200 with what is not the protocol. */
  'garble',
  /** Right records, wrong order, some twice, some of other keys. */
  'shuffle',
  /** HTTP 503. */
  'unavailable',
  /** HTTP 429. */
  'rate-limit',
] as const;

export interface Fault {
  readonly kind: (typeof faultKinds)[number];
  /** For `delay`. */
  readonly milliseconds?: number;
}

export interface StandIn {
  readonly name: StandInName;
  /** Environment settings that point the matching subgraph at this stand-in, for example `{ LOYALTY_URL: 'sqlite:...' }`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Calls answered since the start or the last reset, by operation. */
  calls(): Readonly<Record<string, number>>;
  resetCalls(): void;
  setFault(fault: Fault): void;
  close(): Promise<void>;
}

/** Every `legacy/<name>/index.ts` exports `start` in this form. */
export type StartStandIn = (world: World, options: StandInOptions) => Promise<StandIn>;

export interface StandInOptions {
  /** Folder for SQLite files. */
  readonly dataFolder: string;
  /** Where to load the SQL stand-ins instead, `postgres:`, `mysql:` or `mariadb:`. */
  readonly url?: string;
  /** When it aborts, a start that takes long is left off, and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Loopback port of the SOAP and RT stand-ins; 0 for any free one. */
  readonly port?: number;
}
