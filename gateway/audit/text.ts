/** What the start says of the audit. */
import type { GatewayConfig } from '../config.ts';

/** Null where nobody says who he is, so that there is nothing to keep. */
export function auditText({ auth, engine }: GatewayConfig, place: string | null): string | null {
  if (place !== null) return `who is shown whose data is kept in ${place}.`;
  if (auth === null) return null;
  return engine === 'apollo'
    ? 'IT IS NOT KEPT WHO IS SHOWN WHOSE DATA: ENGINE=apollo cannot tell.'
    : 'it is not kept who is shown whose data (AUDIT=off).';
}
