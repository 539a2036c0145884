/** Recorded replies of test/support/amadeus/, all invented. */
import { readFileSync } from 'node:fs';
import { readReply } from '../../subgraphs/reservations/adapters/amadeus/client.ts';
import { type Answer, type Expected, readAnswer } from '../../subgraphs/reservations/adapters/amadeus/faults.ts';

export const wire = (name: string): string => readFileSync(new URL(`./amadeus/${name}.xml`, import.meta.url), 'utf8');

/** What the client makes of a reply text that came with this status. */
export function answerIn(text: string, expected: Expected, status = 200): Answer | null {
  const reply = { status, contentType: 'text/xml', charset: 'utf-8', body: Buffer.from(text) };
  return readAnswer(readReply(reply, 'urn:uuid:1'), expected);
}
