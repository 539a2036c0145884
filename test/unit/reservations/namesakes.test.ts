import { expect, test } from 'vitest';
import { hasNamesake } from '../../../subgraphs/reservations/passengers.ts';
import type { PassengerRecord } from '../../../subgraphs/reservations/source.ts';
import { bookingRecord, documentRecord, passengerRecord } from '../../support/reservation-records.ts';

/** Of each passenger in one booking, whether he has a namesake in it. */
function namesakes(...changes: Partial<PassengerRecord>[]): boolean[] {
  const passengers = changes.map((each, index) => passengerRecord({ tattoo: `PT${index + 1}`, ...each }));
  const booking = bookingRecord({ passengers });
  return passengers.map((passenger) => hasNamesake({ booking, passenger }));
}

const maeve = { surname: 'DOYLE', firstName: 'MAEVE MRS' };

test('two of one name are namesakes, however it is written, and nobody else is', () => {
  expect(namesakes(maeve, { surname: 'DOYLE', firstName: 'MAEVEMRS' }, { ...maeve, firstName: 'CIARAMS' })).toEqual([
    true,
    true,
    false,
  ]);
});

test('an initial may be anybody it begins', () => {
  expect(namesakes(maeve, { ...maeve, firstName: 'M MRS' })).toEqual([true, true]);
});

test('birth dates or suffixes tell two apart, a birth date of one alone does not', () => {
  const born = { birthDate: '1961-04-02' };
  const son = documentRecord({ birthDate: '1990-08-30' });
  expect(namesakes({ ...maeve, ...born }, { ...maeve, documents: [son] })).toEqual([false, false]);
  expect(namesakes({ ...maeve, ...born }, maeve)).toEqual([true, true]);
  const john = { surname: 'SMITH', firstName: 'JOHNMR' };
  expect(namesakes({ ...john, surname: 'SMITHSR' }, { ...john, surname: 'SMITHJR' })).toEqual([false, false]);
});
