/** Fields to values. A value the desk holds but nobody can read fails its own field alone. */
import { pageSize } from '../shared/connection.ts';
import { BadUserInput, readable } from '../shared/errors.ts';
import { scalarsFor } from '../shared/scalars.ts';
import { caseConnection, listArguments } from './case-list.ts';
import type { Resolvers } from './generated.ts';
import { bookingIdentity } from './matching.ts';
import { mostSimilar } from './similar.ts';
import { categoryOf, channelOf, compensationOf, statusOf } from './vocabulary.ts';

export const resolvers: Resolvers = {
  ...scalarsFor('Date', 'DateTime', 'Decimal'),
  Query: {
    serviceCase: (_, { id }, { loaders }) => loaders.case.load(requireCaseNumber(id)),
  },
  Customer: {
    serviceCases: async (customer, args, { loaders, now }) => {
      const list = listArguments(args);
      return caseConnection(await loaders.ofCustomer.load(customer), list, now());
    },
  },
  Booking: {
    serviceCases: async (booking, args, { loaders, now }) => {
      const list = listArguments(args);
      const identity = bookingIdentity(booking);
      return identity === null ? null : caseConnection(await loaders.ofBooking.load(identity), list, now());
    },
  },
  ServiceCase: {
    __resolveReference: ({ id }, { loaders }) => (caseNumber.test(id) ? loaders.case.load(id) : null),
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
    messages: async (record, { first }, { loaders }) => {
      const messages = await loaders.messages.load({ case: record, first: pageSize(first, 20, 100) });
      return [...(messages ?? [])];
    },
    compensation: ({ compensation }) => {
      const given = readable(compensation);
      return given === null ? null : compensationOf(given);
    },
    rating: ({ rating }) => readable(rating),
    similar: async (record, { first }, { loaders, now }) => {
      const wanted = { first: pageSize(first, 5, 20), now: now() };
      if (record.category === null) return [];
      return mostSimilar(record, (await loaders.solved.load(record.category)) ?? [], wanted);
    },
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
