/**
 * The messages' elements in their order: what the WSDL is written from and what requests are held against.
 *
 * A key is an element's name, with `?` where it may be missing and `*` where it may come any number of times; `''` is text.
 */
export interface Shape {
  readonly [element: string]: Shape | '';
}

export interface Message {
  readonly element: string;
  readonly namespace: string;
  readonly shape: Shape;
}

export interface Operation {
  readonly name: 'PNR_Retrieve' | 'Ticket_ProcessETicket' | 'Air_FlightInfo';
  readonly action: string;
  readonly request: Message;
  /** The usual one first. */
  readonly replies: readonly Message[];
}

const amadeus = 'http://xml.amadeus.com/';
const reference = { qualifier: '', number: '' } as const;
const references = { 'reference*': reference } as const;

const error = {
  errorOrWarningCodeDetails: { errorDetails: { errorCode: '', 'errorCategory?': '', 'errorCodeOwner?': '' } },
  'errorWarningDescription?': {
    freeTextDetails: { textSubjectQualifier: '', source: '', encoding: '' },
    'freeText*': '',
  },
} as const;

const reservation = {
  'companyId?': '',
  'controlNumber?': '',
  'controlType?': '',
  'date?': '',
  'time?': '',
} as const;

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

const pnrReply: Message = {
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

const pnrList: Message = {
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

const pnrRetrieve: Operation = {
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

const messageFunction = { messageFunctionDetails: { messageFunction: '' } } as const;

const coupon: Shape = {
  couponInfo: { couponDetails: { cpnNumber: '', cpnStatus: '' } },
  'flightInfo?': {
    flightDate: { departureDate: '', departureTime: '' },
    boardPointDetails: { trueLocationId: '' },
    offpointDetails: { trueLocationId: '' },
    companyDetails: { marketingCompany: '' },
    flightIdentification: { flightNumber: '', bookingClass: '', 'operationalSuffix?': '' },
    itemNumber: '',
  },
  'statusInfo?': { statusCode: '' },
  'fareBaseInfo?': { fareBasisDetails: { rateTariffClass: '' } },
  'baggageInfo?': { baggageDetails: { freeAllowance: '', quantityCode: '', 'unitQualifier?': '' } },
};

const amount = { typeQualifier: '', amount: '', currency: '' } as const;

const ticketReply: Message = {
  element: 'Ticket_ProcessETicketReply',
  namespace: `${amadeus}TATRES_15_2_1A`,
  shape: {
    msgActionDetails: { ...messageFunction, responseType: '' },
    'errorGroup?': error,
    'match?': { quantityDetails: { numberOfUnit: '', unitQualifier: '' } },
    'documentGroup*': {
      passenger: { paxDetails: { surname: '', type: '' }, 'otherPaxDetails?': { givenName: '' } },
      agent: { companyIdNumber: '', internalIdDetails: { inhouseId: '', type: '' } },
      reservationInfo: { 'reservation*': reservation },
      fareInfo: { monetaryDetails: amount, otherMonetaryDetails: amount },
      fop: {
        formOfPayment: {
          type: '',
          indicator: '',
          amount: '',
          'vendorCode?': '',
          'creditCardNumber?': '',
          'freeText?': '',
        },
      },
      pricingInfo: {
        priceTicketDetails: { indicators: '' },
        productDateTimeDetails: { departureDate: '' },
      },
      'originDestination?': { origin: '', destination: '' },
      originatorInfo: {
        deliveringSystem: { companyId: '', locationId: '' },
        originIdentification: { originatorId: '', inHouseIdentification1: '' },
        originatorTypeCode: '',
        originDetails: { codedCountry: '' },
      },
      couponTotal: { quantityDetails: { numberOfUnit: '', unitQualifier: '' } },
      'taxInfo?': { 'taxDetails*': { rate: '', currencyCode: '', type: '' } },
      ticketInfoGroup: {
        ticketInfo: { documentDetails: { number: '', type: '', numberOfBooklets: '', dataIndicator: '' } },
        'couponInfoGroup*': coupon,
      },
    },
  },
};

const ticketDisplay: Operation = {
  name: 'Ticket_ProcessETicket',
  action: 'http://webservices.amadeus.com/TATREQ_15_2_1A',
  request: {
    element: 'Ticket_ProcessETicket',
    namespace: `${amadeus}TATREQ_15_2_1A`,
    shape: {
      msgActionDetails: messageFunction,
      'ticketInfoGroup*': { ticket: { documentDetails: { number: '', 'type?': '' } } },
    },
  },
  replies: [ticketReply],
};

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

const flightReply: Message = {
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

const flightInfo: Operation = {
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

export const operations: readonly Operation[] = [pnrRetrieve, ticketDisplay, flightInfo];
export const messages = { pnrReply, pnrList, ticketReply, flightReply } as const;

/** An element's name without its `?` or `*`. */
export const nameOf = (key: string): string => key.replace(/[?*]$/, '');
