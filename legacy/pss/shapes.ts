/** The messages' elements in their order: what the WSDL is written from and what requests are held against. */
import { flightInfo, flightReply } from './shapes/flight.ts';
import { pnrList, pnrReply, pnrRetrieve } from './shapes/pnr.ts';
import type { Operation } from './shapes/shape.ts';
import { ticketDisplay, ticketReply } from './shapes/ticket.ts';

export { type Message, nameOf, type Operation, type Shape } from './shapes/shape.ts';

export const operations: readonly Operation[] = [pnrRetrieve, ticketDisplay, flightInfo];
export const messages = { pnrReply, pnrList, ticketReply, flightReply } as const;
