/** Fields to values. A value the system holds but nobody can read fails its own field alone. */
import { readable } from '../shared/errors.ts';
import { isAmong } from '../shared/privacy/rows.ts';
import { scalarsFor } from '../shared/scalars.ts';
import { bookingItinerary } from './booking-itinerary.ts';
import { customerBookings } from './customer-bookings.ts';
import { operatedFlight } from './flights.ts';
import type { Resolvers } from './generated.ts';
import { flightKeyOf, recordLocator, ticketNumber } from './inputs.ts';
import { bookingByLocator, bookingsOnFlight } from './look-ups.ts';
import { recordMatch } from './matching.ts';
import { bookingResolvers } from './resolvers/booking.ts';
import { flightResolvers } from './resolvers/flight.ts';
import { passengerResolvers } from './resolvers/passenger.ts';
import { ticketResolvers } from './resolvers/ticket.ts';
import { ticketByNumber } from './tickets.ts';

export const resolvers: Resolvers = {
  ...scalarsFor('Date', 'DateTime', 'LocalDateTime', 'Decimal', 'CarrierCode', 'AirportCode', 'CountryCode'),
  Query: {
    booking: (_, args, context) => bookingByLocator(recordLocator(args.recordLocator), context),
    bookingItinerary: (_, args, context) => bookingItinerary(args, context),
    ticket: (_, { number }, context) => ticketByNumber(ticketNumber(number), context),
    flight: (_, args, { loaders }) => operatedFlight(flightKeyOf(args), loaders),
    bookingsOnFlight: (_, args, context) => bookingsOnFlight(args, context),
  },
  Customer: {
    __resolveReference: (customer, { rows }) => (isAmong(rows, customer) ? customer : null),
    bookings: (customer, args, context) => customerBookings(customer, args, context),
  },
  BookingConnection: {
    edges: ({ edges }) => [...edges],
  },
  BookingEdge: {
    node: ({ node }) => readable(node),
    passenger: ({ node, match }) =>
      match.passenger === null || node instanceof Error ? null : { booking: node, passenger: match.passenger },
    match: ({ match, asOf }) => recordMatch(match, asOf),
  },
  ...bookingResolvers,
  ...passengerResolvers,
  ...flightResolvers,
  ...ticketResolvers,
};
