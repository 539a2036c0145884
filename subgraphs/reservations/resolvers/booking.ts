/** Bookings, their segments and contacts. */
import { cutCards } from '../../shared/cards.ts';
import { country } from '../../shared/countries.ts';
import { readable } from '../../shared/errors.ts';
import { cabinOfBookingClass, cabinOfCode } from '../cabins.ts';
import { carrier } from '../carriers.ts';
import { bookingContact } from '../contacts.ts';
import { segmentEnds, segmentFlight } from '../flights.ts';
import type { Resolvers } from '../generated.ts';
import { bookingId, partId } from '../ids.ts';
import { isFlight, segmentKind, tripType } from '../itinerary.ts';
import { bookingById, bookingOfCase } from '../look-ups.ts';
import { serviceStatus } from '../special-services.ts';
import { warningText } from '../warnings.ts';

export const bookingResolvers = {
  Booking: {
    __resolveReference: ({ id }, context) => bookingById(id, context),
    id: (booking) => bookingId(booking),
    recordLocator: ({ recordLocator }) => recordLocator,
    locators: ({ locators }) => [...locators],
    createdOn: ({ createdOn }) => readable(createdOn),
    createdAt: ({ createdAt }) => readable(createdAt),
    pointOfSale: ({ pointOfSale }) => ({ ...pointOfSale, country: country(pointOfSale.country) }),
    tripType: ({ segments }) => tripType(segments),
    numberInParty: ({ numberInParty, passengers }) => Math.max(numberInParty ?? 0, passengers.length),
    groupName: ({ groupName }) => groupName,
    passengers: (booking) => booking.passengers.map((passenger) => ({ booking, passenger })),
    segments: (booking) => booking.segments.map((segment) => ({ booking, segment })),
    contacts: (booking) => booking.contacts.map((contact) => bookingContact(booking, contact)),
    payments: ({ payments }) => [...payments],
    remarks: ({ remarks }) => remarks.map(({ type, text }) => ({ type, text: cutCards(text) })),
    associatedBookings: ({ associated }) => [...associated],
    warnings: ({ warnings }) => warnings.map(warningText),
  },
  Segment: {
    id: ({ booking, segment }) => partId(booking, segment.tattoo),
    kind: ({ segment }) => segmentKind(segment.kind),
    rawKind: ({ segment }) => segment.kind,
    flight: ({ segment }) => segmentFlight(segment),
    marketingCarrier: ({ segment }) => (isFlight(segment) ? carrier(segment.marketingCarrier) : null),
    marketingFlightNumber: ({ segment }) => segment.marketingFlightNumber,
    operatingCarrier: ({ segment }) => carrier(segment.operatingCarrier),
    departure: ({ segment }) => segmentEnds(segment).departure,
    arrival: ({ segment }) => segmentEnds(segment).arrival,
    bookingClass: ({ segment }) => segment.bookingClass,
    cabin: ({ segment }) =>
      isFlight(segment) ? (cabinOfCode(segment.cabinCode) ?? cabinOfBookingClass(segment.bookingClass)) : null,
    status: ({ segment }) => (segment.status === null ? null : serviceStatus(segment.status)),
    rawStatus: ({ segment }) => segment.status,
    carrierLocator: ({ segment }) => segment.carrierLocator,
    description: ({ segment }) => segment.description,
  },
  BookingItinerary: {
    tripType: ({ segments }) => tripType(segments),
    flights: ({ segments }) => segments.filter(isFlight),
  },
  ItineraryFlight: {
    marketingCarrier: ({ marketingCarrier }) => carrier(marketingCarrier),
    operatingCarrier: ({ operatingCarrier }) => carrier(operatingCarrier),
    departure: (segment) => segmentEnds(segment).departure,
    arrival: (segment) => segmentEnds(segment).arrival,
    status: ({ status }) => (status === null ? null : serviceStatus(status)),
    flight: (segment) => segmentFlight(segment),
  },
  ServiceCase: {
    booking: (reference, _, context) => bookingOfCase(reference, context),
  },
} satisfies Resolvers;
