/**
 * People who are in every world, whatever its seed and size, under fixed names and keys.
 *
 * README, explorer, saved operations and tests speak of them; `build.ts` places them first.
 */

export const personas = {
  /**
   * The one to start with. Gold, vegetarian, flies tomorrow with her partner Jonas, has an open baggage case and past trips.
   * Her booking carries an AVML where her profile asks for VGML, and seat 14C (aisle) where she prefers a window.
   */
  ada: {
    customerId: 'C0000101',
    givenNames: 'Ada Marie',
    surname: 'Lindqvist',
    birthDate: '1984-05-17',
    email: 'ada.lindqvist@example.com',
    phone: '+493023125101',
    membershipNumber: '2000000101',
    recordLocator: 'ADAL7Q',
    openCase: 1001,
  },
  /** Travels in Ada's booking, is not held by the customer master and has no membership. */
  jonas: { customerId: null, givenNames: 'Jonas', surname: 'Berg', recordLocator: 'ADAL7Q' },
  /** Platinum and VIP (CORPORATE). PNRs spell her `OBRIEN/SIOBHANMRS`. Two live open complaints, one with compensation history. */
  siobhan: {
    customerId: 'C0000102',
    givenNames: 'Siobhan',
    surname: "O'Brien",
    birthDate: '1971-11-02',
    email: 'siobhan.obrien@example.com',
    phone: '+442079460102',
    membershipNumber: '2000000102',
    recordLocator: 'SIOB4R',
  },
  /** Twins: one birth date, one address, one shared telephone; each with own e-mail and membership. */
  mara: {
    customerId: 'C0000103',
    givenNames: 'Mara',
    surname: 'Okafor',
    birthDate: '1990-03-09',
    email: 'mara.okafor@example.com',
    phone: '+493023125103',
    membershipNumber: '2000000103',
    recordLocator: 'MARA5K',
  },
  mila: {
    customerId: 'C0000104',
    givenNames: 'Mila',
    surname: 'Okafor',
    birthDate: '1990-03-09',
    email: 'mila.okafor@example.com',
    phone: '+493023125103',
    membershipNumber: '2000000104',
    recordLocator: 'MILA5K',
  },
  /** Father and son under one name; the father's membership must never show on the son, whose record is mis-keyed with it. */
  johnSenior: {
    customerId: 'C0000105',
    givenNames: 'John',
    surname: 'Smith',
    birthDate: '1955-01-20',
    email: 'john.smith@example.com',
    phone: '+12025550105',
    membershipNumber: '2000000105',
    recordLocator: 'JSMI55',
  },
  johnJunior: {
    customerId: 'C0000106',
    givenNames: 'John',
    surname: 'Smith',
    suffix: 'Jr',
    birthDate: '1986-08-30',
    email: 'john.smith.jr@example.com',
    phone: '+12025550106',
    miskeyedMembershipNumber: '2000000105',
    recordLocator: 'JSMJ86',
  },
  /** No membership at all; her coming booking is found by the reference the customer master holds. `MUELLER/ANNEMARIE` in the PNR. */
  annemarie: {
    customerId: 'C0000107',
    givenNames: 'Anne-Marie',
    surname: 'Müller',
    birthDate: '1962-07-14',
    email: 'anne-marie.mueller@example.com',
    phone: '+493023125107',
    recordLocator: 'ANMA7M',
  },
  /** A member who has never flown: an account, partner miles, no booking. */
  tomas: {
    customerId: 'C0000108',
    givenNames: 'Tomás',
    surname: 'Ferreira',
    birthDate: '1995-12-05',
    email: 'tomas.ferreira@example.com',
    phone: '+12025550108',
    membershipNumber: '2000000108',
  },
  /** One name only: the profile has no given name, PNRs write `SURYANTO/FNU`. */
  suryanto: {
    customerId: 'C0000109',
    givenNames: '',
    surname: 'Suryanto',
    birthDate: '1979-04-01',
    email: 'suryanto@example.com',
    phone: '+12025550109',
    membershipNumber: '2000000109',
    recordLocator: 'SURY9X',
  },
  /** `KIM/SEJOONMR` in PNRs; booked once as `SE/JOONKIM` (swapped). */
  sejoon: {
    customerId: 'C0000110',
    givenNames: 'Se Joon',
    surname: 'Kim',
    birthDate: '1988-02-29',
    email: 'sejoon.kim@example.com',
    phone: '+12025550110',
    membershipNumber: '2000000110',
    recordLocator: 'SEJO8K',
  },
  /** Two customer records of one human (`Aleksei`, `Alexey`), same birth date, different e-mails: a possible duplicate. */
  aleksei: {
    customerId: 'C0000111',
    givenNames: 'Aleksei',
    surname: 'Volkov',
    birthDate: '1975-09-23',
    email: 'aleksei.volkov@example.com',
    phone: '+493023125111',
    membershipNumber: '2000000111',
    recordLocator: 'ALEK1V',
  },
  alexey: {
    customerId: 'C0000112',
    givenNames: 'Alexey',
    surname: 'Volkov',
    birthDate: '1975-09-23',
    email: 'a.volkov@example.org',
    phone: '+493023125111',
  },
  /** The customer master's reference names a locator that was purged and given to a stranger's booking since. */
  fatima: {
    customerId: 'C0000113',
    givenNames: 'Fatima',
    surname: 'Haddad',
    birthDate: '1968-10-10',
    email: 'fatima.haddad@example.com',
    phone: '+442079460113',
    reusedRecordLocator: 'RELOC2',
  },
  /** Travels with a lap infant; wheelchair; moved accounts: her old number is merged into the present one. */
  grace: {
    customerId: 'C0000114',
    givenNames: 'Grace',
    surname: 'Mwangi',
    birthDate: '1992-06-21',
    email: 'grace.mwangi@example.com',
    phone: '+442079460114',
    membershipNumber: '2000000114',
    mergedMembershipNumber: '2000009914',
    recordLocator: 'GRAC4M',
  },
  /** Disagreeing sources: two birth dates on file, two marketing decisions. */
  lena: {
    customerId: 'C0000115',
    givenNames: 'Lena',
    surname: 'Novak',
    birthDate: '1999-01-31',
    email: 'lena.novak@example.com',
    phone: '+493023125115',
    membershipNumber: '2000000115',
    recordLocator: 'LENA5N',
  },
} as const;

/** The number an agency leaves in the bookings and profiles of thirty of its clients. */
export const agencyPhone = '+442079460999';
/** A booking of which nobody is a customer. */
export const strangersLocator = 'NOBODY';
/** The flight Ada takes tomorrow, in the morning, from Berlin to Lisbon through Frankfurt. */
export const adasFlight = { carrier: 'AX', number: '101', origin: 'BER', destination: 'FRA' } as const;
