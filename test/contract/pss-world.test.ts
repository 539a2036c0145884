import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../legacy/pss/index.ts';
import { messages, nameOf, type Shape } from '../../legacy/pss/shapes.ts';
import type { StandIn } from '../../legacy/shared/stand-in.ts';
import { buildWorld } from '../../legacy/world/build.ts';
import { adasFlight, personas, strangersLocator } from '../../legacy/world/personas.ts';
import type { Booking } from '../../legacy/world/types.ts';
import {
  all,
  body,
  byFlight,
  byLocator,
  byNumber,
  call,
  departure,
  type Node,
  textAt,
  ticketNumber,
} from '../support/pss.ts';

const world = buildWorld({ seed: 7, people: 300, now: new Date('2026-11-24T09:30:00Z') });
const kept = world.bookings.filter(({ purged }) => !purged);
let pss: StandIn;
beforeAll(async () => {
  pss = await start(world, { dataFolder: '.' });
});
afterAll(() => pss.close());

const texts = (node: Node, path: string): string[] => all(node, path).map(({ text }) => text);
const open = async (locator: string): Promise<Node> => body(await call(pss, 'PNR_Retrieve', byLocator(locator)));
const locators = (list: Node): string[] => texts(list, 'pnrRecord/reservationInfo/reservation/controlNumber');

/** Where a reply leaves its shape: unknown, missing, repeated or misplaced elements. */
function misshapen(node: Node, shape: Shape | '', where = node.name): string[] {
  if (shape === '') return node.children.length === 0 ? [] : [`${where} has children`];
  const rest = node.children.map(({ name }) => name);
  const wrong: string[] = [];
  for (const key of Object.keys(shape)) {
    const name = nameOf(key);
    let count = 0;
    while (rest[0] === name) {
      rest.shift();
      count += 1;
    }
    if (count === 0 && key === name) wrong.push(`${where} lacks ${name}`);
    if (count > 1 && !key.endsWith('*')) wrong.push(`${where} repeats ${name}`);
  }
  if (rest.length > 0) wrong.push(`${where} has ${rest[0]} out of place`);
  return wrong.concat(
    node.children.flatMap((child) => {
      const key = Object.keys(shape).find((one) => nameOf(one) === child.name);
      return key === undefined ? [] : misshapen(child, shape[key] ?? '', `${where}/${child.name}`);
    }),
  );
}

describe('every booking of a world', () => {
  it('is shown under its locator, well-formed and in the order of the WSDL', async () => {
    expect(kept.length).toBeGreaterThan(100);
    for (const booking of kept) {
      const pnr = await open(booking.recordLocator);
      expect(misshapen(pnr, messages.pnrReply.shape)).toEqual([]);
      if (texts(pnr, 'generalErrorInfo/errorOrWarningCodeDetails/errorDetails/errorCode').includes('20')) continue;
      expect(texts(pnr, 'pnrHeader/reservationInfo/reservation/controlNumber')[0]).toBe(booking.recordLocator);
      expect(missing(pnr, booking)).toEqual([]);
    }
  });

  it('is listed under each of its frequent-flyer numbers', async () => {
    const numbers = kept.flatMap((booking) =>
      booking.travellers.flatMap(({ frequentFlyer }) => frequentFlyer.map((one) => ({ ...one, booking }))),
    );
    expect(numbers.length).toBeGreaterThan(20);
    for (const { programme, number, booking } of numbers) {
      const list = body(await call(pss, 'PNR_Retrieve', byNumber(programme, number)));
      expect(misshapen(list, messages.pnrList.shape)).toEqual([]);
      expect(locators(list)).toContain(booking.recordLocator);
    }
  });

  it('is listed under its first flight and each surname', async () => {
    for (const booking of kept.slice(0, 60)) {
      const flight = world.flights[booking.segments.find(({ kind }) => kind === 'AIR')?.flight ?? -1];
      const surname = booking.travellers[0]?.surname;
      if (flight === undefined || surname === undefined) continue;
      const day = `${flight.departureDate.slice(8)}${flight.departureDate.slice(5, 7)}${flight.departureDate.slice(2, 4)}`;
      const list = body(await call(pss, 'PNR_Retrieve', byFlight(surname, day, flight.carrier, flight.number)));
      expect(locators(list)).toContain(booking.recordLocator);
      const shown = body(
        await call(pss, 'Air_FlightInfo', departure(flight.carrier, flight.number, day, flight.origin)),
      );
      expect(misshapen(shown, messages.flightReply.shape)).toEqual([]);
      expect(textAt(shown, 'flightScheduleDetails/operationalStatus/statusCode')).toBe(flight.status);
    }
  });

  it('has tickets that can be displayed, those of purged bookings too', async () => {
    const tickets = world.bookings.flatMap(({ travellers }) => travellers.flatMap((one) => one.tickets));
    for (const { number, coupons } of tickets) {
      const reply = body(await call(pss, 'Ticket_ProcessETicket', ticketNumber(number)));
      expect(misshapen(reply, messages.ticketReply.shape)).toEqual([]);
      const group = 'documentGroup/ticketInfoGroup';
      expect(textAt(reply, `${group}/ticketInfo/documentDetails/number`)).toBe(number);
      expect(all(reply, `${group}/couponInfoGroup`)).toHaveLength(coupons.length);
    }
  });

  it('that was purged is gone, unless its locator was given again', async () => {
    const gone = world.bookings.filter(
      (one) => one.purged && kept.every((other) => other.recordLocator !== one.recordLocator),
    );
    expect(gone.length).toBeGreaterThan(3);
    for (const { recordLocator } of gone) {
      expect(
        texts(await open(recordLocator), 'generalErrorInfo/errorOrWarningCodeDetails/errorDetails/errorCode'),
      ).toEqual(['1']);
    }
  });
});

/** What the booking has and its reply does not. */
function missing(pnr: Node, booking: Booking): string[] {
  const names = texts(
    pnr,
    'travellerInfo/enhancedPassengerData/enhancedTravellerInformation/otherPaxNamesDetails/surname',
  );
  const segments = texts(pnr, 'originDestinationDetails/itineraryInfo/elementManagementItinerary/reference/number');
  const elements = all(pnr, 'dataElementsMaster/dataElementsIndiv');
  const codes = elements.flatMap((one) => texts(one, 'serviceRequest/ssr/type'));
  const free = elements.flatMap((one) => texts(one, 'otherDataFreetext/longFreetext'));
  const seats = elements.flatMap((one) => texts(one, 'serviceRequest/ssrb/data'));
  return [
    ...booking.segments.filter(({ tattoo }) => !segments.includes(String(tattoo))).map(({ kind }) => kind),
    ...booking.contacts.map(({ value }) => value).filter((value) => !free.includes(value)),
    ...booking.travellers.flatMap((one) => [
      ...[one.surname].filter((surname) => !names.includes(surname)),
      ...one.specialServices.map(({ code }) => code).filter((code) => !codes.includes(code)),
      ...one.seats.map(({ number }) => number).filter((number) => !seats.includes(number)),
      ...one.tickets
        .map(({ number }) => number.slice(3))
        .filter((number) => !free.some((text) => text.includes(number))),
    ]),
  ];
}

describe('personas', () => {
  it('Ada flies tomorrow with Jonas, in 14C, with the meal she did not ask for', async () => {
    const pnr = await open(personas.ada.recordLocator);
    expect(texts(pnr, 'travellerInfo/passengerData/travellerInformation/traveller/surname')).toEqual([
      'LINDQVIST',
      'BERG',
    ]);
    const product = all(pnr, 'originDestinationDetails/itineraryInfo/travelProduct')[0] ?? pnr;
    expect(textAt(product, 'product/depDate')).toBe('251126');
    expect(textAt(product, 'productDetails/identification')).toBe(adasFlight.number);
    const elements = all(pnr, 'dataElementsMaster/dataElementsIndiv');
    expect(elements.flatMap((one) => texts(one, 'serviceRequest/ssr/type'))).toContain('AVML');
    expect(elements.flatMap((one) => texts(one, 'serviceRequest/ssrb/data'))).toContain('14C');
  });

  it('each is found under her or his locator, restricted to nobody', async () => {
    const all = Object.values(personas).flatMap((who) => ('recordLocator' in who ? [who.recordLocator] : []));
    for (const locator of [...all, strangersLocator, personas.fatima.reusedRecordLocator]) {
      expect(textAt(await open(locator), 'pnrHeader/reservationInfo/reservation/controlNumber')).toBe(locator);
    }
  });

  it("Fatima's old locator shows a stranger", async () => {
    const names = texts(
      await open(personas.fatima.reusedRecordLocator),
      'travellerInfo/passengerData/travellerInformation/traveller/surname',
    );
    expect(names).not.toContain('HADDAD');
  });

  it("Suryanto's booking comes with the warning of simultaneous changes", async () => {
    const pnr = await open(personas.suryanto.recordLocator);
    expect(texts(pnr, 'generalErrorInfo/errorOrWarningCodeDetails/errorDetails/errorCode')).toEqual(['8111']);
    expect(texts(pnr, 'travellerInfo/passengerData/travellerInformation/traveller/surname')).toEqual(['SURYANTO']);
  });
});
