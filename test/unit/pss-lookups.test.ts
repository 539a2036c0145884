import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../legacy/pss/index.ts';
import type { StandIn } from '../../legacy/shared/stand-in.ts';
import { all, body, byFlight, byNumber, call, departure, type Node, textAt, ticketNumber } from '../support/pss.ts';
import { pssWorld } from '../support/pss-world.ts';

let pss: StandIn;
beforeAll(async () => {
  pss = await start(pssWorld, { dataFolder: '.' });
});
afterAll(() => pss.close());

const texts = (node: Node, path: string): string[] => all(node, path).map(({ text }) => text);
const list = async (content: string) => body(await call(pss, 'PNR_Retrieve', content));
const locators = (node: Node) => texts(node, 'pnrRecord/reservationInfo/reservation/controlNumber');
const errorCodes = (node: Node) => texts(node, 'generalErrorInfo/errorOrWarningCodeDetails/errorDetails/errorCode');
const adas = (surname: string, more = '') => byFlight(surname, '251126', 'AX', '101', more);

describe('lists of bookings', () => {
  it('answer a frequent-flyer number, also for a single hit', async () => {
    const reply = await list(byNumber('AX', '2000000101'));
    expect(reply).toMatchObject({ name: 'PNR_List', namespace: 'http://xml.amadeus.com/PNRLST_14_2_1A', prefix: '' });
    expect(locators(reply)).toEqual(['ADAL7Q']);
    expect(texts(reply, 'pnrRecord/reservationInfo/reservation/date')).toEqual(['031026']);
    expect(texts(reply, 'pnrRecord/travellerInformation/passenger/firstName')).toEqual(['ADAMARIEMRS']);
    expect(texts(reply, 'pnrRecord/itinerary/firstDepDate')).toEqual(['251126']);
    expect(texts(reply, 'pnrRecord/itinerary/lastDepDate')).toEqual(['261126']);
  });

  it('do not mix programmes, and know nothing of purged bookings', async () => {
    expect(errorCodes(await list(byNumber('BA', '2000000101')))).toEqual(['1284']);
    expect(errorCodes(await list(byNumber('AX', '2000000113')))).toEqual(['1284']);
  });

  it('find a passenger of a flight by the letters of the surname, all of them', async () => {
    expect(locators(await list(adas('LINDQVIST')))).toEqual(['ADAL7Q']);
    expect(locators(await list(adas("o'brien")))).toEqual(['ADAL7Q']);
    expect(locators(await list(adas('FILLER')))).toHaveLength(200);
    expect(errorCodes(await list(adas('LINDQ')))).toEqual(['1284']);
    expect(texts(await list(adas('LINDQ')), 'generalErrorInfo/errorWarningDescription/freeText')).toEqual([
      'NO MATCH FOR NAME',
    ]);
  });

  it('take a number with leading zeros, an operating designator, and compare points when given', async () => {
    expect(locators(await list(byFlight('OBRIEN', '251126', 'AX', '0101')))).toEqual(['ADAL7Q']);
    expect(locators(await list(byFlight('OBRIEN', '251126', 'BA', '902')))).toEqual(['ADAL7Q']);
    const from = (code: string) => `<boardpointDetail><cityCode>${code}</cityCode></boardpointDetail>`;
    expect(locators(await list(adas('OBRIEN', from('BER'))))).toEqual(['ADAL7Q']);
    expect(errorCodes(await list(adas('OBRIEN', from('MUC'))))).toEqual(['1284']);
    expect(errorCodes(await list(byFlight('OBRIEN', '261126', 'AX', '101')))).toEqual(['1284']);
  });
});

describe('a ticket', () => {
  const display = async (number: string) => body(await call(pss, 'Ticket_ProcessETicket', ticketNumber(number)));

  it('shows passenger, price, day of issue and coupons', async () => {
    const reply = await display('8992400000123');
    expect(reply).toMatchObject({
      name: 'Ticket_ProcessETicketReply',
      namespace: 'http://xml.amadeus.com/TATRES_15_2_1A',
      prefix: '',
    });
    const group = all(reply, 'documentGroup')[0] ?? reply;
    expect(textAt(group, 'passenger/otherPaxDetails/givenName')).toBe('ADAMARIEMRS');
    expect(texts(group, 'reservationInfo/reservation/controlNumber')).toEqual(['ADAL7Q', 'ADAL7Q']);
    expect(textAt(group, 'fareInfo/monetaryDetails/amount')).toBe('250.00');
    expect(textAt(group, 'fareInfo/otherMonetaryDetails/amount')).toBe('312.40');
    expect(texts(group, 'taxInfo/taxDetails/type')).toEqual(['DE', 'YQ']);
    expect(textAt(group, 'fop/formOfPayment/creditCardNumber')).toBe('XXXXXXXXXXXX1111');
    expect(textAt(group, 'pricingInfo/productDateTimeDetails/departureDate')).toBe('041026');
    expect(textAt(group, 'originatorInfo/originIdentification/inHouseIdentification1')).toBe('FRAAX08AA');
    const coupons = 'ticketInfoGroup/couponInfoGroup';
    expect(texts(group, `${coupons}/couponInfo/couponDetails/cpnStatus`)).toEqual(['C', 'I']);
    expect(texts(group, `${coupons}/flightInfo/boardPointDetails/trueLocationId`)).toEqual(['BER', 'FRA']);
    expect(texts(group, `${coupons}/flightInfo/flightIdentification/bookingClass`)).toEqual(['Y', 'M']);
    expect(texts(group, `${coupons}/baggageInfo/baggageDetails/freeAllowance`)).toEqual(['23', '2']);
    expect(texts(group, `${coupons}/baggageInfo/baggageDetails/quantityCode`)).toEqual(['W', 'N']);
  });

  it('outlives its booking', async () => {
    const reply = await display('8992400000124');
    expect(textAt(reply, 'documentGroup/passenger/paxDetails/surname')).toBe('HADDAD');
    expect(textAt(reply, 'documentGroup/reservationInfo/reservation/controlNumber')).toBe('RELOC2');
  });

  it('nobody issued is an error in the body', async () => {
    const reply = await display('8992400000999');
    expect(texts(reply, 'errorGroup/errorOrWarningCodeDetails/errorDetails/errorCode')).toEqual(['118']);
    expect(all(reply, 'documentGroup')).toEqual([]);
  });
});

describe('a departure', () => {
  const show = async (...what: Parameters<typeof departure>) =>
    body(await call(pss, 'Air_FlightInfo', departure(...what)));
  const points = 'flightScheduleDetails/boardPointAndOffPointDetails';

  it('shows schedule, estimates, gate, state and what is left to sell', async () => {
    const reply = await show('AX', '101', '251126', 'BER');
    expect(reply).toMatchObject({
      name: 'Air_FlightInfoReply',
      namespace: 'http://xml.amadeus.com/FLIRES_07_1_1A',
      prefix: '',
    });
    expect(textAt(reply, 'flightScheduleDetails/generalFlightInfo/productIdDetails/flightNumber')).toBe(' 101');
    expect(texts(reply, `${points}/generalFlightInfo/flightDate/departureTime`)).toEqual(['0705']);
    expect(texts(reply, `${points}/generalFlightInfo/flightDate/arrivalTime`)).toEqual(['0820']);
    expect(texts(reply, `${points}/estimatedTime/time`)).toEqual(['0740', '0855']);
    expect(texts(reply, `${points}/stationInformation/gateDescription`)).toEqual(['A12']);
    expect(texts(reply, `${points}/additionalProductDetails/legDetails/equipment`)).toEqual(['32N']);
    expect(textAt(reply, 'flightScheduleDetails/operationalStatus/statusCode')).toBe('DELAYED');
    expect(texts(reply, 'flightScheduleDetails/cabinAvailability/seatsLeft')).toEqual(['3', '30']);
  });

  it('says who operates a code-share, asked for by either designator', async () => {
    for (const [carrier, number] of [
      ['AX', '7001'],
      ['BA', '0902'],
    ] as const) {
      const reply = await show(carrier, number, '251126', 'LHR');
      expect(textAt(reply, 'flightScheduleDetails/generalFlightInfo/companyDetails/marketingCompany')).toBe(carrier);
      expect(textAt(reply, 'flightScheduleDetails/operatingFlight/operatingCompany')).toBe('BA');
      expect(textAt(reply, 'flightScheduleDetails/operatingFlight/flightNumber')).toBe('902');
    }
  });

  it('that is cancelled says so before its data; one that does not exist has none', async () => {
    const cancelled = await show('AX', '103', '251126', 'BER');
    expect(texts(cancelled, 'responseError/errorInfo/errorDetails/errorCode')).toEqual(['AUE']);
    expect(all(cancelled, 'flightScheduleDetails')).toHaveLength(1);
    const nowhere = [
      { number: '101', date: '251126', origin: 'MUC' },
      { number: '101', date: '241126', origin: 'BER' },
      { number: '999', date: '251126', origin: 'BER' },
    ];
    for (const { number, date, origin } of nowhere) {
      const reply = await show('AX', number, date, origin);
      expect(texts(reply, 'responseError/interactiveFreeText/freeText')).toEqual(['FLIGHT NOT OPERATING']);
      expect(all(reply, 'flightScheduleDetails')).toEqual([]);
    }
  });
});
