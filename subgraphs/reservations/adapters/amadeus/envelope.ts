/** SOAP 1.1 envelopes with the stateless header 4: who asks is proven anew with every message, no session is kept. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { escapeXml } from './xml.ts';

export interface Credentials {
  readonly user: string;
  readonly password: string;
  /** Office id the calls are made from, for example `FRAAX08AA`. */
  readonly office: string;
}

export interface Message {
  /** Message and version, as in `PNRRET_14_2_1A`. */
  readonly action: string;
  /** XML of the body, escaped. */
  readonly body: string;
}

export interface Envelope {
  readonly soapAction: string;
  readonly messageId: string;
  readonly xml: string;
}

const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';

/** `sentAt` must be the real time: the host refuses messages that are not fresh. */
export function envelope(message: Message, url: string, credentials: Credentials, sentAt: Date): Envelope {
  const soapAction = `http://webservices.amadeus.com/${message.action}`;
  const messageId = `urn:uuid:${randomUUID()}`;
  const nonce = randomBytes(16);
  const created = sentAt.toISOString();
  const digest = passwordDigest(nonce, created, credentials.password);
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">' +
    '<soapenv:Header xmlns:wsa="http://www.w3.org/2005/08/addressing">' +
    `<wsa:MessageID>${messageId}</wsa:MessageID><wsa:Action>${soapAction}</wsa:Action><wsa:To>${escapeXml(url)}</wsa:To>` +
    `<wsse:Security xmlns:wsse="${wss}-wssecurity-secext-1.0.xsd">` +
    `<wsse:UsernameToken xmlns:wsu="${wss}-wssecurity-utility-1.0.xsd" wsu:Id="UsernameToken-1">` +
    `<wsse:Username>${escapeXml(credentials.user)}</wsse:Username>` +
    `<wsse:Nonce EncodingType="${wss}-soap-message-security-1.0#Base64Binary">${nonce.toString('base64')}</wsse:Nonce>` +
    `<wsse:Password Type="${wss}-username-token-profile-1.0#PasswordDigest">${digest}</wsse:Password>` +
    `<wsu:Created>${created}</wsu:Created></wsse:UsernameToken></wsse:Security>` +
    '<sec:AMA_SecurityHostedUser xmlns:sec="http://xml.amadeus.com/2010/06/Security_v1">' +
    `<sec:UserID POS_Type="1" PseudoCityCode="${escapeXml(credentials.office)}" AgentDutyCode="SU" RequestorType="U"/>` +
    `</sec:AMA_SecurityHostedUser></soapenv:Header><soapenv:Body>${message.body}</soapenv:Body></soapenv:Envelope>`;
  return { soapAction, messageId, xml };
}

/** Amadeus hashes the password itself before the usual digest. */
export function passwordDigest(nonce: Buffer, created: string, password: string): string {
  const hashedPassword = createHash('sha1').update(password).digest();
  return createHash('sha1').update(nonce).update(created).update(hashedPassword).digest('base64');
}
