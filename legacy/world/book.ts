/** Turns a plan (who, when, which flights) into a booking as the reservation system holds it. */
import { dateOf, dayAt, hour } from './dates.ts';
import type { Notes } from './difficulties.ts';
import type { FlightIndex } from './flights.ts';
import { ddmmmyy, escapedEmail, randomLocator, shuffled, typed } from './notation.ts';
import { type Guest, kindsOf } from './party.ts';
import { every, type Random } from './random.ts';
import { issue, type TicketNumbers } from './tickets.ts';
import type { BookedSegment, Booking, Traveller } from './types.ts';

export interface Plan {
  readonly recordLocator: string;
  readonly createdAt: Date;
  readonly office: Booking['office'];
  readonly currency: string;
  readonly party: readonly Guest[];
  readonly segments: readonly PlannedSegment[];
  readonly groupName?: string | null;
  readonly agencyPhone?: string | null;
  readonly purged?: boolean;
  readonly associated?: readonly string[];
  /** No dice for seats, services and statuses: personas say what they have. */
  readonly exact?: boolean;
  readonly extra?: (traveller: number) => Partial<Pick<Traveller, 'specialServices' | 'seats' | 'checkedIn'>>;
}

export type PlannedSegment =
  | { readonly kind: 'AIR'; readonly flight: number; readonly cabin: BookedSegment['cabin']; readonly status?: string }
  | { readonly kind: 'ARNK' }
  | { readonly kind: 'HHL'; readonly hotel: NonNullable<BookedSegment['hotel']> };

export interface Desk {
  readonly bookings: Booking[];
  /** Makes the booking, files it and says where. */
  book(plan: Plan): number;
}

const classes = { F: ['F', 'A'], C: ['C', 'D', 'J'], W: ['W', 'E'], Y: ['Y', 'M', 'K', 'L', 'Q'] } as const;

export function openDesk(random: Random, flights: FlightIndex, next: TicketNumbers, now: Date, notes: Notes): Desk {
  const bookings: Booking[] = [];
  const trouble = {
    waitlisted: every(0.006),
    unable: every(0.005),
    cancelled: every(0.012),
    oddService: every(0.006),
    escaped: every(0.3),
    other: every(0.08),
    confirming: every(0.014),
    rebooked: every(0.008),
  };

  function status(planned: PlannedSegment & { kind: 'AIR' }, exact: boolean): string {
    if (planned.status !== undefined || exact) return planned.status ?? 'HK';
    const flight = flights.flights[planned.flight];
    if (flight?.status === 'CANCELLED') return random.pick(['UN', 'HX', 'HK']);
    if (trouble.waitlisted()) return 'HL';
    if (trouble.unable()) return 'UN';
    if (trouble.cancelled()) return 'HX';
    if (trouble.rebooked()) return 'TK';
    return trouble.confirming() ? random.pick(['KK', 'KL']) : 'HK';
  }

  function book(plan: Plan): number {
    const exact = plan.exact ?? false;
    const place = bookings.length;
    let tattoo = 0;
    const segments = plan.segments.map((planned): BookedSegment => {
      tattoo += !exact && random.chance(0.08) ? 2 : 1;
      if (planned.kind === 'AIR') {
        const { flight, cabin } = planned;
        const bookingClass = exact ? classes[cabin][0] : random.pick(classes[cabin]);
        return { tattoo, kind: 'AIR', flight, cabin, bookingClass, status: status(planned, exact), hotel: null };
      }
      const hotel = planned.kind === 'HHL' ? planned.hotel : null;
      return { tattoo, kind: planned.kind, flight: null, cabin: 'Y', bookingClass: '', status: 'HK', hotel };
    });
    const tattoos = shuffled(exact ? null : random, plan.party.length);
    const travellers = plan.party.map((guest, position) => traveller(plan, guest, position, segments, tattoos, place));
    bookings.push({
      recordLocator: plan.recordLocator,
      createdAt: plan.createdAt,
      purged: plan.purged ?? false,
      office: plan.office,
      otherLocators: otherLocators(segments),
      groupName: plan.groupName ?? null,
      travellers,
      segments,
      contacts: contacts(plan, travellers),
      payment: payment(travellers, plan.currency, exact),
      remarks: remarks(exact),
      associated: plan.associated ?? [],
    });
    for (const segment of segments) noteSegment(segment, `segment:${place}/${segment.tattoo}`);
    if (plan.groupName != null) notes.note('groupName', `booking:${place}`);
    if (plan.purged) notes.note('purgedBooking', `booking:${place}`);
    return place;
  }

  function traveller(
    plan: Plan,
    guest: Guest,
    position: number,
    segments: readonly BookedSegment[],
    tattoos: readonly number[],
    place: number,
  ): Traveller {
    const tattoo = tattoos[position] ?? position + 1;
    const key = `traveller:${place}/${tattoo}`;
    for (const kind of kindsOf(guest)) notes.note(kind, key);
    const live = segments.filter((segment) => segment.kind === 'AIR' && /^(HK|KK|KL|TK)$/.test(segment.status));
    const flown = (segment: BookedSegment) => flights.flights[segment.flight ?? -1];
    const checkedIn = live
      .filter((segment) => {
        const flight = flown(segment);
        if (flight === undefined || flight.status === 'CANCELLED') return false;
        const ahead = flight.scheduledDeparture.getTime() - now.getTime();
        return ahead < 0 ? random.chance(0.985) : ahead < 23 * hour && !plan.exact && random.chance(0.5);
      })
      .map((segment) => segment.tattoo);
    const own = plan.extra?.(position) ?? {};
    const party = plan.party;
    return {
      tattoo,
      person: guest.person,
      surname: guest.name.surname,
      first: guest.name.first,
      type: guest.type,
      infantOf: guest.lapOf === null ? null : (tattoos[guest.lapOf] ?? null),
      birthDate: guest.birthDate,
      frequentFlyer: guest.frequentFlyer,
      documents: guest.documents,
      specialServices: own.specialServices ?? services(guest, party, position, key, plan.exact ?? false),
      seats: own.seats ?? (guest.type === 'INF' || plan.exact ? [] : seats(guest, live)),
      checkedIn: own.checkedIn ?? checkedIn,
      tickets: issue(random, next, now, {
        segments,
        flights: flights.flights,
        checkedIn: own.checkedIn ?? checkedIn,
        issuedOn: dateOf(dayAt(plan.createdAt)),
        currency: plan.currency,
        type: guest.type,
      }),
    };
  }

  function services(
    guest: Guest,
    party: readonly Guest[],
    position: number,
    key: string,
    exact: boolean,
  ): Traveller['specialServices'] {
    const list: Traveller['specialServices'][number][] = [];
    const add = (code: string, text = '', status = 'HK') => list.push({ code, status, text, segments: [] });
    if (guest.meal !== null) add(guest.meal, '', exact || random.chance(0.9) ? 'HK' : random.pick(['UN', 'HN', 'NO']));
    if (guest.mobility !== null) add(guest.mobility, guest.mobility === 'MEDA' ? 'MEDIF ON FILE' : '');
    const infant = party.find((other) => other.lapOf === position);
    if (infant !== undefined) {
      add(
        'INFT',
        `${infant.name.surname}/${infant.name.first.replace(/INF$/, '').trim()} ${ddmmmyy(infant.birthDate)}`,
      );
    }
    if (guest.type !== 'INF') {
      if (guest.email !== null && (trouble.escaped() || exact)) {
        add('CTCE', escapedEmail(guest.email));
        if (/[_+-]/.test(guest.email)) notes.note('escapedEmail', key);
      }
      if (guest.phone !== null && (exact || random.chance(0.2))) add('CTCM', guest.phone.replace('+', ''));
    }
    if (guest.type === 'CHD' && party.every((other) => other.type === 'CHD')) {
      add('UMNR', 'UM08');
      notes.note('unaccompaniedMinor', key);
    }
    if (!exact && random.chance(0.03)) {
      add(random.pick(['PETC', 'AVIH', 'XBAG', 'BIKE', 'SPEQ']), '1 PIECE', random.pick(['HK', 'HN', 'UN']));
    }
    if (!exact && trouble.oddService()) {
      add(random.pick(['QZLX', 'AXUP', 'LNGE', 'CKXT']), 'SEE LOCAL INSTRUCTIONS');
      notes.note('unknownService', key);
    }
    return list;
  }

  function seats(guest: Guest, live: readonly BookedSegment[]): Traveller['seats'] {
    if (!guest.wantsSeat) return [];
    return live.map((segment) => {
      const narrow = (flights.flights[segment.flight ?? -1]?.cabins.length ?? 2) < 3;
      const [windows, aisles, middles] = narrow ? ['AF', 'CD', 'BE'] : ['AK', 'CDGH', 'BEFJ'];
      const wished = guest.seat === 'WINDOW' ? windows : guest.seat === 'AISLE' ? aisles : undefined;
      const letter = random.pick([...(wished ?? `${windows}${aisles}${middles}`)]);
      const row = segment.cabin === 'Y' ? random.int(8, 38) : random.int(1, 6);
      const kind = windows.includes(letter) ? 'W' : aisles.includes(letter) ? 'A' : 'M';
      return { segment: segment.tattoo, number: `${row}${letter}`, characteristics: `N${kind}` };
    });
  }

  function contacts(plan: Plan, travellers: readonly Traveller[]): Booking['contacts'] {
    const lead = plan.party[0];
    const list: Booking['contacts'][number][] = [];
    if (plan.agencyPhone != null) list.push({ kind: 'PHONE', value: plan.agencyPhone, traveller: null });
    if (lead?.phone != null) {
      list.push({
        kind: 'PHONE',
        value: plan.exact ? lead.phone : typed(random, lead.phone),
        traveller: travellers[0]?.tattoo ?? null,
      });
    }
    if (lead?.email != null && (plan.exact || random.chance(0.6))) {
      list.push({ kind: 'EMAIL', value: lead.email.toUpperCase(), traveller: null });
    }
    return list;
  }

  function payment(travellers: readonly Traveller[], currency: string, exact: boolean): Booking['payment'] {
    const amounts = travellers.flatMap((one) => one.tickets.map((ticket) => Number(ticket.total)));
    const amount = amounts.reduce((sum, value) => sum + value, 0).toFixed(currency === 'JPY' ? 0 : 2);
    if (exact) return { kind: 'CARD', brand: 'VI', last4: '4242', amount, currency };
    const kind = random.weighted([
      ['CARD', 80],
      ['INVOICE', 10],
      ['CASH', 7],
      ['MILES', 3],
    ] as const);
    const card = kind === 'CARD';
    return {
      kind,
      brand: card ? random.pick(['VI', 'CA', 'AX', 'DC']) : null,
      last4: card ? String(random.int(0, 9999)).padStart(4, '0') : null,
      amount,
      currency,
    };
  }

  function remarks(exact: boolean): Booking['remarks'] {
    if (exact || random.chance(0.8)) return [];
    return [random.pick(remarkTexts)];
  }

  function otherLocators(segments: readonly BookedSegment[]): Booking['otherLocators'] {
    const carriers = segments.flatMap((segment) => {
      const flight = flights.flights[segment.flight ?? -1];
      return flight?.operating != null && flight.operating.carrier !== 'AX' ? [flight.operating.carrier] : [];
    });
    return [...new Set(carriers)].map((system) => ({ system, recordLocator: randomLocator(random) }));
  }

  function noteSegment(segment: BookedSegment, key: string): void {
    if (segment.kind === 'HHL') notes.note('hotelSegment', key);
    if (segment.kind === 'ARNK') notes.note('surfaceSegment', key);
    if (segment.status === 'HX') notes.note('cancelledSegment', key);
    if (segment.status === 'HL') notes.note('waitlistedSegment', key);
    if (segment.status === 'UN') notes.note('unableSegment', key);
    if (segment.status === 'TK') notes.note('rebookedSegment', key);
    if (flights.flights[segment.flight ?? -1]?.operating != null) notes.note('codeShareBooking', key);
  }

  return { bookings, book };
}

const remarkTexts: readonly Booking['remarks'][number][] = [
  { type: 'RM', text: 'PAX ADVISED OF SCHEDULE CHANGE' },
  { type: 'RM', text: 'CALLED RE BAGGAGE ALLOWANCE' },
  { type: 'RC', text: 'CORPORATE RATE CHECKED' },
  { type: 'RI', text: 'PLEASE ARRIVE TWO HOURS BEFORE DEPARTURE' },
];
