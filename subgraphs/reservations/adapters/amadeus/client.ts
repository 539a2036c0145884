/** One SOAP call: a message out, the reply's body element back, or a SourceError. */
import { type Credentials, envelope, type Message } from './envelope.ts';
import { failure, malformed } from './failure.ts';
import { type HttpReply, openPool, poster } from './http.ts';
import { at, parseXml, textAt, type XmlElement } from './xml.ts';

export interface SoapClient {
  /** The first element of the SOAP body, which may be a Fault. */
  call(message: Message, signal: AbortSignal): Promise<XmlElement>;
  close(): Promise<void>;
}

export interface SoapClientOptions {
  readonly url: string;
  readonly credentials: Credentials;
  readonly connections: number;
}

export function soapClient(options: SoapClientOptions): SoapClient {
  const url = new URL(options.url);
  const pool = openPool(url, options.connections);
  const post = poster(pool, url);
  return {
    // A message that is sent again is in a new envelope, as the host takes none twice.
    call: async (message, signal) => {
      const sent = envelope(message, options.url, options.credentials, new Date());
      const headers = {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: `"${sent.soapAction}"`,
        accept: 'text/xml',
      };
      return readReply(await post(headers, sent.xml, signal), sent.messageId);
    },
    close: () => pool.destroy(),
  };
}

/** Checks what HTTP says of a reply, then takes it out of its envelope. SOAP faults come with status 500. */
export function readReply(reply: HttpReply, messageId: string): XmlElement {
  const { status } = reply;
  const isXml = reply.contentType === null || /^(text|application)\/(.*\+)?xml$/.test(reply.contentType);
  if (status === 429) throw failure('OVERLOADED', 'HTTP 429');
  if (status >= 500 && !(status === 500 && isXml)) throw failure('LEGACY_UNAVAILABLE', `HTTP ${status}`);
  if (status !== 500 && (status < 200 || status > 299)) throw failure('LEGACY_REJECTED', `HTTP ${status}`);
  if (!isXml) throw malformed('content type is not XML');
  const body = bodyOf(parse(reply), messageId);
  if (status === 500 && body.name !== 'Fault') throw failure('LEGACY_UNAVAILABLE', 'HTTP 500');
  return body;
}

function parse(reply: HttpReply): XmlElement {
  try {
    return parseXml(decode(reply));
  } catch (error) {
    if (reply.status === 500) throw failure('LEGACY_UNAVAILABLE', 'HTTP 500', error);
    throw malformed('reply is not XML', error);
  }
}

function bodyOf(root: XmlElement, messageId: string): XmlElement {
  const [content, second] = at(root, 'Body')?.children ?? [];
  if (root.name !== 'Envelope' || content === undefined || second !== undefined) throw malformed('no SOAP body');
  const relatesTo = textAt(root, 'Header', 'RelatesTo');
  if (relatesTo !== null && bareId(relatesTo) !== bareId(messageId)) throw malformed('answers another message');
  return content;
}

const bareId = (id: string): string => id.toLowerCase().replace(/^urn:uuid:/, '');

/** Bytes to text by the stated encoding; bytes that are none of it throw. */
function decode(reply: HttpReply): string {
  const declared = /^<\?xml[^>]*?encoding=["']([\w.:-]+)["']/.exec(reply.body.subarray(0, 200).toString('latin1'))?.[1];
  return new TextDecoder(reply.charset ?? declared ?? 'utf-8', { fatal: true }).decode(reply.body);
}
