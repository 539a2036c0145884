/**
 * What a reply says: data, nothing found, or why not.
 *
 * The system reports trouble in three shapes: a SOAP fault (`1929|Application|INVALID RECORD LOCATOR`), an error element
 * instead of data, and an error element beside data. The last is a warning; the data stands.
 */

import type { SourceError } from '../../../shared/errors.ts';
import { failure, malformed } from './failure.ts';
import { all, find, textAt, type XmlElement } from './xml.ts';

export interface Expected {
  /** Local names of the replies that carry data. */
  readonly replies: readonly string[];
  /** Whether the reply has data, so that an error in it is only a warning. */
  readonly hasData: (reply: XmlElement) => boolean;
  /** Error codes that mean there is no such thing. */
  readonly notFound: readonly string[];
}

export interface Answer {
  readonly reply: XmlElement;
  readonly warnings: readonly string[];
}

interface Trouble {
  readonly code: string;
  readonly text: string;
}

/** Null when the system holds nothing under the key. Throws SourceError. */
export function readAnswer(body: XmlElement, expected: Expected): Answer | null {
  if (body.name === 'Fault') return readFault(body, expected);
  const troubles = topTroubles(body);
  const isReply = expected.replies.includes(body.name);
  if (isReply && expected.hasData(body)) {
    return { reply: body, warnings: [...new Set([...troubles, ...elementTroubles(body)].map(describe))] };
  }
  const [trouble] = troubles;
  if (trouble === undefined) throw malformed(isReply ? 'reply without data' : 'another reply than expected');
  if (isNotFound(trouble, expected)) return null;
  throw toError(trouble);
}

function readFault(fault: XmlElement, expected: Expected): null {
  const faultstring = find(fault, 'faultstring')?.text ?? find(fault, 'Text')?.text ?? '';
  const [code = '', category = '', text = ''] = faultstring.split('|').map((part) => part.trim());
  if (category === 'Session') {
    // The host's own session ended or vanished under a stateless call; the next call gets a fresh one.
    throw failure(code === '11' || code === '95' ? 'LEGACY_UNAVAILABLE' : 'LEGACY_REJECTED', `fault ${code} Session`);
  }
  if (category !== '') {
    const trouble = { code, text };
    if (isNotFound(trouble, expected)) return null;
    throw toError(trouble);
  }
  const isServers = /(^|:)(Server|Receiver)\b/.test(textAt(fault, 'faultcode') ?? find(fault, 'Value')?.text ?? '');
  throw failure(isServers ? 'LEGACY_UNAVAILABLE' : 'LEGACY_REJECTED', 'SOAP fault');
}

/** Too many opened conversations. */
const overload = '42';
const passing = /\b(TRY AGAIN|TIME ?OUT|LINK DOWN|SYSTEM ERROR)\b/;

function toError({ code, text }: Trouble): SourceError {
  if (code === overload && /CONVERSATION/i.test(text)) return failure('OVERLOADED', `error ${code}`);
  return failure(passing.test(text) ? 'LEGACY_UNAVAILABLE' : 'LEGACY_REJECTED', `error ${code}`);
}

/** Codes are per message, and some hosts use one for several things, so a text that says otherwise overrules the code. */
function isNotFound({ code, text }: Trouble, expected: Expected): boolean {
  return (
    expected.notFound.includes(code.replace(/^0+(?=\d)/, '')) && !/RESTRICTED|SECURED|NOT AUTHORI[SZ]ED/.test(text)
  );
}

/** `8111 SIMULTANEOUS CHANGES TO PNR`. */
const describe = ({ code, text }: Trouble): string => `${code} ${text}`.trim();

/** Error elements at the top of a reply: `generalErrorInfo`, `errorDetails`, `errorGroup`, `error`, `responseError`. */
function topTroubles(reply: XmlElement): readonly Trouble[] {
  return reply.children
    .filter((child) => /error/i.test(child.name))
    .map((child) => troubleOf(child, find(child, 'freeText') === undefined ? reply : child));
}

/** Errors a reservation's own elements carry beside their data. */
function elementTroubles(reply: XmlElement): readonly Trouble[] {
  return [
    ...all(reply, 'travellerInfo', 'nameError'),
    ...all(reply, 'originDestinationDetails', 'itineraryInfo', 'errorInfo'),
    ...all(reply, 'dataElementsMaster', 'dataElementsIndiv', 'elementErrorInformation'),
  ].map((element) => troubleOf(element, element));
}

function troubleOf(element: XmlElement, textHolder: XmlElement): Trouble {
  return {
    code: find(element, 'errorCode')?.text.trim() ?? '',
    text: (find(textHolder, 'freeText')?.text ?? '').replace(/\s+/g, ' ').trim(),
  };
}
