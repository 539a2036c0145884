/** The messages this adapter sends; each carries exactly one criterion, as the interface demands. */
import type { FlightKey, FrequentFlyerKey } from '../../source.ts';
import { toDdmmyy } from './dates.ts';
import type { Message } from './envelope.ts';
import { escapeXml } from './xml.ts';

const retrieve = (type: number, facts: string): Message => ({
  action: 'PNRRET_14_2_1A',
  body:
    '<PNR_Retrieve xmlns="http://xml.amadeus.com/PNRRET_14_2_1A"><retrievalFacts>' +
    `<retrieve><type>${type}</type></retrieve>${facts}</retrievalFacts></PNR_Retrieve>`,
});

export const byLocator = (recordLocator: string): Message =>
  retrieve(
    2,
    `<reservationOrProfileIdentifier><reservation><controlNumber>${escapeXml(recordLocator)}</controlNumber></reservation></reservationOrProfileIdentifier>`,
  );

export const byFrequentFlyer = (key: FrequentFlyerKey): Message =>
  retrieve(
    5,
    `<frequentFlyer><frequentTraveller><companyId>${escapeXml(key.programme)}</companyId>` +
      `<membershipNumber>${escapeXml(key.number)}</membershipNumber></frequentTraveller></frequentFlyer>`,
  );

export const byFlightAndName = (flight: FlightKey, surname: string): Message =>
  retrieve(
    4,
    `<personalFacts><travellerInformation><traveller><surname>${escapeXml(surname)}</surname></traveller></travellerInformation>` +
      `<productInformation><product><depDate>${toDdmmyy(flight.departureDate)}</depDate></product>` +
      `<boardpointDetail><cityCode>${escapeXml(flight.origin)}</cityCode></boardpointDetail>` +
      `<company><code>${escapeXml(flight.carrier)}</code></company>` +
      `<productDetails><identification>${escapeXml(flight.number)}</identification></productDetails></productInformation></personalFacts>`,
  );

/** Function 131 displays a ticket. */
export const displayTicket = (number: string): Message => ({
  action: 'TATREQ_15_2_1A',
  body:
    '<Ticket_ProcessETicket xmlns="http://xml.amadeus.com/TATREQ_15_2_1A"><msgActionDetails><messageFunctionDetails>' +
    '<messageFunction>131</messageFunction></messageFunctionDetails></msgActionDetails><ticketInfoGroup><ticket><documentDetails>' +
    `<number>${escapeXml(number)}</number></documentDetails></ticket></ticketInfoGroup></Ticket_ProcessETicket>`,
});

export function flightInfo(key: FlightKey): Message {
  const [, digits = key.number, suffix = ''] = /^(\d+)([A-Z])$/.exec(key.number) ?? [];
  const suffixElement = suffix === '' ? '' : `<operationalSuffix>${suffix}</operationalSuffix>`;
  return {
    action: 'FLIREQ_07_1_1A',
    body:
      '<Air_FlightInfo xmlns="http://xml.amadeus.com/FLIREQ_07_1_1A"><generalFlightInfo>' +
      `<flightDate><departureDate>${toDdmmyy(key.departureDate)}</departureDate></flightDate>` +
      `<boardPointDetails><trueLocationId>${escapeXml(key.origin)}</trueLocationId></boardPointDetails>` +
      `<companyDetails><marketingCompany>${escapeXml(key.carrier)}</marketingCompany></companyDetails>` +
      `<flightIdentification><flightNumber>${escapeXml(digits)}</flightNumber>${suffixElement}</flightIdentification>` +
      '</generalFlightInfo></Air_FlightInfo>',
  };
}
