/** Hand-written calls to the reservation stand-in: no codec of the product's or of the stand-in's own. */
import { createHash, randomBytes } from 'node:crypto';
import { SaxesParser } from 'saxes';
import type { StandIn } from '../../legacy/shared/stand-in.ts';

const actions = {
  PNR_Retrieve: 'PNRRET_14_2_1A',
  Ticket_ProcessETicket: 'TATREQ_15_2_1A',
  Air_FlightInfo: 'FLIREQ_07_1_1A',
} as const;
export type MessageName = keyof typeof actions;

export interface Caller {
  readonly user?: string;
  readonly password?: string;
  readonly office?: string;
  readonly nonce?: string;
  readonly created?: string;
  readonly more?: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly root: Node;
}

export function header(caller: Caller = {}): string {
  const nonce = caller.nonce ?? randomBytes(12).toString('base64');
  const created = caller.created ?? '2026-11-24T09:30:00.000Z';
  const inner = createHash('sha1')
    .update(caller.password ?? 'demo-password')
    .digest();
  const digest = createHash('sha1').update(Buffer.from(nonce, 'base64')).update(created).update(inner).digest('base64');
  const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
  return `<s:Header xmlns:wsa="http://www.w3.org/2005/08/addressing"><wsa:MessageID>urn:uuid:7f&amp;1</wsa:MessageID>
<oas:Security xmlns:oas="${wss}-wssecurity-secext-1.0.xsd"><oas:UsernameToken xmlns:u="${wss}-wssecurity-utility-1.0.xsd" u:Id="UsernameToken-1">
<oas:Username>${caller.user ?? 'WSAXDEMO'}</oas:Username><oas:Nonce EncodingType="${wss}-soap-message-security-1.0#Base64Binary">${nonce}</oas:Nonce>
<oas:Password Type="${wss}-username-token-profile-1.0#PasswordDigest">${digest}</oas:Password><u:Created>${created}</u:Created></oas:UsernameToken></oas:Security>
<a:AMA_SecurityHostedUser xmlns:a="http://xml.amadeus.com/2010/06/Security_v1"><a:UserID POS_Type="1" PseudoCityCode="${caller.office ?? 'FRAAX08AA'}" AgentDutyCode="SU" RequestorType="U"/></a:AMA_SecurityHostedUser>${caller.more ?? ''}</s:Header>`;
}

export const envelope = (body: string, head = header()): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">${head}<s:Body>${body}</s:Body></s:Envelope>`;

export const message = (name: MessageName, content: string): string =>
  `<m:${name} xmlns:m="http://xml.amadeus.com/${actions[name]}">${content.replace(/<(\/?)(\w)/g, '<$1m:$2')}</m:${name}>`;

/** Sends any bytes; the answer's body is parsed strictly when it claims to be XML. */
export async function post(standIn: StandIn, body: string | Uint8Array, headers: Record<string, string> = {}) {
  const url = standIn.settings.RESERVATIONS_URL ?? '';
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/xml', ...headers } });
  const text = await response.text();
  const isXml = /xml/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: text, root: isXml ? parse(text) : empty };
}

export async function call(standIn: StandIn, name: MessageName, content: string, caller: Caller = {}): Promise<Reply> {
  const action = `"http://webservices.amadeus.com/${actions[name]}"`;
  return post(standIn, envelope(message(name, content), header(caller)), { soapaction: action });
}

export const byLocator = (locator: string): string =>
  `<retrievalFacts><retrieve><type>2</type></retrieve><reservationOrProfileIdentifier><reservation><controlNumber>${locator}</controlNumber></reservation></reservationOrProfileIdentifier></retrievalFacts>`;

export const byNumber = (programme: string, number: string): string =>
  `<retrievalFacts><retrieve><type>5</type></retrieve><frequentFlyer><frequentTraveller><companyId>${programme}</companyId><membershipNumber>${number}</membershipNumber></frequentTraveller></frequentFlyer></retrievalFacts>`;

export const byFlight = (surname: string, date: string, carrier: string, number: string, points = ''): string =>
  `<retrievalFacts><retrieve><type>4</type></retrieve><personalFacts><travellerInformation><traveller><surname>${surname}</surname></traveller></travellerInformation><productInformation><product><depDate>${date}</depDate></product>${points}<company><code>${carrier}</code></company><productDetails><identification>${number}</identification></productDetails></productInformation></personalFacts></retrievalFacts>`;

export const ticketNumber = (number: string): string =>
  `<msgActionDetails><messageFunctionDetails><messageFunction>131</messageFunction></messageFunctionDetails></msgActionDetails><ticketInfoGroup><ticket><documentDetails><number>${number}</number></documentDetails></ticket></ticketInfoGroup>`;

export const departure = (carrier: string, number: string, date: string, origin: string): string =>
  `<generalFlightInfo><flightDate><departureDate>${date}</departureDate></flightDate><boardPointDetails><trueLocationId>${origin}</trueLocationId></boardPointDetails><companyDetails><marketingCompany>${carrier}</marketingCompany></companyDetails><flightIdentification><flightNumber>${number}</flightNumber></flightIdentification></generalFlightInfo>`;

export interface Node {
  readonly name: string;
  readonly namespace: string;
  readonly prefix: string;
  readonly children: Node[];
  text: string;
}

const empty: Node = { name: '', namespace: '', prefix: '', children: [], text: '' };

/** Strict; throws on anything that is not well-formed. */
export function parse(xml: string): Node {
  const parser = new SaxesParser({ xmlns: true });
  const root: Node = { ...empty, children: [] };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, prefix }) => {
    const node = { name: local, namespace: uri, prefix, children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const top = open.at(-1);
    if (top !== undefined) top.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root;
}

/** Every node under a path like `Envelope/Body/PNR_Reply`. */
export function all(node: Node, path: string): Node[] {
  return path
    .split('/')
    .reduce<Node[]>((nodes, name) => nodes.flatMap((one) => one.children.filter((c) => c.name === name)), [node]);
}

export const textAt = (node: Node, path: string): string | undefined => all(node, path)[0]?.text;
/** The message in the body. */
export const body = (reply: Reply): Node => all(reply.root, 'Envelope/Body')[0]?.children[0] ?? empty;
export const faultText = (reply: Reply): string | undefined => textAt(body(reply), 'faultstring');
