/** The part of the invented world that service desk tests look at: small enough to be typed into a real Request Tracker. */
import { buildWorld } from '../../legacy/world/build.ts';
import type { Case, World } from '../../legacy/world/types.ts';

const deskNow = new Date('2026-11-24T12:00:00Z');

/** More than a page of RT's. */
const cases = 130;
/** The first so many keep their whole conversation. */
export const conversations = 24;

/** A membership number somebody typed badly; to a search it must be a value like any other. */
export const oddNumber = 'O\'NEIL (1) OR 1=1 " AND';

/** An amount of compensation that is none. */
const unreadableAmount = 'two nights';

/** 130 cases: some of the invented world's, and three with what no world should have. */
export function deskWorld(): World {
  const world = buildWorld({ seed: 7, people: 1500, now: deskNow });
  const kept = world.cases
    .slice(0, cases - 3)
    .map((found, index) => toTheSecond(found, found.messages.slice(0, index < conversations ? 20 : 1)));
  const [pattern] = kept;
  if (pattern === undefined || kept.length < cases - 3) throw new Error(`the world has only ${kept.length} cases`);
  const odd: Case = {
    ...pattern,
    id: 900_001,
    person: null,
    requester: { name: "Niamh O'Neil", email: "niamh.o'neil@example.com", phone: null },
    customerId: null,
    membershipNumber: oddNumber,
    recordLocator: null,
    subject: `Grüße "aus" O'Hare \\ (50 %)`,
    messages: [
      { at: pattern.openedAt, fromAirline: false, private: false, text: 'Ünïcödé, <b>no</b> markup & "quotes"' },
    ],
  };
  const plain: Case = {
    ...odd,
    membershipNumber: null,
    category: 'BAGGAGE',
    resolution: 'Suitcase found',
    rating: null,
  };
  // Solved once, then opened again: the last touched of its category, and no example of how to solve one.
  const reopened: Case = {
    ...plain,
    id: 900_002,
    requester: { name: 'Re Opened', email: 'reopened@example.com', phone: null },
    subject: 'Suitcase found, and lost again',
    status: 'open',
    updatedAt: second(deskNow),
    resolvedAt: null,
    compensation: null,
  };
  const unreadable: Case = {
    ...plain,
    id: 900_003,
    requester: { name: 'Un Readable', email: 'unreadable@example.com', phone: null },
    subject: 'Compensated with something',
    compensation: { kind: 'VOUCHER', amount: unreadableAmount, currency: 'EUR' },
  };
  return { ...world, cases: [...kept, odd, reopened, unreadable] };
}

/** RT keeps whole seconds. */
function toTheSecond(found: Case, messages: Case['messages']): Case {
  return {
    ...found,
    openedAt: second(found.openedAt),
    updatedAt: second(found.updatedAt),
    resolvedAt: found.resolvedAt === null ? null : second(found.resolvedAt),
    messages: messages.map((message) => ({ ...message, at: second(message.at) })),
  };
}

const second = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);
