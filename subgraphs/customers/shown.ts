/** Which customers an operation may show; see shared/privacy/rows.ts. Whoever is not shown is as one whom the master does not hold. */
import type { Rows } from '../shared/privacy/rows.ts';
import { hasConsented } from './consented.ts';
import type { Context } from './loaders.ts';
import type { CustomerRecord } from './source.ts';

/** Null for one who is not shown too. A customer who asks for another than himself asks the master nothing, whoever that may be. */
export async function shownCustomer(id: string, { loaders, rows }: Context): Promise<CustomerRecord | null> {
  if (rows.of === 'own' && rows.customerId !== id) return null;
  const record = await loaders.customer.load(id);
  return record !== null && isShown(record, rows) ? record : null;
}

export function isShown({ id, consents }: CustomerRecord, rows: Rows): boolean {
  switch (rows.of) {
    case 'everyone':
      return true;
    case 'own':
      return rows.customerId === id;
    case 'consented':
      return hasConsented(consents, rows.purpose);
  }
}

/** Can any of these be shown? Asked before they are read, so that somebody else's key costs what nobody's does. */
export const mayShowAny = (ids: readonly string[], rows: Rows): boolean =>
  rows.of !== 'own' || (rows.customerId !== null && ids.includes(rows.customerId));
