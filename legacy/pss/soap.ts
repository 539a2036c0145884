/** The npm `soap` server behind the stand-in: it reads request envelopes by the WSDL and writes the replies'. */
import { Server, WSDL } from 'soap';
import type { Answer, Answers } from './answers.ts';
import { badRequest } from './faults.ts';
import { operations } from './shapes.ts';
import { path, portName, prefixes, prefixOf, serviceName } from './wsdl.ts';
import { text } from './xml.ts';

export interface SoapReply {
  readonly status: number;
  readonly body: string;
}

export type SoapService = (xml: string, action: string) => Promise<SoapReply>;

/** `verify` sees the SOAP header before anything is answered; it and the answers throw SoapFault. */
export async function openSoap(
  wsdlText: string,
  endpoint: string,
  answers: Answers,
  verify: (header: unknown) => void,
): Promise<SoapService> {
  // Replies declare their namespace as the default one, so none of the WSDL's prefixes may show in them.
  const wsdl = new WSDL(wsdlText, '', { ignoredNamespaces: { namespaces: [...prefixes], override: false } });
  await new Promise<void>((done, fail) => wsdl.onReady((error) => (error ? fail(error) : done())));
  const reply = ({ message, content }: Answer) => ({
    _xml: wsdl.objectToDocumentXML(message.element, content, prefixOf(message), message.namespace),
  });
  const port = Object.fromEntries(
    operations.map(({ name }) => [
      name,
      (request: unknown, _callback: unknown, header: unknown) => {
        verify(header);
        return reply(answers[name](request));
      },
    ]),
  );
  const services = { [serviceName]: { [portName]: port } };
  const server = new Server(null, path, services, wsdl, {
    path,
    services,
    envelopeKey: 'SOAP-ENV',
    suppressStack: true,
  });
  server.addSoapHeader((name: string, _request: unknown, header: unknown) => replyHeader(endpoint, name, header));
  wsdl.xmlnsInEnvelope =
    ' xmlns:awsse="http://xml.amadeus.com/2010/06/Session_v3" xmlns:wsa="http://www.w3.org/2005/08/addressing"';
  return async (xml, action) => {
    const { statusCode, body } = await server.processRequest(xml, { url: path, headers: { soapaction: action } });
    if (!body.startsWith('<?xml')) throw badRequest('NOT READABLE');
    return { status: statusCode, body };
  };
}

/** An ended session, as a stateless call is answered. */
function replyHeader(endpoint: string, operation: string, header: unknown): string {
  const action = operations.find(({ name }) => name === operation)?.action ?? '';
  const relatesTo = escaped(text(header, 'MessageID') ?? '');
  return [
    '<wsa:To>http://www.w3.org/2005/08/addressing/anonymous</wsa:To>',
    `<wsa:From><wsa:Address>${endpoint}</wsa:Address></wsa:From>`,
    `<wsa:Action>${action}</wsa:Action>`,
    `<wsa:MessageID>urn:uuid:${crypto.randomUUID()}</wsa:MessageID>`,
    `<wsa:RelatesTo RelationshipType="http://www.w3.org/2005/08/addressing/reply">${relatesTo}</wsa:RelatesTo>`,
    '<awsse:Session TransactionStatusCode="End"><awsse:SessionId>00AXSTANDIN</awsse:SessionId>',
    '<awsse:SequenceNumber>1</awsse:SequenceNumber><awsse:SecurityToken>NONE</awsse:SecurityToken></awsse:Session>',
  ].join('');
}

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
