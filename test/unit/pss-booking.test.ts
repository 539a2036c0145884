import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../legacy/pss/index.ts';
import type { StandIn } from '../../legacy/shared/stand-in.ts';
import { all, body, byLocator, call, type Node, textAt } from '../support/pss.ts';
import { pssWorld } from '../support/pss-world.ts';

let pss: StandIn;
beforeAll(async () => {
  pss = await start(pssWorld, { dataFolder: '.' });
});
afterAll(() => pss.close());

const open = async (locator: string): Promise<Node> => body(await call(pss, 'PNR_Retrieve', byLocator(locator)));
const tree = (node: Node): unknown =>
  node.children.length === 0 ? node.text : node.children.map((c) => [c.name, tree(c)]);
const texts = (node: Node, path: string): string[] => all(node, path).map(({ text }) => text);
const elements = (pnr: Node, name: string): Node[] =>
  all(pnr, 'dataElementsMaster/dataElementsIndiv').filter(
    (one) => textAt(one, 'elementManagementData/segmentName') === name,
  );
const requests = (pnr: Node, type: string): Node[] =>
  elements(pnr, 'SSR').filter((one) => textAt(one, 'serviceRequest/ssr/type') === type);
const references = (element: Node | undefined): string[] =>
  element === undefined
    ? []
    : all(element, 'referenceForDataElement/reference').map((one) =>
        texts(one, 'qualifier').concat(texts(one, 'number')).join(''),
      );

describe('a booking retrieved by its locator', () => {
  it('comes in the namespace of the reply, as the default one, without prefixes', async () => {
    const reply = await call(pss, 'PNR_Retrieve', byLocator('ADAL7Q'));
    expect(reply.status).toBe(200);
    expect(body(reply)).toMatchObject({
      name: 'PNR_Reply',
      namespace: 'http://xml.amadeus.com/PNRACC_14_2_1A',
      prefix: '',
    });
    const prefixes = (node: Node): string[] => [node.prefix, ...node.children.flatMap(prefixes)];
    expect(new Set(prefixes(body(reply)))).toEqual(new Set(['']));
    expect(reply.body).toContain('<PNR_Reply xmlns="http://xml.amadeus.com/PNRACC_14_2_1A"><pnrHeader>');
  });

  it('relates to the request and ends the session it never had', async () => {
    const { root } = await call(pss, 'PNR_Retrieve', byLocator('ADAL7Q'));
    expect(textAt(root, 'Envelope/Header/RelatesTo')).toBe('urn:uuid:7f&1');
    expect(textAt(root, 'Envelope/Header/Action')).toBe('http://webservices.amadeus.com/PNRRET_14_2_1A');
  });

  it('is found whatever the case of the locator', async () => {
    expect(textAt(await open('adal7q'), 'pnrHeader/reservationInfo/reservation/controlNumber')).toBe('ADAL7Q');
  });

  it("has the system's own locator first, with the time of creation in UTC, then the other carriers'", async () => {
    const headers = all(await open('ADAL7Q'), 'pnrHeader/reservationInfo/reservation').map(tree);
    expect(headers).toEqual([
      [
        ['companyId', '1A'],
        ['controlNumber', 'ADAL7Q'],
        ['date', '031026'],
        ['time', '2230'],
      ],
      [
        ['companyId', 'BA'],
        ['controlNumber', 'X7K2PL'],
      ],
    ]);
  });

  it('says where it was sold', async () => {
    const sale = all(await open('ADAL7Q'), 'sbrCreationPosDetails')[0];
    expect(sale && tree(sale)).toEqual([
      [
        'sbrUserIdentificationOwn',
        [
          [
            'originIdentification',
            [
              ['originatorId', '23494561'],
              ['inHouseIdentification1', 'FRAAX08AA'],
            ],
          ],
          ['originatorTypeCode', 'T'],
        ],
      ],
      [
        'sbrSystemDetails',
        [
          [
            'deliveringSystem',
            [
              ['companyId', '1A'],
              ['locationId', 'FRA'],
            ],
          ],
        ],
      ],
      ['sbrPreferences', [['userPreferences', [['codedCountry', 'DE']]]]],
    ]);
  });

  it('numbers passengers and segments by tattoo, not by position', async () => {
    const pnr = await open('ADAL7Q');
    expect(texts(pnr, 'travellerInfo/elementManagementPassenger/reference/number')).toEqual(['3', '1']);
    expect(texts(pnr, 'travellerInfo/elementManagementPassenger/lineNumber')).toEqual(['1', '2']);
    const segments = 'originDestinationDetails/itineraryInfo/elementManagementItinerary';
    expect(texts(pnr, `${segments}/reference/number`)).toEqual(['1', '4', '5', '6', '2']);
    expect(texts(pnr, `${segments}/segmentName`)).toEqual(['AIR', 'AIR', 'HHL', 'ARNK', 'AIR']);
    expect(texts(pnr, `${segments}/lineNumber`)).toEqual(['3', '4', '5', '6', '7']);
  });

  it('shows names as the world glued them, and nothing for a name not given', async () => {
    expect(texts(await open('ADAL7Q'), 'travellerInfo/passengerData/travellerInformation/passenger/firstName')).toEqual(
      ['ADAMARIEMRS', 'SIOBHAN MRS'],
    );
    const mononym = all(await open('RELOC2'), 'travellerInfo/passengerData/travellerInformation')[0];
    expect(mononym && textAt(mononym, 'traveller/surname')).toBe('STRANGER');
    expect(mononym && all(mononym, 'passenger/firstName')).toEqual([]);
  });

  it('gives flights by the clocks of their airports, and says when they arrive another day', async () => {
    const [short, long] = all(await open('ADAL7Q'), 'originDestinationDetails/itineraryInfo/travelProduct/product').map(
      tree,
    );
    expect(short).toEqual([
      ['depDate', '251126'],
      ['depTime', '0705'],
      ['arrDate', '251126'],
      ['arrTime', '0820'],
    ]);
    expect(long).toEqual([
      ['depDate', '251126'],
      ['depTime', '1315'],
      ['arrDate', '261126'],
      ['arrTime', '1015'],
      ['dayChangeIndicator', '1'],
    ]);
  });

  it('tells who flies a code-share in free text, and knows that no flight has a hotel or a surface sector', async () => {
    const [first, , hotel, surface, shared] = all(await open('ADAL7Q'), 'originDestinationDetails/itineraryInfo');
    const operated = 'itineraryfreeFormText/freeText';
    expect(shared && texts(shared, operated)).toEqual(['     OPERATED BY BRITISH AIRWAYS']);
    expect(first && texts(first, operated)).toEqual([]);
    expect(hotel && textAt(hotel, 'hotelProduct/property/name')).toBe('HOTEL MIRADOR');
    expect(hotel && texts(hotel, 'travelProduct/product/arrDate')).toEqual(['291126']);
    expect(surface && tree(surface)).toMatchObject([
      ['elementManagementItinerary', expect.anything()],
      ['travelProduct', [['productDetails', [['identification', 'ARNK']]]]],
      ['markerRailTour', ''],
    ]);
  });

  it("has requests with their references, codes nobody knows and the texts' own characters included", async () => {
    const pnr = await open('ADAL7Q');
    const [meal] = requests(pnr, 'AVML');
    expect(references(meal)).toEqual(['PT3', 'ST1']);
    expect(meal && texts(meal, 'serviceRequest/ssr/boardpoint')).toEqual(['BER']);
    const [unknown] = requests(pnr, 'QZLX');
    expect(unknown && texts(unknown, 'serviceRequest/ssr/freeText')).toEqual(['SEE <LOCAL> "RULES" & MORE']);
    expect(references(unknown)).toEqual(['PT3']);
    expect(texts(requests(pnr, 'CTCE')[0] ?? pnr, 'serviceRequest/ssr/freeText')).toEqual([
      'ADA./LINDQVIST//EXAMPLE.COM',
    ]);
  });

  it('has the travel document in one line and the frequent-flyer number twice', async () => {
    const pnr = await open('ADAL7Q');
    expect(texts(requests(pnr, 'DOCS')[0] ?? pnr, 'serviceRequest/ssr/freeText')).toEqual([
      'P/DEU/C01X00T47/DE/17MAY84/F/14APR29/LINDQVIST/ADA MARIE',
    ]);
    const [number] = requests(pnr, 'FQTV');
    expect(number && texts(number, 'serviceRequest/ssr/freeText')).toEqual(['AX2000000101']);
    const info = 'frequentFlyerInformationGroup/frequentTravellerInfo';
    expect(number && texts(number, `${info}/frequentTraveler/membershipNumber`)).toEqual(['2000000101']);
    expect(number && texts(number, `${info}/priorityDetails/tierLevel`)).toEqual(['GOLD']);
  });

  it('has the seats of a segment in one element, each tied to its passenger', async () => {
    const seats = requests(await open('ADAL7Q'), 'RQST');
    expect(seats).toHaveLength(1);
    const [seat] = seats;
    expect(references(seat)).toEqual(['ST1']);
    expect(seat && texts(seat, 'serviceRequest/ssrb/data')).toEqual(['14C', '14A']);
    expect(seat && texts(seat, 'serviceRequest/ssrb/crossRef')).toEqual(['3', '1']);
    expect(seat && texts(seat, 'seatPaxInfo/crossRef/reference/number')).toEqual(['3', '1']);
    expect(seat && texts(seat, 'seatPaxInfo/seatPaxDetails/genericDetails/seatCharacteristic')).toEqual([
      'N',
      'A',
      'N',
      'W',
    ]);
  });

  it('has contacts as typed, payment without the card, tickets, remarks, split party and check-in', async () => {
    const pnr = await open('ADAL7Q');
    const free = (name: string) =>
      elements(pnr, name).map((one) => [
        textAt(one, 'otherDataFreetext/freetextDetail/type'),
        textAt(one, 'otherDataFreetext/longFreetext'),
      ]);
    expect(free('AP')).toEqual([
      ['7', '+49 30 23125101-M'],
      ['3', '0030 23125999-B'],
      ['P02', 'ADA.LINDQVIST@EXAMPLE.COM'],
    ]);
    expect(elements(pnr, 'AP').map(references)).toEqual([['PT3'], [], []]);
    expect(free('FP')).toEqual([['16', 'CCVIXXXXXXXXXXXX1111/EUR312.40']]);
    expect(free('FA')).toEqual([['P06', 'PAX 899-2400000123/ETAX/EUR312.40/04OCT26/FRAAX08AA/23494561']]);
    expect(references(elements(pnr, 'FA')[0])).toEqual(['PT3', 'ST1', 'ST4']);
    expect(texts(elements(pnr, 'RC')[0] ?? pnr, 'miscellaneousRemarks/remarks/freetext')).toEqual(['CORPORATE RATE']);
    expect(
      texts(elements(pnr, 'SP')[0] ?? pnr, 'referencedRecord/referencedReservationInfo/reservation/controlNumber'),
    ).toEqual(['INF2ND']);
    expect(references(elements(pnr, 'CKI')[0])).toEqual(['PT3', 'ST1']);
    const tattoos = texts(pnr, 'dataElementsMaster/dataElementsIndiv/elementManagementData/reference/number');
    expect(new Set(tattoos).size).toBe(tattoos.length);
  });
});

describe('infants', () => {
  const people = 'travellerInfo/passengerData/travellerInformation';

  it('of the same surname stand beside the adult, who then has the birth date of the infant', async () => {
    const [adult, other] = all(await open('INF2ND'), 'travellerInfo');
    expect(other && texts(other, 'passengerData/travellerInformation/passenger/type')).toEqual(['ADT']);
    expect(adult && texts(adult, 'passengerData/travellerInformation/passenger/firstName')).toEqual([
      'GRACE MRS',
      'AMANIINF',
    ]);
    expect(adult && texts(adult, 'passengerData/travellerInformation/passenger/infantIndicator')).toEqual(['2']);
    expect(adult && texts(adult, 'passengerData/dateOfBirth/dateAndTimeDetails/date')).toEqual(['14032026']);
    expect(adult && texts(adult, 'enhancedPassengerData/dateOfBirthInEnhancedPaxData/dateAndTimeDetails/date')).toEqual(
      ['21061992', '14032026'],
    );
  });

  it("of another surname have a name of their own in the adult's element, tickets that say INF, and no check-in but the adult's", async () => {
    const pnr = await open('INF3RD');
    const [adult] = all(pnr, 'travellerInfo');
    expect(adult && texts(adult, 'passengerData/travellerInformation/traveller/surname')).toEqual(['MWANGI', 'OKELLO']);
    expect(adult && texts(adult, 'passengerData/travellerInformation/passenger/infantIndicator')).toEqual(['3']);
    const [ticket] = elements(pnr, 'FA');
    expect(ticket && textAt(ticket, 'otherDataFreetext/longFreetext')).toMatch(/^INF 899-2400000126\//);
    expect(references(ticket)).toEqual(['PT3', 'ST1']);
    expect(elements(pnr, 'CKI')).toEqual([]);
  });

  it('may have an element of their own, tied to the adult by the request for an infant', async () => {
    const pnr = await open('INF1ST');
    expect(texts(pnr, `${people}/passenger/type`)).toEqual(['ADT', 'INF', 'ADT']);
    expect(texts(pnr, `${people}/passenger/infantIndicator`)).toEqual(['1']);
    expect(references(requests(pnr, 'INFT')[0])).toEqual(['PT3', 'PT6']);
  });

  it('are always announced', async () => {
    const [request] = requests(await open('INF3RD'), 'INFT');
    expect(request && texts(request, 'serviceRequest/ssr/freeText')).toEqual(['OKELLO/AMANI 14MAR26']);
  });
});

describe('odd bookings', () => {
  it('of a group have the name of the group first', async () => {
    const [group, ...people] = all(await open('GROUP1'), 'travellerInfo');
    expect(group && textAt(group, 'elementManagementPassenger/segmentName')).toBe('NG');
    expect(group && textAt(group, 'passengerData/travellerInformation/traveller/surname')).toBe('WANDERFREUNDE');
    expect(people).toHaveLength(2);
  });

  it('under a locator given again are the new ones, as the purged are gone', async () => {
    expect(texts(await open('RELOC2'), 'travellerInfo/passengerData/travellerInformation/traveller/surname')).toEqual([
      'STRANGER',
    ]);
  });

  it('come with a warning where the host was changing them', async () => {
    for (const locator of ['CHANGE', 'FILL089']) {
      const pnr = await open(locator);
      expect(texts(pnr, 'generalErrorInfo/errorOrWarningCodeDetails/errorDetails/errorCode')).toEqual(['8111']);
      expect(all(pnr, 'travellerInfo')).toHaveLength(1);
    }
  });

  it('that are restricted show nothing but that', async () => {
    const pnr = await open('FILL142');
    expect(texts(pnr, 'generalErrorInfo/errorOrWarningCodeDetails/errorDetails/errorCode')).toEqual(['20']);
    expect(pnr.children).toHaveLength(1);
  });
});
