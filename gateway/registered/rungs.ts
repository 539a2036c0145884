/**
 * How far a caller has come on his way to registered operations alone: `off`, `log` (what is not registered is counted and logged),
 * `warn` (and the answer says so), `enforce` (and it is not run).
 */
import { type CallerKind, callerKinds } from '../../subgraphs/shared/privacy/access.ts';
import type { Principal } from '../identity/principal.ts';

export const rungs = ['off', 'log', 'warn', 'enforce'] as const;
export type Rung = (typeof rungs)[number];

export interface Rungs {
  readonly clients: ReadonlyMap<string, Rung>;
  readonly kinds: ReadonlyMap<CallerKind, Rung>;
  /** Of everybody else, also where nobody is asked who he is. */
  readonly anyone: Rung;
}

/** A client's own goes before that of its kind. */
export function rungOf({ clients, kinds, anyone }: Rungs, principal: Principal | null): Rung {
  if (principal === null) return anyone;
  return clients.get(principal.client) ?? kinds.get(principal.kind) ?? anyone;
}

export type RungsResult = { readonly rungs: Rungs } | { readonly problem: string };

const form = `write entries such as partner=enforce,client:travel-portal=warn: one of ${callerKinds.join(', ')}, anyone or client:NAME, then one of ${rungs.join(', ')}.`;

/** `partners`: the rung of partners when the text gives them none. */
export function readRungs(text: string, partners: Rung): RungsResult {
  const clients = new Map<string, Rung>();
  const kinds = new Map<CallerKind, Rung>([['partner', partners]]);
  let anyone: Rung = 'off';
  for (const entry of text.split(',').flatMap((word) => word.trim() || [])) {
    const at = entry.lastIndexOf('=');
    const who = entry.slice(0, at).trim();
    const rung = rungs.find((each) => each === entry.slice(at + 1).trim());
    const kind = callerKinds.find((each) => each === who);
    if (at === -1 || rung === undefined) return { problem: form };
    if (kind !== undefined) kinds.set(kind, rung);
    else if (who === 'anyone') anyone = rung;
    else if (/^client:./.test(who)) clients.set(who.slice('client:'.length), rung);
    else return { problem: form };
  }
  return { rungs: { clients, kinds, anyone } };
}
