/** What a caller sees for his purpose, by the policy table. */
import { LRUCache } from 'lru-cache';
import { isProtectedClass, type ProtectedClass } from './classes.ts';

/** `masked`: as much as the field's mask leaves of it, and nothing of a field without a mask. */
export type Sight = 'shown' | 'masked' | 'hidden';
/** Of whom: everybody, whoever has allowed it (marketing), or the caller himself. */
export type Subjects = 'everyone' | 'consented' | 'own';

export const subjectsByWidth = ['own', 'consented', 'everyone'] as const satisfies readonly Subjects[];

/** What one role gives for one purpose. A class that is not in it is hidden. */
export interface Grant {
  readonly subjects: Subjects;
  readonly sights: ReadonlyMap<ProtectedClass, 'shown' | 'masked'>;
}

export interface PolicyTable {
  /** Every purpose there is, with what it is for. */
  readonly purposes: ReadonlyMap<string, string>;
  /** By role, then by purpose. */
  readonly roles: ReadonlyMap<string, ReadonlyMap<string, Grant>>;
}

/** Where there is no table: whoever is let in sees what is public. */
export const noPolicy: PolicyTable = { purposes: new Map(), roles: new Map() };

export const callerKinds = ['staff', 'customer', 'partner', 'service'] as const;
export type CallerKind = (typeof callerKinds)[number];

/** As much of a caller as his rights depend on. */
export interface CallerRights {
  readonly kind: CallerKind;
  /** Sorted, each once, as are scopes. */
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly purpose: string | null;
  /** His own, of a `customer`. */
  readonly customerId: string | null;
}

export interface Access {
  /**
   * Two of which it is alike see the same fields alike. Whose data they see, `subjects` and `customerId`, is not in it: what is planned
   * for one customer serves all.
   */
  readonly key: string;
  readonly authenticated: boolean;
  readonly scopes: ReadonlySet<string>;
  /** `policy`: a name in `@policy`, which is a class's. Of a name that is no class's: hidden. */
  readonly sightOf: (policy: string) => Sight;
  readonly subjects: Subjects;
  /** Null for whoever is no customer. With `own` and without it, there is nobody he may see. */
  readonly customerId: string | null;
}

/** Callers of a program are few kinds of staff, and many customers. */
const kept = 10_000;
const known = new WeakMap<PolicyTable, LRUCache<string, Access>>();

/** For equal rights the same object, as long as it is remembered. */
export function accessOf(table: PolicyTable, caller: CallerRights): Access {
  const own = known.get(table) ?? new LRUCache<string, Access>({ max: kept });
  known.set(table, own);
  const name = nameOf(caller);
  const found = own.get(name);
  if (found !== undefined) return found;
  const made = access(table, caller);
  // Callers by other roles may have the same rights.
  const rights = `=${JSON.stringify([made.key, made.subjects, made.customerId])}`;
  const interned = own.get(rights) ?? made;
  own.set(rights, interned);
  own.set(name, interned);
  return interned;
}

/** No control character is in a role, a scope, a purpose or an id. */
function nameOf({ kind, roles, scopes, purpose, customerId }: CallerRights): string {
  return `${kind}\n${purpose ?? '\r'}\n${customerId ?? '\r'}\n${roles.join('\t')}\n${scopes.join('\t')}`;
}

function access(table: PolicyTable, { kind, roles, scopes, purpose, customerId }: CallerRights): Access {
  const grants = purpose === null ? [] : roles.flatMap((role) => table.roles.get(role)?.get(purpose) ?? []);
  const sights = widest(grants);
  const shown = [...sights].map(([name, sight]) => `${name}:${sight}`).toSorted();
  const own = kind === 'customer';
  return {
    key: JSON.stringify([shown, scopes]),
    authenticated: true,
    scopes: new Set(scopes),
    sightOf: (policy) => {
      if (policy === 'public') return 'shown';
      return (isProtectedClass(policy) && sights.get(policy)) || 'hidden';
    },
    subjects: own ? 'own' : widestSubjects(grants),
    customerId: own ? customerId : null,
  };
}

function widest(grants: readonly Grant[]): Grant['sights'] {
  const sights = new Map<ProtectedClass, 'shown' | 'masked'>();
  for (const grant of grants)
    for (const [name, sight] of grant.sights) if (sights.get(name) !== 'shown') sights.set(name, sight);
  return sights;
}

/** `own` where nothing is granted. */
function widestSubjects(grants: readonly Grant[]): Subjects {
  return subjectsByWidth.findLast((subjects) => grants.some((grant) => grant.subjects === subjects)) ?? 'own';
}
