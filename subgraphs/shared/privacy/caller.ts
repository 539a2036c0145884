/** Who asks, as subgraphs are told: by the gateway's own process as a value, by a gateway elsewhere in a signed token. */
import type { CallerRights } from './access.ts';

export interface Caller extends CallerRights {
  /** The airline, or a partner's company. */
  readonly tenant: string;
  /** A digest: tells one caller from another, and not who he is. */
  readonly subject: string;
}
