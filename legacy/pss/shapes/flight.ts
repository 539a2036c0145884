/** Air_FlightInfo, the display of a departure. */
import { amadeus, type Message, type Operation, type Shape } from './shape.ts';

const place = { trueLocationId: '' } as const;
const flightNumber = { flightNumber: '', 'bookingClass?': '', 'operationalSuffix?': '' } as const;

const point: Shape = {
  generalFlightInfo: {
    flightDate: { 'departureDate?': '', 'departureTime?': '', 'arrivalDate?': '', 'arrivalTime?': '' },
    'boardPointDetails?': place,
    'offPointDetails?': place,
  },
  'additionalProductDetails?': { legDetails: { equipment: '', duration: '' } },
  'productInfo?': { 'bookingClassDetails*': { designator: '' } },
  'stationInformation?': { 'terminal?': '', 'gateDescription?': '' },
  'estimatedTime?': { date: '', time: '' },
};

export const flightReply: Message = {
  element: 'Air_FlightInfoReply',
  namespace: `${amadeus}FLIRES_07_1_1A`,
  shape: {
    messageActionDetails: {
      messageFunctionDetails: { businessFunction: '', messageFunction: '', responsibleAgency: '' },
    },
    'responseError*': {
      errorInfo: { errorDetails: { errorCode: '', errorCategory: '', errorCodeOwner: '' } },
      interactiveFreeText: { freeTextQualification: { textSubjectQualifier: '' }, freeText: '' },
    },
    'flightScheduleDetails?': {
      dummySegment: '',
      generalFlightInfo: {
        flightDate: { departureDate: '' },
        boardPointDetails: place,
        offPointDetails: place,
        companyDetails: { marketingCompany: '' },
        productIdDetails: { flightNumber: '', 'operationalSuffix?': '' },
      },
      additionalProductDetails: {
        legDetails: { numberOfStops: '', daysOfOperation: '' },
        facilitiesInformation: { description: '' },
      },
      'boardPointAndOffPointDetails*': point,
      operationalStatus: { statusCode: '' },
      'operatingFlight?': { operatingCompany: '', flightNumber: '' },
      'cabinAvailability*': { cabinDesignator: '', seatsLeft: '' },
    },
  },
};

export const flightInfo: Operation = {
  name: 'Air_FlightInfo',
  action: 'http://webservices.amadeus.com/FLIREQ_07_1_1A',
  request: {
    element: 'Air_FlightInfo',
    namespace: `${amadeus}FLIREQ_07_1_1A`,
    shape: {
      generalFlightInfo: {
        flightDate: { departureDate: '' },
        boardPointDetails: place,
        'offPointDetails?': place,
        companyDetails: { marketingCompany: '' },
        flightIdentification: flightNumber,
      },
    },
  },
  replies: [flightReply],
};
