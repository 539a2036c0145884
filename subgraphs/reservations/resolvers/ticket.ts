/** Tickets and their coupons. */
import { readable } from '../../shared/errors.ts';
import { couponEnds, couponFlight } from '../flights.ts';
import type { Resolvers } from '../generated.ts';
import { readTicketNumber } from '../inputs.ts';
import { bookingShown, couponStatus, nameOnTicket, ticketByNumber, ticketTaxes } from '../tickets.ts';

export const ticketResolvers = {
  Ticket: {
    __resolveReference: ({ number }, context) => ticketByNumber(readTicketNumber(number), context),
    passengerName: async ({ number }, _, { loaders }) => nameOnTicket(await loaders.ticket.load(number)),
    issuedOn: async ({ number }, _, { loaders }) => readable((await loaders.ticket.load(number))?.issuedOn ?? null),
    issuingOffice: async ({ number }, _, { loaders }) => (await loaders.ticket.load(number))?.issuingOffice ?? null,
    locators: async ({ number }, _, { loaders }) => mutable((await loaders.ticket.load(number))?.locators),
    booking: (ticket, _, context) => bookingShown(ticket, context),
    fare: async ({ number }, _, { loaders }) => (await loaders.ticket.load(number))?.fare ?? null,
    total: async ({ number }, _, { loaders }) => (await loaders.ticket.load(number))?.total ?? null,
    taxes: async ({ number }, _, { loaders }) => ticketTaxes(await loaders.ticket.load(number)),
    payments: async ({ number }, _, { loaders }) => mutable((await loaders.ticket.load(number))?.payments),
    coupons: async ({ number }, _, { loaders }) => mutable((await loaders.ticket.load(number))?.coupons),
  },
  Coupon: {
    status: ({ status }) => couponStatus(status),
    rawStatus: ({ status }) => status,
    flight: (coupon) => couponFlight(coupon),
    departure: (coupon) => couponEnds(coupon).departure,
    arrival: (coupon) => couponEnds(coupon).arrival,
  },
} satisfies Resolvers;

const mutable = <T>(items: readonly T[] | undefined): T[] | null => (items === undefined ? null : [...items]);
