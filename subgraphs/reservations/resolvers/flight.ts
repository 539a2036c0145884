/** Flights and their two ends. */

import { country } from '../../shared/countries.ts';
import { readable } from '../../shared/errors.ts';
import { aircraft } from '../aircraft.ts';
import { airport } from '../airports.ts';
import { carrier } from '../carriers.ts';
import * as flights from '../flights.ts';
import type { Resolvers } from '../generated.ts';
import { readFlightKey } from '../inputs.ts';
import { dateOf, instantAt, timeOf } from '../times.ts';

export const flightResolvers = {
  Airport: {
    country: (place) => country(place.country),
  },
  FlightPoint: {
    airport: ({ airport: code }) => airport(code),
    terminal: (point, _, { loaders }) => flights.terminal(point, loaders),
    gate: (point, _, { loaders }) => flights.gate(point, loaders),
    scheduledDate: async (point, _, { loaders }) => readable(dateOf(await flights.scheduled(point, loaders))),
    scheduledLocal: async (point, _, { loaders }) => readable(timeOf(await flights.scheduled(point, loaders))),
    scheduledAt: async (point, _, { loaders }) =>
      readable(instantAt(await flights.scheduled(point, loaders), point.airport)),
    estimatedLocal: async (point, _, { loaders }) => readable(timeOf(await flights.estimated(point, loaders))),
    estimatedAt: async (point, _, { loaders }) =>
      readable(instantAt(await flights.estimated(point, loaders), point.airport)),
  },
  Flight: {
    __resolveReference: (reference) => flights.flightOf(readFlightKey(reference)),
    marketingCarrier: (flight) => carrier(flight.carrier),
    operatingCarrier: async (flight, _, { loaders }) => carrier(await flights.operating(flight, loaders)),
    operatingFlightNumber: (flight, _, { loaders }) => flights.operatingNumber(flight, loaders),
    departure: (flight, _, { loaders }) => flights.flightEnd(flight, 'departure', loaders),
    arrival: (flight, _, { loaders }) => flights.flightEnd(flight, 'arrival', loaders),
    status: async (flight, _, { loaders }) => flights.flightStatus((await loaders.flight.load(flight))?.status ?? null),
    aircraft: async (flight, _, { loaders }) => aircraft((await loaders.flight.load(flight))?.equipment ?? null),
    cabins: async (flight, _, { loaders }) => flights.flightCabins(await loaders.flight.load(flight)),
  },
} satisfies Resolvers;
