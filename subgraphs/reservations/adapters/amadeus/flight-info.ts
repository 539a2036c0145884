/**
 * Air_FlightInfoReply. Gates, estimated times, status, operating flight and seats left have no place in the public message;
 * they are read where our stand-in's documented extension has them and are null on hosts without it.
 */
import { type FlightKey, type FlightRecord, flightKey } from '../../source.ts';
import { readDate, readLocal } from './dates.ts';
import { malformed } from './failure.ts';
import type { Answer, Expected } from './faults.ts';
import { flightNumber } from './flight-number.ts';
import { all, at, textAt, type XmlElement } from './xml.ts';

export const expectedFlight: Expected = {
  replies: ['Air_FlightInfoReply'],
  hasData: (reply) => at(reply, 'flightScheduleDetails') !== undefined,
  notFound: ['1'],
};

/** Throws LEGACY_MALFORMED for another departure's reply. */
export function readFlight({ reply, warnings }: Answer, key: FlightKey, now: Date): FlightRecord {
  const schedule = all(reply, 'flightScheduleDetails').find((details) => isFlight(details, key, now));
  if (schedule === undefined) throw malformed('reply for another flight');
  const points = all(schedule, 'boardPointAndOffPointDetails');
  const board = points.find((point) => place(point, 'boardPointDetails') === key.origin);
  const destination =
    textAt(schedule, 'generalFlightInfo', 'offPointDetails', 'trueLocationId') ??
    points.map((point) => place(point, 'offPointDetails')).findLast((stated) => stated !== null);
  const off = points.find((point) => place(point, 'offPointDetails') === destination);
  if (board === undefined || off === undefined || destination == null) throw malformed('flight without its points');
  const dates = (point: XmlElement) => at(point, 'generalFlightInfo', 'flightDate');
  const [departs, arrives] = [dates(board), dates(off)];
  return {
    carrier: key.carrier,
    number: key.number,
    departureDate: key.departureDate,
    origin: key.origin,
    operating: operating(schedule),
    destination,
    departureTerminal: textAt(board, 'stationInformation', 'terminal'),
    arrivalTerminal: textAt(off, 'stationInformation', 'terminal'),
    gate: textAt(board, 'stationInformation', 'gateDescription'),
    scheduledDeparture: readLocal(textAt(departs, 'departureDate'), textAt(departs, 'departureTime'), now),
    scheduledArrival: readLocal(textAt(arrives, 'arrivalDate'), textAt(arrives, 'arrivalTime'), now),
    estimatedDeparture: estimated(board, now),
    estimatedArrival: estimated(off, now),
    status: textAt(schedule, 'operationalStatus', 'statusCode') ?? statusIn(warnings),
    equipment: textAt(board, 'additionalProductDetails', 'legDetails', 'equipment'),
    cabins: cabins(schedule),
  };
}

function isFlight(schedule: XmlElement, key: FlightKey, now: Date): boolean {
  const info = at(schedule, 'generalFlightInfo');
  const identification = at(info, 'productIdDetails') ?? at(info, 'flightIdentification');
  const stated = {
    carrier: textAt(info, 'companyDetails', 'marketingCompany') ?? '',
    number: flightNumber(textAt(identification, 'flightNumber'), textAt(identification, 'operationalSuffix')) ?? '',
    departureDate: readDate(textAt(info, 'flightDate', 'departureDate'), 'travel', now),
    origin: textAt(info, 'boardPointDetails', 'trueLocationId') ?? '',
  };
  const { departureDate } = stated;
  return typeof departureDate === 'string' && flightKey({ ...stated, departureDate }) === flightKey(key);
}

function place(point: XmlElement, side: 'boardPointDetails' | 'offPointDetails'): string | null {
  return textAt(point, 'generalFlightInfo', side, 'trueLocationId');
}

function estimated(point: XmlElement, now: Date): FlightRecord['estimatedDeparture'] {
  return readLocal(textAt(point, 'estimatedTime', 'date'), textAt(point, 'estimatedTime', 'time'), now);
}

function operating(schedule: XmlElement): FlightRecord['operating'] {
  const flight = at(schedule, 'operatingFlight');
  const carrier = textAt(flight, 'operatingCompany');
  const number = flightNumber(textAt(flight, 'flightNumber'), textAt(flight, 'operationalSuffix'));
  return carrier === null || number === null ? null : { carrier, number };
}

/** Public hosts tell a cancellation by an informational error beside the data. */
function statusIn(warnings: readonly string[]): string | null {
  return warnings.some((warning) => /FLIGHT CANCEL/.test(warning)) ? 'CANCELLED' : null;
}

function cabins(schedule: XmlElement): FlightRecord['cabins'] {
  return all(schedule, 'cabinAvailability').flatMap((cabin) => {
    const code = textAt(cabin, 'cabinDesignator');
    const seats = textAt(cabin, 'seatsLeft');
    return code === null ? [] : [{ code, seatsLeft: seats !== null && /^\d{1,4}$/.test(seats) ? Number(seats) : null }];
  });
}
