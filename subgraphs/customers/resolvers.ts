/** Fields to values. */

import { pageSize } from '../shared/connection.ts';
import { emailAddress, phoneNumber } from '../shared/contacts.ts';
import { BadUserInput, readable } from '../shared/errors.ts';
import { scalarsFor } from '../shared/scalars.ts';
import { candidateSubject, leastCandidate, nameLookUps } from './candidates.ts';
import { completenessOf } from './completeness.ts';
import { effectiveConsents } from './consents.ts';
import { identityComparison, possibleDuplicates } from './customer-subject.ts';
import type { Resolvers } from './generated.ts';
import { linksOf } from './links.ts';
import { meal } from './meals.ts';
import { certainMatch, possibleMatches, recognise } from './recognise.ts';
import { membershipSubject, passengerSubject, requesterSubject } from './references.ts';
import { languageTag, shownAlternatives, shownCountry, shownName } from './show.ts';
import { shownCustomer } from './shown.ts';
import { birthDateOf, genderOf, nationalityOf, residenceOf } from './winning-values.ts';

const mostIds = 100;

function bounded(ids: readonly string[]): readonly string[] {
  if (ids.length <= mostIds) return ids;
  throw new BadUserInput(`ids must be at most ${mostIds}, but are ${ids.length}. Ask in several operations.`);
}

export const resolvers: Resolvers = {
  ...scalarsFor('Date', 'DateTime', 'CountryCode'),
  Query: {
    customer: (_, { id }, context) => shownCustomer(id, context),
    customers: (_, { ids }, context) => Promise.all(bounded(ids).map((id) => shownCustomer(id, context))),
    customerCandidates: async (_, { first, ...criteria }, context) => {
      const size = pageSize(first, 10, 50);
      const subject = candidateSubject(criteria, context);
      const further = nameLookUps(subject);
      return (await recognise(subject, context, { further, least: leastCandidate })).slice(0, size);
    },
    identityComparison: (_, { customerId, otherCustomerId }, context) =>
      identityComparison([customerId, otherCustomerId], context),
  },
  Customer: {
    __resolveReference: ({ id }, context) => shownCustomer(id, context),
    name: ({ name }) => shownName(name),
    dateOfBirth: (record) => readable(birthDateOf(record)),
    gender: (record) => genderOf(record),
    nationality: (record) => shownCountry(nationalityOf(record)),
    residence: (record) => shownCountry(residenceOf(record)),
    travelDocuments: ({ documents }) => [...documents],
    preferences: (record) => record,
    consents: ({ consents }) => effectiveConsents(consents),
    membershipNumbers: ({ memberships }) => [...memberships],
    recordLocators: ({ bookings }) => bookings.filter(({ createdOn }) => typeof createdOn === 'string'),
    links: (record, _, { programme }) => linksOf(record, programme),
    possibleDuplicates: (record, { first }, context) => possibleDuplicates(record, pageSize(first, 5, 20), context),
    alternatives: (record) => shownAlternatives(record),
    completeness: (record, _, context) => completenessOf(record, context),
    updatedAt: ({ updatedAt }) => readable(updatedAt),
  },
  CustomerEmail: {
    address: ({ address }) => emailAddress(address) ?? address,
  },
  CustomerPhone: {
    e164: ({ raw }, _, { home }) => phoneNumber(raw, home),
  },
  PostalAddress: {
    lines: ({ lines }) => [...lines],
    country: ({ country }) => shownCountry(country),
  },
  TravelDocument: {
    numberLast3: ({ number }) => number.slice(-3),
    issuingCountry: ({ issuingCountry }) => shownCountry(issuingCountry),
    nationality: ({ nationality }) => shownCountry(nationality),
    expiresOn: ({ expiresOn }) => readable(expiresOn),
  },
  CustomerPreferences: {
    meal: (record) => meal(record.meal),
    language: ({ language }) => languageTag(language),
  },
  PaymentPreference: {
    expires: ({ expires }) => readable(expires),
  },
  Consent: {
    decidedAt: ({ decidedAt }) => readable(decidedAt),
    overruled: ({ overruled }) => [...overruled],
  },
  ConsentDecision: {
    decidedAt: ({ decidedAt }) => readable(decidedAt),
  },
  BookingReference: {
    createdOn: ({ createdOn }) => readable(createdOn) ?? '',
  },
  FieldAlternative: {
    asOf: ({ asOf }) => readable(asOf),
  },
  Passenger: {
    __resolveReference: (reference) => reference,
    customer: (passenger, _, context) => certainMatch(passengerSubject(passenger, context), context),
    possibleCustomers: (passenger, { first }, context) =>
      possibleMatches(passengerSubject(passenger, context), pageSize(first, 5, 20), context),
  },
  LoyaltyMembership: {
    __resolveReference: (reference) => reference,
    customer: (membership, _, context) => certainMatch(membershipSubject(membership, context), context),
  },
  ServiceCase: {
    __resolveReference: (reference) => reference,
    customer: (serviceCase, _, context) => certainMatch(requesterSubject(serviceCase, context), context),
  },
};
