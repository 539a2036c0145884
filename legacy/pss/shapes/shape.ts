/**
 * How the messages' elements are written down.
 *
 * A key is an element's name, with `?` where it may be missing and `*` where it may come any number of times; `''` is text.
 */
export interface Shape {
  readonly [element: string]: Shape | '';
}

export interface Message {
  readonly element: string;
  readonly namespace: string;
  readonly shape: Shape;
}

export interface Operation {
  readonly name: 'PNR_Retrieve' | 'Ticket_ProcessETicket' | 'Air_FlightInfo';
  readonly action: string;
  readonly request: Message;
  /** The usual one first. */
  readonly replies: readonly Message[];
}

/** An element's name without its `?` or `*`. */
export const nameOf = (key: string): string => key.replace(/[?*]$/, '');

/** Parts of several messages. */
export const amadeus = 'http://xml.amadeus.com/';
export const reference = { qualifier: '', number: '' } as const;
export const references = { 'reference*': reference } as const;

export const error = {
  errorOrWarningCodeDetails: { errorDetails: { errorCode: '', 'errorCategory?': '', 'errorCodeOwner?': '' } },
  'errorWarningDescription?': {
    freeTextDetails: { textSubjectQualifier: '', source: '', encoding: '' },
    'freeText*': '',
  },
} as const;

export const reservation = {
  'companyId?': '',
  'controlNumber?': '',
  'controlType?': '',
  'date?': '',
  'time?': '',
} as const;
