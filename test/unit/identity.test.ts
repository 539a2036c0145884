import { describe, expect, it } from 'vitest';
import { personas } from '../../legacy/world/personas.ts';
import { yearsBetween } from '../../subgraphs/customers/identity/age.ts';
import { compare } from '../../subgraphs/customers/identity/compare.ts';
import { identityOf } from '../../subgraphs/customers/identity/customer-identity.ts';
import type { Subject } from '../../subgraphs/customers/identity/subject.ts';
import { searchKeys } from '../../subgraphs/customers/identity/subject.ts';
import type { CustomerRecord } from '../../subgraphs/customers/source.ts';
import { booking, membership, passport, ranked, record, subject, today } from '../support/customer-records.ts';

const ada = record('ada');
const number = (text: string) => [{ programme: 'AX', number: text }];
const evidenceOf = (who: Partial<Subject>, customer: CustomerRecord) =>
  Object.fromEntries(
    compare(subject(who), identityOf(customer, 'DE'), today).evidence.map(({ attribute, outcome }) => [
      attribute,
      outcome,
    ]),
  );
const lindqvist = { surname: 'LINDQVIST', givenNames: 'ADA' };
const adasNumber = number(personas.ada.membershipNumber);

describe('The first tier: frequent-flyer number and a compatible surname', () => {
  it('merges, also with a given name missing or spelled otherwise', () => {
    for (const givenNames of ['ADA', 'A', null]) {
      const [best] = ranked({ name: { surname: 'LINDQUIST', givenNames }, memberships: adasNumber }, [ada]);
      expect(best).toMatchObject({ method: 'FREQUENT_FLYER_NUMBER', merges: true, confidence: 0.98 });
    }
  });

  it('does not merge when the surname is another, or nobody said a name', () => {
    for (const name of [{ surname: 'BERG', givenNames: 'ADA' }, null]) {
      const [best] = ranked({ name, memberships: adasNumber }, [ada]);
      expect(best).toMatchObject({ method: 'POSSIBLE', merges: false });
      expect(best!.confidence).toBeLessThan(0.9);
    }
  });

  it('does not take one twin for the other who flies under her number', () => {
    const [best] = ranked(
      { name: { surname: 'OKAFOR', givenNames: 'MILA' }, memberships: number(personas.mara.membershipNumber) },
      [record('mara')],
    );
    expect(best).toMatchObject({ method: 'POSSIBLE', merges: false });
  });
});

describe('The second tier: travel document and birth date', () => {
  const married = record('ada', { documents: [passport('X1234567')] });
  const document = { type: 'P', country: 'DE', number: 'X1234567' };
  const berg = { surname: 'BERG', givenNames: 'ADA' };

  it('merges even under another surname', () => {
    const [best] = ranked({ name: berg, documents: [document], dateOfBirth: personas.ada.birthDate }, [married]);
    expect(best).toMatchObject({ method: 'TRAVEL_DOCUMENT', merges: true, confidence: 0.97 });
  });

  it('does not merge without the birth date', () => {
    expect(ranked({ name: berg, documents: [document] }, [married])[0]).toMatchObject({ merges: false });
  });
});

describe('The third tier: verified contact, surname and given name or initial', () => {
  const phones = [personas.ada.phone];
  const emails = [personas.ada.email];

  it.each([
    ['e-mail', { emails }],
    ['telephone', { phones }],
  ])('merges by %s, by an initial as well', (_, contact) => {
    for (const givenNames of ['Ada Marie', 'A']) {
      const [best] = ranked({ name: { surname: 'LINDQVIST', givenNames }, ...contact }, [ada]);
      expect(best).toMatchObject({ method: 'VERIFIED_CONTACT', merges: true, confidence: 0.95 });
    }
  });

  it('does not merge without a given name', () => {
    expect(ranked({ name: { surname: 'LINDQVIST', givenNames: null }, emails }, [ada])[0]).toMatchObject({
      merges: false,
    });
  });

  it('merges a person who has one name only', () => {
    const [best] = ranked({ name: { surname: 'SURYANTO', givenNames: 'FNU' }, phones: [personas.suryanto.phone] }, [
      record('suryanto'),
    ]);
    expect(best).toMatchObject({ method: 'VERIFIED_CONTACT', merges: true });
  });

  it('does not merge by a contact that was never verified', () => {
    const unverified = record('ada', { emails: [{ ...ada.emails[0]!, verified: false }] });
    expect(ranked({ name: lindqvist, emails }, [unverified])[0]).toMatchObject({ merges: false, method: 'POSSIBLE' });
  });

  it('does not merge by a contact that others have too, and says so', () => {
    const shared = record('ada', { phones: [{ ...ada.phones[0]!, shared: true }] });
    expect(ranked({ name: lindqvist, phones }, [shared])[0]).toMatchObject({ merges: false, method: 'POSSIBLE' });
    expect(evidenceOf({ phones }, shared)).toEqual({ phone: 'SHARED' });
  });

  it('does not give the mother her child, who is booked with her telephone', () => {
    const child = { name: { surname: 'MWANGI', givenNames: 'AMANI' }, phones: [personas.grace.phone] };
    expect(ranked(child, [record('grace')])[0]).toMatchObject({ merges: false });
  });
});

describe('A booking the master names', () => {
  const reference = { system: '1A', recordLocator: personas.annemarie.recordLocator, createdOn: '2026-10-01' };
  const annemarie = record('annemarie');

  it('merges when the surname is compatible and the given name is not another', () => {
    const [best] = ranked({ name: { surname: 'MUELLER', givenNames: 'ANNEMARIE' }, booking: reference }, [annemarie]);
    expect(best).toMatchObject({ method: 'BOOKING_REFERENCE', merges: true, confidence: 0.93 });
  });

  it('does not merge her companion', () => {
    expect(
      ranked({ name: { surname: 'MUELLER', givenNames: 'KARL' }, booking: reference }, [annemarie])[0],
    ).toMatchObject({
      merges: false,
    });
  });

  it('is another one when its locator was given again later', () => {
    const reused = { system: '1A', recordLocator: 'RELOC2', createdOn: '2026-11-06' };
    const fatima = record('fatima', { bookings: [booking('RELOC2', '2026-06-17')] });
    expect(evidenceOf({ booking: reused }, fatima)).toEqual({ bookingReference: 'DIFFERENT' });
    expect(ranked({ name: { surname: 'HADDAD', givenNames: 'FATIMA' }, booking: reused }, [fatima])[0]?.merges).toBe(
      false,
    );
  });
});

describe('A passenger who shares his booking with a namesake', () => {
  const keys = {
    name: lindqvist,
    booking: { system: '1A', recordLocator: 'ADAL7Q', createdOn: '2026-10-01' },
    emails: [personas.ada.email],
    hasNamesake: true,
  };

  it('is not known by the booking or its contacts, as the other would be too', () => {
    expect(ranked({ ...keys, hasNamesake: false }, [ada])[0]).toMatchObject({ method: 'VERIFIED_CONTACT' });
    expect(ranked(keys, [ada])[0]).toMatchObject({ method: 'POSSIBLE', merges: false });
    expect(ranked({ ...keys, emails: [] }, [ada])[0]).toMatchObject({ method: 'POSSIBLE', merges: false });
  });

  it('is known by his own number', () => {
    expect(ranked({ ...keys, memberships: adasNumber }, [ada])[0]).toMatchObject({ method: 'FREQUENT_FLYER_NUMBER' });
  });
});

describe('A customer id that a case names', () => {
  it('merges', () => {
    const [best] = ranked({ name: 'Ada Lindqvist', customerId: ada.id }, [ada]);
    expect(best).toMatchObject({ method: 'CUSTOMER_ID', merges: true, confidence: 1 });
  });

  it('does not merge when the name or the number says that the agent linked the wrong one', () => {
    expect(ranked({ name: 'Jonas Berg', customerId: ada.id }, [ada]).some(({ merges }) => merges)).toBe(false);
    const stranger = { name: 'Ada Lindqvist', customerId: ada.id, memberships: number('2000000999') };
    expect(ranked(stranger, [ada])).toEqual([]);
  });
});

describe('A veto', () => {
  const strong = { name: lindqvist, memberships: adasNumber, emails: [personas.ada.email] };

  it('is another birth date, whatever else is equal', () => {
    expect(ranked({ ...strong, dateOfBirth: '1984-05-18' }, [ada])).toEqual([]);
    expect(evidenceOf({ dateOfBirth: '1984-05-18' }, ada)).toEqual({ dateOfBirth: 'VETO' });
  });

  it('is none when another of the sources has that birth date', () => {
    const lena = record('lena', {
      alternatives: [{ field: 'dateOfBirth', value: '1999-01-13', source: 'PAPER', recordedAt: null }],
    });
    expect(evidenceOf({ dateOfBirth: '1999-01-13' }, lena)).toEqual({ dateOfBirth: 'COMPATIBLE' });
  });

  it('is another live number of the same programme, but not of another', () => {
    expect(ranked({ ...strong, memberships: number('2000000999') }, [ada])).toEqual([]);
    expect(ranked({ ...strong, memberships: [{ programme: 'BA', number: '99' }] }, [ada])[0]).toMatchObject({
      merges: true,
    });
  });

  it('is no number that was merged into another', () => {
    const grace = record('grace', { memberships: [membership('2000000114'), membership('2000009914', false)] });
    const name = { surname: 'MWANGI', givenNames: 'GRACE' };
    expect(ranked({ name, memberships: number('2000009914') }, [grace])[0]).toMatchObject({ merges: true });
    const former = record('grace', { memberships: [membership('2000009914', false)] });
    expect(evidenceOf({ memberships: number('2000000114') }, former)).toEqual({ membershipNumber: 'MISSING' });
  });

  it('is an infant against an adult, and an adult against an infant', () => {
    expect(evidenceOf({ passengerType: 'INFANT' }, ada)).toEqual({ passengerType: 'VETO' });
    const baby = record('ada', { dateOfBirth: '2026-01-28' });
    expect(evidenceOf({ passengerType: 'ADULT' }, baby)).toEqual({ passengerType: 'VETO' });
    expect(evidenceOf({ passengerType: 'INFANT' }, baby)).toEqual({ passengerType: 'SAME' });
    expect(evidenceOf({ passengerType: 'CHILD' }, ada)).toEqual({ passengerType: 'DIFFERENT' });
    expect(ranked({ ...strong, passengerType: 'CHILD' }, [ada])[0]).toMatchObject({ merges: false });
  });

  it('is father against son by their suffixes', () => {
    const junior = record('johnJunior');
    const senior = {
      name: { surname: 'SMITH', givenNames: 'JOHN', suffix: 'SR' },
      emails: [personas.johnJunior.email],
    };
    expect(ranked(senior, [junior])).toEqual([]);
  });
});

describe('Ambiguity', () => {
  const juniorMiskeyed = record('johnJunior', { memberships: [membership(personas.johnSenior.membershipNumber)] });
  const john = {
    name: { surname: 'SMITH', givenNames: 'JOHN' },
    memberships: number(personas.johnSenior.membershipNumber),
  };

  it('at one tier merges neither, and leaves both possible', () => {
    const both = ranked(john, [record('johnSenior'), juniorMiskeyed]);
    expect(both.map(({ id }) => id)).toEqual([personas.johnSenior.customerId, personas.johnJunior.customerId]);
    expect(both).toMatchObject(both.map(() => ({ merges: false, method: 'POSSIBLE' })));
  });

  it('is settled between the two by the next tier', () => {
    const [best, other] = ranked({ ...john, phones: [personas.johnSenior.phone] }, [
      juniorMiskeyed,
      record('johnSenior'),
    ]);
    expect(best).toMatchObject({ id: personas.johnSenior.customerId, merges: true, method: 'VERIFIED_CONTACT' });
    expect(other).toMatchObject({ id: personas.johnJunior.customerId, merges: false, method: 'POSSIBLE' });
  });

  it('does not arise when a birth date excludes one of them', () => {
    const birthDate = personas.johnSenior.birthDate;
    const all = ranked({ ...john, dateOfBirth: birthDate }, [record('johnSenior'), juniorMiskeyed]);
    expect(all).toMatchObject([{ id: personas.johnSenior.customerId, merges: true, method: 'FREQUENT_FLYER_NUMBER' }]);
  });

  it('is decided by the stronger tier where the tiers differ', () => {
    const all = ranked(
      {
        name: { surname: 'VOLKOV', givenNames: 'A' },
        memberships: number(personas.aleksei.membershipNumber),
        emails: [personas.alexey.email],
      },
      [record('alexey'), record('aleksei')],
    );
    expect(all[0]).toMatchObject({ id: personas.aleksei.customerId, merges: true });
    expect(all[1]).toMatchObject({ id: personas.alexey.customerId, merges: false });
  });
});

describe('A possible match', () => {
  it('by name and birth date is scored below every tier, and above one by less', () => {
    const [byBoth] = ranked({ name: lindqvist, dateOfBirth: personas.ada.birthDate }, [ada]);
    const [byName] = ranked({ name: lindqvist }, [ada]);
    expect(byBoth).toMatchObject({ merges: false, method: 'POSSIBLE' });
    expect(byBoth!.confidence).toBeGreaterThan(byName!.confidence);
    expect(byBoth!.confidence).toBeLessThan(0.9);
  });

  it('is none when only a shared telephone speaks for somebody of another name', () => {
    const shared = record('ada', { phones: [{ ...ada.phones[0]!, shared: true }] });
    expect(ranked({ name: { surname: 'BERG', givenNames: 'JONAS' }, phones: [personas.ada.phone] }, [shared])).toEqual(
      [],
    );
  });

  it('never shows a compared value', () => {
    const text = JSON.stringify(
      ranked({ name: lindqvist, memberships: adasNumber, emails: [personas.ada.email] }, [ada])[0],
    );
    for (const value of ['LINDQVIST', 'lindqvist', personas.ada.membershipNumber]) expect(text).not.toContain(value);
  });
});

describe('What is searched for', () => {
  it('is every key, and the surname under both transliterations with the birth date', () => {
    const keys = searchKeys(
      subject({ name: { surname: 'Müller', givenNames: null }, dateOfBirth: '1962-07-14', phones: ['+493023125107'] }),
    );
    expect(keys).toEqual([
      { kind: 'PHONE', e164: '+493023125107' },
      { kind: 'SURNAME_AND_BIRTH_DATE', surname: 'MUELLER', birthDate: '1962-07-14' },
      { kind: 'SURNAME_AND_BIRTH_DATE', surname: 'MULLER', birthDate: '1962-07-14' },
    ]);
  });

  it('is nothing for a bare name', () => {
    expect(searchKeys(subject({ name: lindqvist }))).toEqual([]);
  });
});

it('Years are whole years', () => {
  expect(yearsBetween('1988-02-29', '2026-02-28')).toBe(37);
  expect(yearsBetween('1988-02-29', '2026-03-01')).toBe(38);
});
