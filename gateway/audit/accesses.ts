/** Who has looked at the persons of an answer, when and why, for those who may know. */
import type { Principal } from '../identity/principal.ts';
import type { ChainReader } from './reading.ts';
import { type Sighting, searchChain } from './search.ts';

/** Filled by whoever records the answer it is asked along with. */
export interface AccessesWanted {
  /** The one person who may be told of; null for all. */
  readonly only: string | null;
  readonly subjects: Set<string>;
  /** Digests of their records, as the audit has them. */
  readonly others: Set<string>;
}

export interface Access {
  readonly at: string;
  /** Whose data: ids, and digests of records. */
  readonly of: readonly string[];
  readonly by: {
    readonly kind: string;
    readonly tenant: string;
    readonly client: string;
    readonly roles: readonly string[];
    /** Not told to a customer: whom the airline employs is his colleagues' business. */
    readonly subject?: string;
  };
  readonly purpose: string | null;
  /** The operation's name. */
  readonly operation: string | null;
  /** Data classes. */
  readonly shown: readonly string[];
  readonly masked: readonly string[];
}

export interface Accesses {
  /** The last of them, from the oldest. */
  readonly list: readonly Access[];
  readonly count: number;
}

const most = 1_000;

/** Null for a caller who may not ask; a customer may about himself. */
export function accessesFor(principal: Principal | null, roles: readonly string[]): AccessesWanted | null {
  if (principal === null) return null;
  if (principal.roles.some((role) => roles.includes(role)))
    return { only: null, subjects: new Set(), others: new Set() };
  if (principal.kind !== 'customer' || principal.customerId === null) return null;
  return { only: principal.customerId, subjects: new Set(), others: new Set() };
}

/** Rejects when the audit cannot be read, or with the signal's reason. */
export async function readAccesses(
  reader: ChainReader,
  { only, subjects, others }: AccessesWanted,
  signal: AbortSignal,
): Promise<Accesses> {
  const wanted = { subjects: [...subjects, ...others], caller: null, from: null, to: null };
  const list: Access[] = [];
  let count = 0;
  if (wanted.subjects.length === 0) return { list, count };
  for await (const sighting of searchChain(reader.some(wanted, signal), wanted)) {
    count += 1;
    list.push(accessOf(sighting, new Set(wanted.subjects), only === null));
    if (list.length > most) list.shift();
  }
  return { list, count };
}

function accessOf(sighting: Sighting, wanted: ReadonlySet<string>, namesCallers: boolean): Access {
  const { at, caller, purpose, view, subjects, others } = sighting;
  const { kind, tenant, client, roles, subject } = caller;
  return {
    at,
    of: [...subjects, ...others].filter((each) => wanted.has(each)),
    by: { kind, tenant, client, roles, ...(namesCallers && { subject }) },
    purpose,
    operation: view?.operation.name ?? null,
    shown: Object.keys(view?.shown ?? {}),
    masked: Object.keys(view?.masked ?? {}),
  };
}
