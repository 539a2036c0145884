/** Fields to values. A value the desk holds but nobody can read fails its own field alone. */
import { cutCards } from '../shared/cards.ts';
import { BadUserInput, readable } from '../shared/errors.ts';
import { isAmong } from '../shared/privacy/rows.ts';
import { scalarsFor } from '../shared/scalars.ts';
import type { Resolvers } from './generated.ts';
import { caseByNumber, casesOfBooking, casesOfCustomer, messagesOf, similarCases } from './look-ups.ts';
import { categoryOf, channelOf, compensationOf, statusOf } from './vocabulary.ts';

export const resolvers: Resolvers = {
  ...scalarsFor('Date', 'DateTime', 'Decimal'),
  Query: {
    serviceCase: (_, { id }, context) => caseByNumber(requireCaseNumber(id), context),
  },
  Customer: {
    __resolveReference: (customer, { rows }) => (isAmong(rows, customer) ? customer : null),
    serviceCases: (customer, args, context) => casesOfCustomer(customer, args, context),
  },
  Booking: {
    serviceCases: (booking, args, context) => casesOfBooking(booking, args, context),
  },
  ServiceCase: {
    __resolveReference: ({ id }, context) => (caseNumber.test(id) ? caseByNumber(id, context) : null),
    subject: ({ subject }) => subject && cutCards(subject),
    resolution: ({ resolution }) => resolution && cutCards(resolution),
    category: ({ category }) => categoryOf(category),
    rawCategory: ({ category }) => category,
    channel: ({ channel }) => channelOf(channel),
    status: ({ status }) => statusOf(status),
    rawStatus: ({ status }) => status,
    priority: ({ priority }) => readable(priority),
    openedAt: ({ openedAt }) => readable(openedAt),
    updatedAt: ({ updatedAt }) => readable(updatedAt),
    resolvedAt: ({ resolvedAt }) => readable(resolvedAt),
    requester: (record) => record,
    messages: (record, args, context) => messagesOf(record, args, context),
    compensation: ({ compensation }) => compensationOf(readable(compensation)),
    rating: ({ rating }) => readable(rating),
    similar: (record, args, context) => similarCases(record, args, context),
  },
  ServiceMessage: {
    text: ({ text }) => cutCards(text),
  },
  CaseRequester: {
    name: ({ requester }) => requester.name,
    email: ({ requester }) => requester.email,
    phone: ({ requester }) => requester.phone,
  },
};

const caseNumber = /^[1-9]\d{0,9}$/;

function requireCaseNumber(id: string): string {
  if (caseNumber.test(id)) return id;
  throw new BadUserInput("id must be the service desk's number of a case, for example 1042.");
}
