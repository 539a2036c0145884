/** Ticket_ProcessETicket, the display of an e-ticket. */
import { amadeus, error, type Message, type Operation, reservation, type Shape } from './shape.ts';

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

export const ticketReply: Message = {
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

export const ticketDisplay: Operation = {
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
