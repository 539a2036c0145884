/** How this host says no: SOAP faults, and errors in the body of a reply that is otherwise in order. */
import type { Xml } from './xml.ts';

/** Thrown by a handler, answered as a SOAP 1.1 fault with HTTP 500. `Fault` is what the soap package looks for. */
export class SoapFault extends Error {
  readonly Fault: { faultcode: string; faultstring: string; faultactor?: string; statusCode: number };

  constructor(code: 'Client' | 'Server', text: string) {
    super(text);
    const actor = code === 'Server' ? { faultactor: 'SI:Backend' } : {};
    this.Fault = { faultcode: `SOAP-ENV:${code}`, faultstring: text, ...actor, statusCode: 500 };
  }
}

export const invalidLocator = (): SoapFault => new SoapFault('Server', '1929|Application|INVALID RECORD LOCATOR');
export const notAuthenticated = (): SoapFault => new SoapFault('Client', ' 11|Session|');
export const noSession = (): SoapFault => new SoapFault('Client', '95|Session|Inactive conversation');
export const badRequest = (why: string): SoapFault => new SoapFault('Client', `18|Presentation|${why}`);

/** A fault's whole envelope, for what is refused before the soap package sees it. */
export function faultEnvelope({ Fault: { faultcode, faultstring } }: SoapFault): string {
  const text = faultstring.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const fault = `<SOAP-ENV:Fault><faultcode>${faultcode}</faultcode><faultstring>${text}</faultstring></SOAP-ENV:Fault>`;
  const namespace = 'xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"';
  return `<?xml version="1.0" encoding="utf-8"?><SOAP-ENV:Envelope ${namespace}><SOAP-ENV:Body>${fault}</SOAP-ENV:Body></SOAP-ENV:Envelope>`;
}

/** `generalErrorInfo` and its like. */
export function errorInBody(code: string, text: string): Xml {
  return {
    errorOrWarningCodeDetails: { errorDetails: { errorCode: code, errorCategory: 'EC', errorCodeOwner: '1A' } },
    errorWarningDescription: {
      freeTextDetails: { textSubjectQualifier: '3', source: 'M', encoding: '1' },
      freeText: text,
    },
  };
}

/** `responseError` of a flight reply. */
export function flightError(code: string, category: 'EC' | 'INF', text: string): Xml {
  return {
    errorInfo: { errorDetails: { errorCode: code, errorCategory: category, errorCodeOwner: '1A' } },
    interactiveFreeText: { freeTextQualification: { textSubjectQualifier: '1' }, freeText: text },
  };
}
