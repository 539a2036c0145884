/** The head of a PNR reply: locators, who owns it, where it was sold. */
import type { Booking } from '../../world/types.ts';
import { calendarDay, ddmmyy, utc } from '../text.ts';
import type { Xml, XmlElement } from '../xml.ts';

/** The system itself, as it calls itself in messages. */
export const host = '1A';

export function header(booking: Booking, lastDay: string): XmlElement {
  const created = utc(booking.createdAt);
  const { id, iataNumber, country, city } = booking.office;
  const pointOfSale: Xml = {
    sbrUserIdentificationOwn: {
      originIdentification: { originatorId: iataNumber, inHouseIdentification1: id },
      originatorTypeCode: 'T',
    },
    sbrSystemDetails: { deliveringSystem: { companyId: host, locationId: city } },
    sbrPreferences: { userPreferences: { codedCountry: country } },
  };
  return {
    pnrHeader: [
      headerOf({
        companyId: host,
        controlNumber: booking.recordLocator,
        date: ddmmyy(created.date),
        time: created.time,
      }),
      ...booking.otherLocators.map((other) =>
        headerOf({ companyId: other.system, controlNumber: other.recordLocator }),
      ),
    ],
    securityInformation: {
      responsibilityInformation: responsibility('RP', booking),
      queueingInformation: { queueingOfficeId: id },
      cityCode: city,
      secondRpInformation: {
        creationOfficeId: id,
        agentSignature: '0001AA',
        creationDate: ddmmyy(created.date),
        creatorIataCode: iataNumber,
        creationTime: created.time,
      },
    },
    freetextData: { freetextDetail: { subjectQualifier: '3', type: 'P12' }, longFreetext: '--- RLR ---' },
    pnrHeaderTag: { statusInformation: { indicator: 'RLR' } },
    sbrPOSDetails: pointOfSale,
    sbrCreationPosDetails: pointOfSale,
    sbrUpdatorPosDetails: pointOfSale,
    technicalData: {
      enveloppeNumberData: { sequenceDetails: { number: '1' } },
      lastTransmittedEnvelopeNumber: { currentRecord: '0' },
      purgeDateData: { dateTime: calendarDay(lastDay) },
    },
  };
}

export function responsibility(element: string, booking: Booking): Xml {
  const { id, iataNumber } = booking.office;
  return { typeOfPnrElement: element, agentId: 'AASU', officeId: id, iataCode: iataNumber };
}

function headerOf(reservation: XmlElement): Xml {
  return { reservationInfo: { reservation } };
}
