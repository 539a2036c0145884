/**
 * Which people's records an operation may bring. Whoever is not among them is absent: null or not in the list, without an error, and
 * as an id that nobody has.
 *
 * Only the customers subgraph can tell whether a person is one of them. For those who may not see everybody it is therefore the one way
 * in: in all other subgraphs a record is theirs when it is reached from such a customer, and what is looked up by a number of its own
 * (a locator, a ticket, a case, a membership) is absent, as nothing says whose it is.
 */
import type { Subjects } from './access.ts';
import type { Caller } from './caller.ts';

export type Rows =
  | { readonly of: 'everyone' }
  | { readonly of: 'consented'; readonly purpose: string | null }
  /** Null, and so nobody's, for one whose customer id is not known. */
  | { readonly of: 'own'; readonly customerId: string | null };

const everyone: Rows = { of: 'everyone' };

/** A customer sees himself, whatever else is said of him. `caller`: null where nobody is asked who he is. */
export function rowsOf(caller: Caller | null, subjects: Subjects): Rows {
  if (caller === null) return everyone;
  if (caller.kind === 'customer' || subjects === 'own') return { of: 'own', customerId: caller.customerId };
  return subjects === 'consented' ? { of: 'consented', purpose: caller.purpose } : everyone;
}

/** May everybody's records be looked up, by whatever names them? */
export const seesEveryone = (rows: Rows): boolean => rows.of === 'everyone';

/** A customer as he is represented to the subgraphs that hold something of him. */
export interface CustomerReference {
  readonly id: string;
  readonly name?: unknown;
}

/**
 * Outside the customers subgraph: is this customer one of them? It alone knows names, it tells none of a customer whom it does not
 * show, and every field of a customer elsewhere requires his name (`@requires`): one without has not been let through there.
 */
export function isAmong(rows: Rows, { id, name }: CustomerReference): boolean {
  if (rows.of === 'everyone') return true;
  if (rows.of === 'own' && rows.customerId !== id) return false;
  return name !== null && name !== undefined;
}
