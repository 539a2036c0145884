/** From a message's content to the reply's. Requests come in their shape (envelope.ts); here they are held against sense. */
import { badRequest, errorInBody, flightError, invalidLocator } from './faults.ts';
import type { FlightCriterion, Hit, Ledger } from './ledger.ts';
import { flightHead, flightReply } from './render/flight.ts';
import { listLine, pnrReply } from './render/pnr.ts';
import { ticketHead, ticketReply } from './render/ticket.ts';
import { type Message, messages, type Operation } from './shapes.ts';
import type { Shuffle } from './shuffle.ts';
import { readDdmmyy } from './text.ts';
import { find, text, texts, type XmlElement } from './xml.ts';

export interface Answer {
  readonly message: Message;
  readonly content: XmlElement;
}

export type Answers = Readonly<Record<Operation['name'], (request: unknown) => Answer>>;

/** `shuffle` gives the muddle in force, or null. Handlers throw SoapFault. */
export function answers(ledger: Ledger, shuffle: () => Shuffle | null): Answers {
  return {
    PNR_Retrieve: (request) => retrieve(ledger, request, shuffle()),
    Ticket_ProcessETicket: (request) => ticketDisplay(ledger, request, shuffle()),
    Air_FlightInfo: (request) => flightInfo(ledger, request, shuffle()),
  };
}

/** The parts of a retrieval that name a criterion, by the retrieval type they belong to. */
const criteria = { '2': 'reservationOrProfileIdentifier', '4': 'personalFacts', '5': 'frequentFlyer' } as const;

function retrieve(ledger: Ledger, request: unknown, shuffle: Shuffle | null): Answer {
  const facts = find(request, 'retrievalFacts');
  const type = text(facts, 'retrieve', 'type');
  const given = [...Object.values(criteria), 'accounting'].flatMap((name) => find(facts, name).map(() => name));
  if (given.length !== 1) throw badRequest('ONE RETRIEVAL CRITERION A CALL');
  if (type !== '2' && type !== '4' && type !== '5') throw badRequest('RETRIEVAL TYPE NOT SUPPORTED');
  if (given[0] !== criteria[type]) throw badRequest('CRITERION DOES NOT FIT THE RETRIEVAL TYPE');
  if (type === '2') return byLocator(ledger, facts, shuffle);
  const [hits, miss] =
    type === '4' ? [byFlight(ledger, facts), 'NAME'] : [byNumber(ledger, facts), 'FREQUENT TRAVELLER'];
  const listed = shuffle === null ? hits : shuffle.list(hits);
  if (listed.length === 0) return failure(messages.pnrList, '1284', `NO MATCH FOR ${miss}`);
  return { message: messages.pnrList, content: { pnrRecord: listed.map((hit) => listLine(ledger, hit)) } };
}

function byLocator(ledger: Ledger, facts: unknown, shuffle: Shuffle | null): Answer {
  const locators = texts(facts, criteria['2'], 'reservation', 'controlNumber');
  const [locator = '', ...more] = locators;
  if (more.length > 0) throw badRequest('ONE RECORD LOCATOR A CALL');
  if (!/^[A-Z0-9]{5,8}$/i.test(locator)) throw invalidLocator();
  const asked = ledger.booking(locator);
  const booking = shuffle === null ? asked : shuffle.instead(asked, ledger.world.bookings);
  if (booking === undefined) return failure(messages.pnrReply, '1', 'NO MATCH FOR RECORD LOCATOR');
  if (ledger.isRestricted(booking)) return failure(messages.pnrReply, '20', 'RESTRICTED');
  const reply = pnrReply(ledger, booking);
  const warning = ledger.isChanging(booking)
    ? { generalErrorInfo: errorInBody('8111', 'SIMULTANEOUS CHANGES TO PNR - USE WRA/RT TO PRINT OR IGNORE') }
    : {};
  return { message: messages.pnrReply, content: { ...warning, ...(shuffle?.pnr(reply) ?? reply) } };
}

function byFlight(ledger: Ledger, facts: unknown): readonly Hit[] {
  const surname = text(facts, criteria['4'], 'travellerInformation', 'traveller', 'surname');
  const product = find(facts, criteria['4'], 'productInformation');
  const carrier = text(product, 'company', 'code');
  const number = text(product, 'productDetails', 'identification');
  const date = readDdmmyy(text(product, 'product', 'depDate'));
  if (surname === null || carrier === null || number === null || date === null) {
    throw badRequest('SURNAME, DATE, COMPANY AND FLIGHT NUMBER ARE MANDATORY');
  }
  const origin = text(product, 'boardpointDetail', 'cityCode');
  const destination = text(product, 'offpointDetail', 'cityCode');
  return ledger.byFlightAndSurname({ carrier, number, date, origin, destination }, surname);
}

function byNumber(ledger: Ledger, facts: unknown): readonly Hit[] {
  const programme = text(facts, criteria['5'], 'frequentTraveller', 'companyId');
  const number = text(facts, criteria['5'], 'frequentTraveller', 'membershipNumber');
  if (programme === null || number === null) throw badRequest('COMPANY AND MEMBERSHIP NUMBER ARE MANDATORY');
  return ledger.byFrequentTraveller(programme, number);
}

function ticketDisplay(ledger: Ledger, request: unknown, shuffle: Shuffle | null): Answer {
  if (text(request, 'msgActionDetails', 'messageFunctionDetails', 'messageFunction') !== '131') {
    throw badRequest('MESSAGE FUNCTION NOT SUPPORTED');
  }
  const numbers = texts(request, 'ticketInfoGroup', 'ticket', 'documentDetails', 'number');
  const [number] = numbers;
  if (number === undefined || numbers.length > 1) throw badRequest('ONE DOCUMENT NUMBER A CALL');
  const asked = ledger.ticket(number);
  const hit = shuffle === null ? asked : shuffle.instead(asked, ledger.tickets());
  if (hit !== undefined) return { message: messages.ticketReply, content: ticketReply(ledger, hit) };
  const content = { ...ticketHead('7'), errorGroup: errorInBody('118', 'NO SUCH DOCUMENT') };
  return { message: messages.ticketReply, content };
}

function flightInfo(ledger: Ledger, request: unknown, shuffle: Shuffle | null): Answer {
  const asked = flightCriterion(find(request, 'generalFlightInfo'));
  const found = ledger.flight(asked);
  const flight = shuffle === null ? found : shuffle.instead(found, ledger.world.flights);
  if (flight === undefined) {
    const content = { ...flightHead, responseError: flightError('1', 'EC', 'FLIGHT NOT OPERATING') };
    return { message: messages.flightReply, content };
  }
  // Somebody else's flight shows its own designator, as a muddled host would send it.
  const shown = flight === found ? asked : { ...asked, carrier: flight.carrier, number: flight.number };
  return { message: messages.flightReply, content: flightReply(flight, shown) };
}

function flightCriterion(info: unknown): FlightCriterion {
  const date = readDdmmyy(text(info, 'flightDate', 'departureDate'));
  const origin = text(info, 'boardPointDetails', 'trueLocationId');
  const carrier = text(info, 'companyDetails', 'marketingCompany');
  const digits = text(info, 'flightIdentification', 'flightNumber');
  if (date === null || origin === null || carrier === null || digits === null) {
    throw badRequest('DATE, BOARD POINT, COMPANY AND FLIGHT NUMBER ARE MANDATORY');
  }
  const suffix = text(info, 'flightIdentification', 'operationalSuffix') ?? '';
  const destination = text(info, 'offPointDetails', 'trueLocationId');
  return { carrier, number: `${digits}${suffix}`, date, origin, destination };
}

function failure(message: Message, code: string, why: string): Answer {
  return { message, content: { generalErrorInfo: errorInBody(code, why) } };
}
