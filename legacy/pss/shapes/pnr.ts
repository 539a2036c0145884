/** PNR_Retrieve, and what it answers with. */
import {
  amadeus,
  error,
  type Message,
  type Operation,
  reference,
  references,
  reservation,
  type Shape,
} from './shape.ts';

const responsibility = { typeOfPnrElement: '', 'agentId?': '', 'officeId?': '', 'iataCode?': '' } as const;

const pointOfSale = {
  sbrUserIdentificationOwn: {
    originIdentification: { 'originatorId?': '', inHouseIdentification1: '' },
    'originatorTypeCode?': '',
  },
  'sbrSystemDetails?': { deliveringSystem: { companyId: '', 'locationId?': '' } },
  'sbrPreferences?': { userPreferences: { codedCountry: '' } },
} as const;

const birthDate = { dateAndTimeDetails: { qualifier: '', date: '' } } as const;

const travellerInfo: Shape = {
  elementManagementPassenger: { 'reference?': reference, segmentName: '', 'lineNumber?': '' },
  'passengerData*': {
    travellerInformation: {
      traveller: { surname: '', 'qualifier?': '', 'quantity?': '' },
      'passenger*': { 'firstName?': '', 'type?': '', 'infantIndicator?': '' },
    },
    'dateOfBirth?': birthDate,
  },
  'enhancedPassengerData*': {
    enhancedTravellerInformation: {
      travellerNameInfo: { 'quantity?': '', 'type?': '', 'infantIndicator?': '' },
      otherPaxNamesDetails: {
        nameType: '',
        referenceName: '',
        displayedName: '',
        surname: '',
        'givenName?': '',
      },
    },
    'dateOfBirthInEnhancedPaxData?': birthDate,
  },
};

const calendarDay = { year: '', month: '', day: '' } as const;

const hotelReservationInfo: Shape = {
  hotelPropertyInfo: { hotelReference: { chainCode: '', cityCode: '', hotelCode: '' }, hotelName: '' },
  companyIdentification: { travelSector: '', 'companyCodeContext?': '', companyCode: '', 'companyName?': '' },
  requestedDates: {
    'businessSemantic?': '',
    'timeMode?': '',
    beginDateTime: calendarDay,
    endDateTime: calendarDay,
  },
  'cancelOrConfirmNbr*': { reservation },
  bookingSource: { originIdentification: { originatorId: '' } },
};

const itineraryInfo: Shape = {
  elementManagementItinerary: { reference, segmentName: '', lineNumber: '' },
  'travelProduct?': {
    'product?': { depDate: '', 'depTime?': '', 'arrDate?': '', 'arrTime?': '', 'dayChangeIndicator?': '' },
    'boardpointDetail?': { cityCode: '' },
    'offpointDetail?': { cityCode: '' },
    'companyDetail?': { identification: '' },
    'productDetails?': { identification: '', 'classOfService?': '', 'subtype?': '' },
    'typeDetail?': { detail: '' },
  },
  'itineraryMessageAction?': { business: { function: '' } },
  'itineraryReservationInfo?': { reservation },
  'relatedProduct?': { 'quantity?': '', 'status?': '' },
  'flightDetail?': {
    'productDetails?': { 'equipment?': '', 'numOfStops?': '', 'weekDay?': '' },
    'departureInformation?': { 'departTerminal?': '' },
    'arrivalStationInfo?': { 'terminal?': '' },
  },
  'cabinDetails?': { cabinDetails: { classDesignator: '' } },
  'selectionDetails?': { selection: { option: '' } },
  'itineraryfreeFormText*': { freeTextQualification: { textSubjectQualifier: '' }, freeText: '' },
  'hotelProduct?': { property: { providerName: '', code: '', name: '' } },
  'hotelReservationInfo?': hotelReservationInfo,
  markerRailTour: '',
};

const dataElement: Shape = {
  elementManagementData: { 'reference?': reference, segmentName: '', 'lineNumber?': '' },
  'miscellaneousRemarks?': { remarks: { type: '', freetext: '' } },
  'extendedRemark?': { structuredRemark: { type: '', freetext: '' } },
  'serviceRequest?': {
    ssr: {
      type: '',
      'status?': '',
      'quantity?': '',
      'companyId?': '',
      'boardpoint?': '',
      'offpoint?': '',
      'freeText*': '',
    },
    'ssrb*': { data: '', 'crossRef?': '', 'seatType*': '' },
  },
  'seatPaxInfo*': {
    seatPaxDetails: { 'genericDetails?': { 'seatCharacteristic*': '' } },
    crossRef: { 'reference*': reference },
  },
  'frequentFlyerInformationGroup?': {
    frequentTravellerInfo: {
      frequentTraveler: { company: '', membershipNumber: '' },
      'priorityDetails?': { qualifier: '', tierLevel: '' },
    },
  },
  'ticketElement?': {
    ticket: { indicator: '', 'date?': '', 'time?': '', 'officeId?': '' },
  },
  'referencedRecord?': {
    referencedReservationInfo: { reservation },
    securityInformation: { responsibilityInformation: responsibility },
  },
  'otherDataFreetext*': {
    freetextDetail: { subjectQualifier: '', 'type?': '', 'companyId?': '' },
    longFreetext: '',
  },
  'referenceForDataElement?': references,
};

export const pnrReply: Message = {
  element: 'PNR_Reply',
  namespace: `${amadeus}PNRACC_14_2_1A`,
  shape: {
    'generalErrorInfo*': error,
    'pnrHeader*': { reservationInfo: { reservation } },
    'securityInformation?': {
      responsibilityInformation: responsibility,
      queueingInformation: { queueingOfficeId: '' },
      cityCode: '',
      secondRpInformation: {
        creationOfficeId: '',
        agentSignature: '',
        creationDate: '',
        creatorIataCode: '',
        creationTime: '',
      },
    },
    'freetextData*': { freetextDetail: { subjectQualifier: '', type: '' }, longFreetext: '' },
    'pnrHeaderTag?': { 'statusInformation*': { indicator: '' } },
    'sbrPOSDetails?': pointOfSale,
    'sbrCreationPosDetails?': pointOfSale,
    'sbrUpdatorPosDetails?': pointOfSale,
    'technicalData?': {
      enveloppeNumberData: { sequenceDetails: { number: '' } },
      lastTransmittedEnvelopeNumber: { currentRecord: '' },
      purgeDateData: { dateTime: calendarDay },
    },
    'travellerInfo*': travellerInfo,
    'originDestinationDetails*': { originDestination: '', 'itineraryInfo*': itineraryInfo },
    'dataElementsMaster?': { marker2: '', 'dataElementsIndiv*': dataElement },
  },
};

export const pnrList: Message = {
  element: 'PNR_List',
  namespace: `${amadeus}PNRLST_14_2_1A`,
  shape: {
    'generalErrorInfo*': error,
    'pnrRecord*': {
      reservationInfo: { reservation },
      travellerInformation: { traveller: { surname: '' }, 'passenger?': { firstName: '' } },
      'itinerary?': { firstDepDate: '', lastDepDate: '' },
    },
  },
};

export const pnrRetrieve: Operation = {
  name: 'PNR_Retrieve',
  action: 'http://webservices.amadeus.com/PNRRET_14_2_1A',
  request: {
    element: 'PNR_Retrieve',
    namespace: `${amadeus}PNRRET_14_2_1A`,
    shape: {
      'settings?': { 'options?': { 'optionCode*': '' } },
      retrievalFacts: {
        retrieve: { type: '', 'service?': '', 'office?': '', 'targetSystem?': '', 'option1?': '', 'option2?': '' },
        'reservationOrProfileIdentifier?': { reservation: { 'companyId?': '', controlNumber: '' } },
        'personalFacts?': {
          'travellerInformation?': { traveller: { surname: '' }, 'passenger?': { firstName: '' } },
          'productInformation?': {
            'product?': { depDate: '' },
            'boardpointDetail?': { cityCode: '' },
            'offpointDetail?': { cityCode: '' },
            'company?': { code: '' },
            'productDetails?': { identification: '' },
          },
          'ticket?': { 'airline?': '', ticketNumber: '' },
        },
        'frequentFlyer?': { frequentTraveller: { companyId: '', membershipNumber: '' } },
        'accounting?': { account: { number: '' } },
      },
    },
  },
  replies: [pnrReply, pnrList],
};
