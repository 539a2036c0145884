/** The itinerary of a PNR. Times are those on the clocks of the airports. */
import type { BookedSegment, Booking, Flight } from '../../world/types.ts';
import type { Ledger } from '../ledger.ts';
import { calendarDay, daysBetween, ddmmyy, flightNumberParts, local, weekday } from '../text.ts';
import type { Xml, XmlElement } from '../xml.ts';
import { host } from './header.ts';

/** As reservations write them; others appear by designator. */
const carrierNames: Readonly<Record<string, string>> = {
  AX: 'AUSTER AIR',
  BA: 'BRITISH AIRWAYS',
  TP: 'TAP AIR PORTUGAL',
  JL: 'JAPAN AIRLINES',
  AC: 'AIR CANADA',
};

/** `itineraryInfo` elements; `firstLine` is the number of the first. */
export function segments(ledger: Ledger, booking: Booking, firstLine: number): Xml[] {
  return booking.segments.map((segment, index) => ({
    elementManagementItinerary: {
      reference: { qualifier: 'ST', number: String(segment.tattoo) },
      segmentName: segment.kind,
      lineNumber: String(firstLine + index),
    },
    ...content(ledger, booking, segment),
    markerRailTour: '',
  }));
}

/** Local dates of the first and the last departure (arrival at a hotel counts); null without any. */
export function travelDays(ledger: Ledger, booking: Booking): { first: string; last: string } | null {
  const days = booking.segments.flatMap((segment) => {
    const day = segment.hotel?.checkIn ?? ledger.flightOf(segment)?.departureDate;
    return day === undefined ? [] : [day];
  });
  const [first, last] = [days.toSorted().at(0), days.toSorted().at(-1)];
  return first === undefined || last === undefined ? null : { first, last };
}

/** Passengers with a seat of their own. */
export const seated = (booking: Booking): string =>
  String(booking.travellers.filter(({ infantOf }) => infantOf === null).length);

function content(ledger: Ledger, booking: Booking, segment: BookedSegment): XmlElement {
  const flight = ledger.flightOf(segment);
  if (flight !== undefined) return air(booking, segment, flight);
  if (segment.hotel !== null) return hotel(booking, segment, segment.hotel);
  return { travelProduct: { productDetails: { identification: segment.kind } } };
}

function air(booking: Booking, segment: BookedSegment, flight: Flight): XmlElement {
  const departure = local(flight.origin, flight.scheduledDeparture);
  const arrival = local(flight.destination, flight.scheduledArrival);
  const change = daysBetween(departure.date, arrival.date);
  const { digits, suffix } = flightNumberParts(flight.number);
  const operator = flight.operating?.carrier;
  return {
    travelProduct: {
      product: {
        depDate: ddmmyy(departure.date),
        depTime: departure.time,
        arrDate: ddmmyy(arrival.date),
        arrTime: arrival.time,
        dayChangeIndicator: change > 0 ? String(change) : undefined,
      },
      boardpointDetail: { cityCode: flight.origin },
      offpointDetail: { cityCode: flight.destination },
      companyDetail: { identification: flight.carrier },
      productDetails: { identification: digits, classOfService: segment.bookingClass, subtype: suffix },
      typeDetail: { detail: 'ET' },
    },
    itineraryMessageAction: { business: { function: '1' } },
    itineraryReservationInfo: carrierLocator(booking, flight.carrier),
    relatedProduct: { quantity: seated(booking), status: segment.status },
    flightDetail: {
      productDetails: { equipment: flight.aircraft, numOfStops: '0', weekDay: weekday(departure.date) },
      departureInformation: terminal('departTerminal', flight.departureTerminal),
      arrivalStationInfo: terminal('terminal', flight.arrivalTerminal),
    },
    cabinDetails: { cabinDetails: { classDesignator: segment.cabin } },
    selectionDetails: { selection: { option: 'P2' } },
    itineraryfreeFormText:
      operator === undefined || operator === flight.carrier
        ? undefined
        : {
            freeTextQualification: { textSubjectQualifier: '3' },
            freeText: `     OPERATED BY ${carrierNames[operator] ?? operator}`,
          },
  };
}

/** The airline lives in this system, so its locator is the system's own. */
function carrierLocator(booking: Booking, carrier: string): Xml | undefined {
  const other = booking.otherLocators.find(({ system }) => system === carrier)?.recordLocator;
  const controlNumber = other ?? (carrier === 'AX' ? booking.recordLocator : undefined);
  return controlNumber === undefined ? undefined : { reservation: { companyId: carrier, controlNumber } };
}

const terminal = (element: string, value: string | null): Xml | undefined =>
  value === null ? undefined : { [element]: value };

function hotel(booking: Booking, segment: BookedSegment, stay: NonNullable<BookedSegment['hotel']>): XmlElement {
  const code = 'HAX';
  const name = stay.name.toUpperCase().slice(0, 40);
  return {
    travelProduct: {
      product: { depDate: ddmmyy(stay.checkIn), arrDate: ddmmyy(stay.checkOut) },
      boardpointDetail: { cityCode: stay.city.toUpperCase().slice(0, 5) },
      companyDetail: { identification: 'HA' },
    },
    itineraryMessageAction: { business: { function: '3' } },
    relatedProduct: { quantity: '1', status: segment.status },
    hotelProduct: { property: { providerName: 'HOTELS', code, name } },
    hotelReservationInfo: {
      hotelPropertyInfo: {
        hotelReference: { chainCode: 'HA', cityCode: stay.city.toUpperCase().slice(0, 5), hotelCode: code },
        hotelName: name,
      },
      companyIdentification: {
        travelSector: 'HTL',
        companyCodeContext: host,
        companyCode: 'HA',
        companyName: 'HOTELS',
      },
      requestedDates: {
        businessSemantic: 'CHK',
        timeMode: 'LT',
        beginDateTime: calendarDay(stay.checkIn),
        endDateTime: calendarDay(stay.checkOut),
      },
      cancelOrConfirmNbr: {
        reservation: { companyId: host, controlNumber: `H${booking.recordLocator}`, controlType: '2' },
      },
      bookingSource: { originIdentification: { originatorId: booking.office.iataNumber } },
    },
  };
}
