/** The personas' cases: Ada's open one is 1001, Siobhan's two open ones follow. */
import { at, day } from './dates.ts';
import { personas } from './personas.ts';
import type { Booking, Case, Flight, Person } from './types.ts';

interface Known {
  readonly now: Date;
  readonly people: readonly Person[];
  readonly bookings: readonly Booking[];
  readonly flights: readonly Flight[];
}

type Told = Partial<Omit<Case, 'id' | 'person' | 'requester' | 'messages'>> & {
  readonly who: string;
  readonly daysAgo: number;
  readonly category: Case['category'];
  readonly subject: string;
  /** Customer and airline in turn; one that starts with `#` is a private comment. */
  readonly said: readonly string[];
  readonly solvedDaysAgo?: number;
  readonly email?: string | null;
};

export function personaCases(known: Known): Omit<Case, 'id'>[] {
  const { now, people, bookings, flights } = known;
  const p = personas;

  /** A persona's latest flown flight, and its booking. */
  function lastFlown(customerId: string): { flight: string; locator: string } {
    const person = people.find((candidate) => candidate.customerId === customerId);
    const trips = bookings
      .filter((booking) => !booking.purged && booking.travellers.some((one) => one.person === person?.index))
      .flatMap((booking) => booking.segments.flatMap((segment) => ({ booking, flight: flights[segment.flight ?? -1] })))
      .flatMap(({ booking, flight }) =>
        flight === undefined || flight.scheduledArrival > now ? [] : [{ booking, flight }],
      )
      .sort((a, b) => a.flight.scheduledDeparture.getTime() - b.flight.scheduledDeparture.getTime());
    const last = trips.at(-1);
    if (last === undefined) throw new Error(`${customerId} has not flown`);
    return { flight: `${last.flight.carrier}${last.flight.number}`, locator: last.booking.recordLocator };
  }

  function told({ who, daysAgo, said, solvedDaysAgo, email, ...rest }: Told): Omit<Case, 'id'> {
    const person = people.find((candidate) => candidate.customerId === who);
    if (person === undefined) throw new Error(`no persona ${who}`);
    const opened = now.getTime() - daysAgo * day;
    const end = now.getTime() - (solvedDaysAgo ?? Math.max(0.2, daysAgo - said.length)) * day;
    const step = said.length > 1 ? (end - opened) / (said.length - 1) : 0;
    const messages = said.map((text, place) => ({
      at: at(opened + step * place),
      fromAirline: !text.startsWith('>'),
      private: text.startsWith('#'),
      text: text.replace(/^[#>] /, ''),
    }));
    return {
      person: person.index,
      requester: {
        name: [...person.givenNames.slice(0, 1), person.surname].join(' '),
        email: email === undefined ? (person.emails[0]?.address ?? null) : email,
        phone: person.phones[0]?.e164 ?? null,
      },
      customerId: null,
      membershipNumber: null,
      recordLocator: null,
      flightNumber: null,
      channel: 'EMAIL',
      status: solvedDaysAgo === undefined ? 'open' : 'resolved',
      priority: 50,
      openedAt: at(opened),
      updatedAt: messages.at(-1)?.at ?? at(opened),
      resolvedAt: solvedDaysAgo === undefined ? null : at(end),
      messages,
      resolution: null,
      compensation: null,
      rating: null,
      ...rest,
    };
  }

  const [ada, siobhan, senior] = [
    lastFlown(p.ada.customerId),
    lastFlown(p.siobhan.customerId),
    lastFlown(p.johnSenior.customerId),
  ];
  return [
    told({
      who: p.ada.customerId,
      daysAgo: 12,
      category: 'BAGGAGE',
      subject: `Suitcase did not arrive on ${ada.flight}`,
      channel: 'WEB',
      membershipNumber: p.ada.membershipNumber,
      recordLocator: ada.locator,
      flightNumber: ada.flight,
      said: [
        '> My suitcase was not on the belt when I came home. I reported it at the desk.',
        '# Tracer file opened, bag last scanned at the transfer belt.',
        'We are sorry about your suitcase and are looking for it.',
        '> Is there any news? I fly again soon and need it.',
      ],
    }),
    told({
      who: p.siobhan.customerId,
      daysAgo: 7,
      category: 'SEATING',
      subject: `Paid seat was changed on ${siobhan.flight}`,
      channel: 'PHONE',
      customerId: p.siobhan.customerId,
      membershipNumber: p.siobhan.membershipNumber,
      recordLocator: siobhan.locator,
      flightNumber: siobhan.flight,
      priority: 80,
      said: [
        '> I booked 2A months ago and was moved to the last row without a word.',
        '# Platinum and corporate: answer within a day.',
      ],
    }),
    told({
      who: p.siobhan.customerId,
      daysAgo: 4,
      category: 'REFUND',
      subject: 'Refund of seat fee not received',
      channel: 'EMAIL',
      priority: 70,
      said: ['> The seat fee for this trip should have been returned to me.', 'Your refund is being checked.'],
    }),
    told({
      who: p.siobhan.customerId,
      daysAgo: 66,
      solvedDaysAgo: 52,
      category: 'DELAY_OR_CANCELLATION',
      subject: 'Compensation for the delay of AX458',
      membershipNumber: p.siobhan.membershipNumber,
      flightNumber: 'AX458',
      said: [
        '> Four hours late into Frankfurt.',
        '# Technical, no extraordinary circumstances.',
        'We transfer 600 euros to your account.',
      ],
      resolution: 'Statutory compensation paid by bank transfer.',
      compensation: { kind: 'CASH', amount: '600.00', currency: 'EUR' },
      rating: 2,
    }),
    told({
      who: p.ada.customerId,
      daysAgo: 55,
      solvedDaysAgo: 47,
      category: 'BAGGAGE',
      subject: 'Bag delayed after AX106 to Berlin',
      channel: 'PHONE',
      membershipNumber: p.ada.membershipNumber,
      flightNumber: 'AX106',
      said: ['> My bag came a day late.', 'It is with the courier and reaches you this afternoon.'],
      resolution: 'Bag delivered by courier; interim expenses refunded against receipts.',
      compensation: { kind: 'MILES', amount: '2500', currency: null },
      rating: 4,
    }),
    told({
      who: p.grace.customerId,
      daysAgo: 15,
      category: 'SPECIAL_ASSISTANCE',
      subject: 'Wheelchair wanted for the whole way to Nairobi',
      channel: 'CHAT',
      recordLocator: p.grace.recordLocator,
      said: ['> Please make sure that the chair is there at the connection too.', 'It is noted for both flights.'],
    }),
    told({
      who: p.johnSenior.customerId,
      daysAgo: 38,
      solvedDaysAgo: 30,
      category: 'LOYALTY',
      subject: `Miles missing for ${senior.flight}`,
      membershipNumber: p.johnSenior.membershipNumber,
      flightNumber: senior.flight,
      said: ['> The miles for this flight are not in my account.', 'They have been credited today.'],
      resolution: 'Miles credited afterwards.',
      rating: 5,
    }),
    told({
      who: p.johnJunior.customerId,
      daysAgo: 3,
      category: 'BOOKING',
      subject: `Name wrong in booking ${p.johnJunior.recordLocator}`,
      recordLocator: p.johnJunior.recordLocator,
      customerId: p.johnJunior.customerId,
      said: ['> I am John Smith junior; the app shows my father’s miles.'],
      status: 'new',
    }),
    told({
      who: p.annemarie.customerId,
      daysAgo: 20,
      solvedDaysAgo: 18,
      category: 'BOOKING',
      subject: `Name in booking ${p.annemarie.recordLocator} has no hyphen`,
      recordLocator: p.annemarie.recordLocator,
      said: [
        '> My ticket says ANNEMARIE MUELLER. Is that all right?',
        'Yes: reservation systems know neither hyphen nor umlaut.',
      ],
      resolution: 'Explained that the name is valid as booked.',
      rating: 5,
    }),
    told({
      who: p.fatima.customerId,
      daysAgo: 127,
      solvedDaysAgo: 120,
      category: 'BAGGAGE',
      subject: 'Damaged suitcase, wheel broken, AX203',
      recordLocator: p.fatima.reusedRecordLocator,
      flightNumber: 'AX203',
      said: ['> One wheel is gone.', 'Please have it repaired and send us the bill.'],
      resolution: 'Damage confirmed from photographs; repair voucher issued.',
      compensation: { kind: 'VOUCHER', amount: '60.00', currency: 'GBP' },
      rating: 3,
    }),
    told({
      who: p.lena.customerId,
      daysAgo: 59,
      solvedDaysAgo: 58,
      category: 'FEEDBACK',
      subject: 'Please no more newsletters',
      channel: 'CHAT',
      customerId: p.lena.customerId,
      said: ['> I do not want any marketing mail.', 'We have noted it.'],
      resolution: 'Consent withdrawn in the customer master.',
    }),
  ];
}
