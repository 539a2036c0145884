/** A departure's display: schedule, what is expected, what is still to be sold. */
import type { Flight } from '../../world/types.ts';
import { flightError } from '../faults.ts';
import type { FlightCriterion } from '../ledger.ts';
import { ddmmyy, duration, flightNumberParts, local, weekday } from '../text.ts';
import type { Xml, XmlElement } from '../xml.ts';

export const flightHead: XmlElement = {
  messageActionDetails: {
    messageFunctionDetails: { businessFunction: '1', messageFunction: '82', responsibleAgency: '3' },
  },
};

/** Classes sold in each cabin, in the order shown. */
const classes: Readonly<Record<Flight['cabins'][number]['cabin'], string>> = {
  F: 'FA',
  C: 'JCD',
  W: 'WE',
  Y: 'YBMHQLK',
};

/** Under the designator it was asked for. */
export function flightReply(flight: Flight, asked: FlightCriterion): XmlElement {
  const departure = local(flight.origin, flight.scheduledDeparture);
  const { digits, suffix } = flightNumberParts(asked.number.replace(/^0+(?=\d)/, ''));
  return {
    ...flightHead,
    responseError: flight.status === 'CANCELLED' ? flightError('AUE', 'INF', 'FLIGHT CANCELLED') : undefined,
    flightScheduleDetails: {
      dummySegment: '',
      generalFlightInfo: {
        flightDate: { departureDate: ddmmyy(departure.date) },
        boardPointDetails: { trueLocationId: flight.origin },
        offPointDetails: { trueLocationId: flight.destination },
        companyDetails: { marketingCompany: asked.carrier },
        productIdDetails: { flightNumber: digits.padStart(4), operationalSuffix: suffix },
      },
      additionalProductDetails: {
        legDetails: { numberOfStops: '0', daysOfOperation: weekday(departure.date) },
        facilitiesInformation: { description: duration(flight.scheduledDeparture, flight.scheduledArrival) },
      },
      boardPointAndOffPointDetails: [boardPoint(flight), offPoint(flight)],
      operationalStatus: { statusCode: flight.status },
      operatingFlight:
        flight.operating === null
          ? undefined
          : { operatingCompany: flight.operating.carrier, flightNumber: flight.operating.number },
      cabinAvailability: flight.cabins.map(({ cabin, left }) => ({ cabinDesignator: cabin, seatsLeft: String(left) })),
    },
  };
}

function boardPoint(flight: Flight): Xml {
  const { date, time } = local(flight.origin, flight.scheduledDeparture);
  const designators = flight.cabins.flatMap(({ cabin }) => [...classes[cabin]]);
  return {
    generalFlightInfo: {
      flightDate: { departureDate: ddmmyy(date), departureTime: time },
      boardPointDetails: { trueLocationId: flight.origin },
    },
    additionalProductDetails: {
      legDetails: {
        equipment: flight.aircraft,
        duration: duration(flight.scheduledDeparture, flight.scheduledArrival),
      },
    },
    productInfo: { bookingClassDetails: designators.map((designator) => ({ designator })) },
    stationInformation: station(flight.departureTerminal, flight.gate),
    estimatedTime: estimate(flight.origin, flight.estimatedDeparture),
  };
}

function offPoint(flight: Flight): Xml {
  const { date, time } = local(flight.destination, flight.scheduledArrival);
  return {
    generalFlightInfo: {
      flightDate: { arrivalDate: ddmmyy(date), arrivalTime: time },
      offPointDetails: { trueLocationId: flight.destination },
    },
    stationInformation: station(flight.arrivalTerminal, null),
    estimatedTime: estimate(flight.destination, flight.estimatedArrival),
  };
}

function station(terminal: string | null, gate: string | null): Xml | undefined {
  if (terminal === null && gate === null) return undefined;
  return { terminal: terminal ?? undefined, gateDescription: gate ?? undefined };
}

function estimate(airport: string, instant: Date | null): Xml | undefined {
  if (instant === null) return undefined;
  const { date, time } = local(airport, instant);
  return { date: ddmmyy(date), time };
}
