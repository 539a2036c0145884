/** People for small worlds. */
import type { Person } from '../../legacy/world/types.ts';

type Sketch = Partial<Person> & Pick<Person, 'index' | 'givenNames' | 'surname' | 'birthDate' | 'updatedAt'>;

/** A woman in Germany of whom nothing is on file but what `sketch` says. */
export function somebody(sketch: Sketch): Person {
  return {
    customerId: null,
    title: 'Mrs',
    suffix: null,
    gender: 'F',
    nationality: 'DE',
    residence: 'DE',
    language: 'de',
    emails: [],
    phones: [],
    addresses: [],
    documents: [],
    preferences: { meal: null, seat: null, cabin: null, payment: null, channel: null },
    vip: null,
    consents: [],
    membershipNumbers: [],
    bookingReferences: [],
    alternatives: [],
    duplicateOf: null,
    ...sketch,
  };
}
