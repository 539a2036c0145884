/** The HTTP side: one path, a size limit, and nothing but SOAP let through to the service. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { readEnvelope } from './envelope.ts';
import { badRequest, faultEnvelope, SoapFault } from './faults.ts';
import type { Operation } from './shapes.ts';
import type { SoapReply, SoapService } from './soap.ts';
import { path } from './wsdl.ts';

const largestRequest = 256_000;
const xmlType = 'text/xml; charset=utf-8';

export interface Surface {
  readonly wsdl: string;
  readonly service: SoapService;
  /** Called once a request that is answered. */
  readonly count: (operation: Operation['name'] | 'other') => void;
}

export function listener(surface: Surface): RequestListener {
  return (request, response) => {
    const url = request.url ?? '';
    const place = url.split('?')[0]?.replace(/\/$/, '');
    if (place !== path) return refuse(request, response, 404, 'Not Found');
    if (request.method === 'GET' && /\?(wsdl|singlewsdl)$/i.test(url))
      return send(response, 200, xmlType, surface.wsdl);
    if (request.method !== 'POST') return refuse(request, response, 405, 'Method Not Allowed');
    readBody(request, (body) => {
      if (body === null) return refuse(request, response, 413, 'Content Too Large');
      answer(surface, request, body).then(
        (reply) => send(response, reply.status, xmlType, reply.body),
        () => send(response, 500, xmlType, faultEnvelope(badRequest('NOT READABLE'))),
      );
    });
  };
}

async function answer({ service, count }: Surface, request: IncomingMessage, body: Buffer): Promise<SoapReply> {
  let counted: Operation['name'] | 'other' = 'other';
  try {
    const xml = textOf(request, body);
    const operation = readEnvelope(xml);
    counted = operation.name;
    const action = String(request.headers.soapaction ?? '').replace(/^"(.*)"$/, '$1');
    if (action !== '' && action !== operation.action) throw badRequest('SOAPACTION IS OF ANOTHER MESSAGE');
    return await service(xml, operation.action);
  } catch (error) {
    if (error instanceof SoapFault) return { status: 500, body: faultEnvelope(error) };
    throw error;
  } finally {
    count(counted);
  }
}

function textOf(request: IncomingMessage, body: Buffer): string {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') throw badRequest('CONTENT ENCODING NOT SUPPORTED');
  try {
    const plain = encoding === 'gzip' ? gunzipSync(body, { maxOutputLength: largestRequest }) : body;
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    throw badRequest('NOT READABLE');
  }
}

/** Calls back once, with null when the body is too long; never when the client leaves first. */
function readBody(request: IncomingMessage, done: (body: Buffer | null) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= largestRequest) return void chunks.push(chunk);
    request.removeAllListeners('data');
    request.removeAllListeners('end');
    done(null);
  });
  request.on('end', () => done(Buffer.concat(chunks)));
  request.on('error', () => request.destroy());
}

/** The rest of the request is not read; the connection ends with the answer. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  response.once('finish', () => request.destroy());
  send(response, status, 'text/plain', `${text}\n`, { connection: 'close' });
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  more: Readonly<Record<string, string>> = {},
): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...more });
  response.end(bytes);
}
