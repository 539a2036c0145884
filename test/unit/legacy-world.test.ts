import { describe, expect, it } from 'vitest';
import { buildWorld } from '../../legacy/world/build.ts';
import { wallTime } from '../../legacy/world/dates.ts';
import { difficulties } from '../../legacy/world/difficulties.ts';
import { agencyPhone } from '../../legacy/world/personas.ts';
import type { World } from '../../legacy/world/types.ts';

const now = new Date('2026-11-24T09:00:00Z');
const world = buildWorld({ seed: 1, people: 2000, now });
const travellers = world.bookings.flatMap((booking, place) =>
  booking.travellers.map((one) => ({ booking, place, one })),
);

const travellerAt = (key: string) => {
  const [, booking, tattoo] = /^traveller:(\d+)\/(\d+)$/.exec(key) ?? [];
  return world.bookings[Number(booking)]?.travellers.find((one) => one.tattoo === Number(tattoo));
};
const segmentAt = (key: string) => {
  const [, booking, tattoo] = /^segment:(\d+)\/(\d+)$/.exec(key) ?? [];
  return world.bookings[Number(booking)]?.segments.find((one) => one.tattoo === Number(tattoo));
};
const personAt = (key: string) => world.people[Number(key.replace('person:', ''))];
const bookingAt = (key: string) => world.bookings[Number(key.replace('booking:', ''))];

describe('the invented world', () => {
  it('is the same to the letter for the same seed, size and present', () => {
    const again = buildWorld({ seed: 1, people: 2000, now });
    expect(JSON.stringify(again)).toBe(JSON.stringify(world));
  });

  it('is another one for another seed', () => {
    const other = buildWorld({ seed: 2, people: 2000, now });
    expect(JSON.stringify(other.people.slice(60))).not.toBe(JSON.stringify(world.people.slice(60)));
  });

  it('holds as many people as asked for, and refuses other sizes', () => {
    expect(world.people).toHaveLength(2000);
    expect(buildWorld({ seed: 3, people: 200, now }).people).toHaveLength(200);
    expect(() => buildWorld({ seed: 1, people: 199, now })).toThrow(/from 200 to 200000/);
    expect(() => buildWorld({ seed: 1, people: 200_001, now })).toThrow(RangeError);
    expect(() => buildWorld({ seed: 1, people: 500, now: new Date('never') })).toThrow(/must be a date/);
  });

  it('numbers its people by their place', () => {
    expect(world.people.map((person) => person.index)).toEqual([...world.people.keys()]);
  });

  it('gives out each customer id, membership number, e-ticket number and case id once', () => {
    const unique = (values: readonly unknown[]) => expect(new Set(values).size).toBe(values.length);
    unique(world.people.flatMap((person) => person.customerId ?? []));
    unique(world.memberships.map((membership) => membership.number));
    unique(travellers.flatMap(({ one }) => one.tickets.map((ticket) => ticket.number)));
    unique(world.cases.map((entry) => entry.id));
    unique(world.memberships.flatMap((membership) => membership.entries.map((entry) => entry.id)));
    unique(world.flights.map((flight) => `${flight.carrier}${flight.number} ${flight.departureDate} ${flight.origin}`));
  });

  it('uses only addresses and telephones that belong to nobody', () => {
    for (const person of world.people) {
      for (const email of person.emails) expect(email.address).toMatch(/^[a-z0-9._+-]+@example\.(com|org|net)$/);
      for (const phone of person.phones) {
        expect(phone.e164).toMatch(
          /^\+(493023125|496990009|494066969|492214710|498999998|442079460|441\d{2}4960|441914980)\d{3}$|^\+1\d{3}55501\d{2}$/,
        );
      }
    }
  });

  it('knows people of many countries, and customers, members and neither', () => {
    expect(new Set(world.people.map((person) => person.nationality)).size).toBeGreaterThan(15);
    const held = world.people.filter((person) => person.customerId !== null).length;
    expect(held / world.people.length).toBeGreaterThan(0.6);
    expect(held / world.people.length).toBeLessThan(0.9);
    expect(world.memberships.length).toBeGreaterThan(400);
  });
});

describe('the difficulties of recognising people', () => {
  it.each([200, 2000])('are all present in a world of %i', (people) => {
    const small = people === 2000 ? world : buildWorld({ seed: 5, people, now });
    for (const kind of difficulties)
      expect(`${kind} ${Math.min(1, small.difficulties[kind].length)}`).toBe(`${kind} 1`);
  });

  it('leave 65 of 100 passengers without a frequent-flyer number', () => {
    const without = travellers.filter(({ one }) => one.frequentFlyer.length === 0).length / travellers.length;
    expect(without).toBeGreaterThan(0.62);
    expect(without).toBeLessThan(0.68);
  });

  it.each([
    ['titleGlued', /[A-Z](MRS|MR|MS|MISS|MSTR|DR|PROF|INF)$/],
    ['titleApart', / (MRS|MR|MS|MISS|MSTR|DR|PROF|INF)$/],
    ['childTitle', /(MISS|MSTR)$/],
    ['infantTitle', /INF$/],
    ['initialOnly', /^[A-Z]( ?(MRS|MR|MS|MISS|DR|PROF))?$/],
    ['mononymFiller', /^(FNU|XXX)$/],
  ] as const)('mark every %s where it is', (kind, shape) => {
    for (const key of world.difficulties[kind]) {
      const first = travellerAt(key)?.first;
      if (kind.endsWith('Title') && world.difficulties.nameTruncated.includes(key)) continue;
      if (kind.startsWith('title') && world.difficulties.nameTruncated.includes(key)) continue;
      expect(first).toMatch(shape);
    }
  });

  it('write names in capitals and blanks alone', () => {
    for (const { one } of travellers) {
      expect(one.surname).toMatch(/^[A-Z]+( [A-Z]+)*$/);
      expect(one.first).toMatch(/^[A-Z]+( [A-Z]+)*$/);
    }
  });

  it('have a given name that ends like a title and is none', () => {
    const people = world.difficulties.nameEndsLikeTitle.flatMap((key) => travellerAt(key)?.first ?? []);
    expect(people.some((first) => first.startsWith('AMR'))).toBe(true);
  });

  it('write the same umlaut both ways', () => {
    const surnames = new Set(travellers.map(({ one }) => one.surname));
    expect(surnames).toContain('MUELLER');
    expect(surnames).toContain('MULLER');
  });

  it('cut an adult and a lap infant to the length of one name element', () => {
    expect(world.difficulties.nameTruncated.length).toBeGreaterThan(1);
    for (const { booking, one } of travellers.filter(({ one: guest }) => guest.infantOf !== null)) {
      const adult = booking.travellers.find((other) => other.tattoo === one.infantOf);
      expect(adult?.type).toBe('ADT');
      const together = [adult?.surname, adult?.first, one.surname, one.first].join('');
      expect(together.length).toBeLessThan(44);
    }
  });

  it('escape e-mail addresses as messages do', () => {
    const texts = travellers.flatMap(({ one }) =>
      one.specialServices.filter(({ code }) => code === 'CTCE').map(({ text }) => text),
    );
    for (const text of texts) expect(text).not.toMatch(/[@_]/);
    expect(texts.some((text) => text.includes('..'))).toBe(true);
    expect(texts.some((text) => text.includes('./'))).toBe(true);
    expect(texts.some((text) => text.includes('?+'))).toBe(true);
  });

  it('put one agency telephone on thirty clients and on their bookings', () => {
    const clients = world.people.filter((person) => person.phones.some(({ e164 }) => e164 === agencyPhone));
    expect(clients).toHaveLength(30);
    for (const client of clients) {
      const own = world.bookings.filter((booking) => booking.travellers.some((one) => one.person === client.index));
      expect(own.some((booking) => booking.contacts.some(({ value }) => value === agencyPhone))).toBe(true);
    }
  });

  it('name twins, fathers and sons, and duplicates truly', () => {
    for (const key of world.difficulties.twins) {
      const person = personAt(key);
      const twin = world.people.filter(
        (other) => other.birthDate === person?.birthDate && other.surname === person?.surname && other !== person,
      );
      expect(twin.length).toBeGreaterThan(0);
    }
    for (const key of world.difficulties.duplicateCustomer) {
      const copy = personAt(key);
      const original = world.people[copy?.duplicateOf ?? -1];
      expect(copy?.customerId).not.toBe(original?.customerId);
      expect(copy?.birthDate).toBe(original?.birthDate);
      expect(copy?.surname).toBe(original?.surname);
    }
  });

  it('hold members no customer record knows, and customers without membership', () => {
    for (const key of world.difficulties.memberWithoutCustomer) {
      expect(personAt(key)?.customerId).toBeNull();
      expect(world.memberships.some((membership) => `person:${membership.person}` === key)).toBe(true);
    }
    const live = new Set(world.memberships.filter(({ status }) => status === 'ACTIVE').map(({ person }) => person));
    for (const key of world.difficulties.customerWithoutMembership) {
      expect(personAt(key)?.customerId).not.toBeNull();
      expect(live.has(Number(key.replace('person:', '')))).toBe(false);
    }
  });

  it('reuse locators of purged bookings only, and later', () => {
    for (const key of world.difficulties.reusedLocator) {
      const booking = bookingAt(key);
      const before = world.bookings.filter(
        (other) => other.recordLocator === booking?.recordLocator && other !== booking,
      );
      expect(before).toHaveLength(1);
      expect(before[0]?.purged).toBe(true);
      expect(booking?.purged).toBe(false);
      expect(Number(before[0]?.createdAt)).toBeLessThan(Number(booking?.createdAt));
    }
    const live = world.bookings.filter((booking) => !booking.purged).map((booking) => booking.recordLocator);
    expect(new Set(live).size).toBe(live.length);
  });

  it.each([
    ['waitlistedSegment', 'HL'],
    ['unableSegment', 'UN'],
    ['cancelledSegment', 'HX'],
    ['rebookedSegment', 'TK'],
  ] as const)('mark every %s', (kind, status) => {
    expect(world.difficulties[kind].map((key) => segmentAt(key)?.status)).toEqual(
      world.difficulties[kind].map(() => status),
    );
    const all = world.bookings.flatMap((booking) => booking.segments).filter((segment) => segment.status === status);
    expect(all).toHaveLength(world.difficulties[kind].length);
  });

  it('book code-shares both ways', () => {
    const flights = world.difficulties.codeShareBooking.map((key) => world.flights[segmentAt(key)?.flight ?? -1]);
    expect(flights.some((flight) => flight?.carrier === 'AX' && flight.operating?.carrier !== 'AX')).toBe(true);
    expect(flights.some((flight) => flight?.carrier !== 'AX' && flight?.operating?.carrier === 'AX')).toBe(true);
  });

  it('let lone children travel as unaccompanied minors', () => {
    for (const key of world.difficulties.unaccompaniedMinor) {
      const child = travellerAt(key);
      expect(child?.type).toBe('CHD');
      expect(child?.specialServices.map(({ code }) => code)).toContain('UMNR');
    }
  });
});

describe('references within the world', () => {
  const consistent = (subject: World) => {
    const people = subject.people.length;
    for (const booking of subject.bookings) {
      const segments = new Set(booking.segments.map((segment) => segment.tattoo));
      const tattoos = new Set(booking.travellers.map((one) => one.tattoo));
      expect(segments.size).toBe(booking.segments.length);
      expect(tattoos.size).toBe(booking.travellers.length);
      expect(booking.createdAt <= subject.options.now).toBe(true);
      for (const segment of booking.segments) {
        expect(segment.kind === 'AIR').toBe(segment.flight !== null && subject.flights[segment.flight] !== undefined);
      }
      for (const one of booking.travellers) {
        if (one.person !== null) expect(one.person).toBeLessThan(people);
        if (one.infantOf !== null) expect(tattoos.has(one.infantOf)).toBe(true);
        const named = [...one.seats.map((seat) => seat.segment), ...one.checkedIn];
        const covered = one.tickets.flatMap((ticket) => ticket.coupons.map((coupon) => coupon.segment));
        for (const tattoo of [...named, ...covered]) expect(segments.has(tattoo)).toBe(true);
        expect(covered).toHaveLength(booking.segments.filter(({ kind }) => kind === 'AIR').length);
        for (const ticket of one.tickets) expect(ticket.number).toMatch(/^899\d{10}$/);
      }
      for (const other of booking.associated) {
        expect(subject.bookings.some((candidate) => candidate.recordLocator === other)).toBe(true);
      }
    }
    for (const person of subject.people) {
      for (const reference of person.bookingReferences) {
        const known = subject.bookings.some(
          (booking) =>
            booking.recordLocator === reference.recordLocator &&
            booking.createdAt.toISOString().startsWith(reference.createdOn),
        );
        expect(known).toBe(true);
      }
    }
    for (const entry of subject.cases) {
      if (entry.person !== null) expect(entry.person).toBeLessThan(people);
      if (entry.recordLocator !== null) {
        expect(subject.bookings.some(({ recordLocator }) => recordLocator === entry.recordLocator)).toBe(true);
      }
      if (entry.membershipNumber !== null) {
        expect(subject.memberships.some(({ number }) => number === entry.membershipNumber)).toBe(true);
      }
    }
  };

  it('all lead somewhere', () => consistent(world));

  it('lead somewhere on a leap day, at the turn of a year and in the smallest world too', () => {
    consistent(buildWorld({ seed: 9, people: 200, now: new Date('2028-02-29T23:30:00Z') }));
    consistent(buildWorld({ seed: 9, people: 200, now: new Date('2027-01-01T00:10:00Z') }));
  });

  it('give each ticket a total that is fare and taxes', () => {
    for (const ticket of travellers.flatMap(({ one }) => one.tickets)) {
      const sum = Number(ticket.fare) + ticket.taxes.reduce((total, tax) => total + Number(tax.amount), 0);
      expect(Number(ticket.total)).toBeCloseTo(sum, 2);
      expect(ticket.total).toMatch(ticket.currency === 'JPY' ? /^\d+$/ : /^\d+\.\d{2}$/);
    }
  });
});

describe('flights', () => {
  it('run from five months before the present to one month after, with states that fit it', () => {
    const times = world.flights.map((flight) => flight.scheduledDeparture.getTime());
    const days = (milliseconds: number) => (milliseconds - now.getTime()) / 86_400_000;
    expect(days(times.reduce((a, b) => Math.min(a, b)))).toBeLessThan(-150);
    expect(days(times.reduce((a, b) => Math.max(a, b)))).toBeGreaterThan(30);
    for (const flight of world.flights) {
      const departs = flight.estimatedDeparture ?? flight.scheduledDeparture;
      const lands = flight.estimatedArrival ?? flight.scheduledArrival;
      expect(lands > departs).toBe(true);
      if (flight.status === 'ARRIVED' || flight.status === 'DIVERTED') expect(lands <= now).toBe(true);
      if (flight.status === 'DEPARTED') expect(departs <= now && lands > now).toBe(true);
      if (flight.status === 'SCHEDULED') expect(departs > now && flight.estimatedDeparture === null).toBe(true);
      if (flight.status === 'DELAYED') expect(departs > now && departs > flight.scheduledDeparture).toBe(true);
    }
  });

  it('hold each state', () => {
    const states = new Set(world.flights.map((flight) => flight.status));
    expect([...states].sort()).toEqual(['ARRIVED', 'CANCELLED', 'DELAYED', 'DEPARTED', 'DIVERTED', 'SCHEDULED']);
  });

  it('leave by the wall clock, an hour late in the night it skips', () => {
    const window = buildWorld({ seed: 1, people: 200, now: new Date('2027-05-01T00:00:00Z') }).flights;
    const night = window.filter((flight) => flight.carrier === 'AX' && flight.number === '254');
    const times = new Map(night.map((flight) => [flight.departureDate, wallTime('LIS', flight.scheduledDeparture)]));
    expect(times.get('2027-03-27')).toBe('2027-03-27T01:30');
    expect(times.get('2027-03-28')).toBe('2027-03-28T02:30');
    expect(times.get('2027-03-29')).toBe('2027-03-29T01:30');
  });

  it('leave in the first of two equal hours in the night the clock repeats', () => {
    const [night] = world.flights.filter((one) => one.number === '254' && one.departureDate === '2026-10-25');
    expect(night?.scheduledDeparture.toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('land on the local day after the departure on long routes', () => {
    const [flight] = world.flights.filter((one) => one.number === '453');
    expect(wallTime('SIN', flight!.scheduledArrival).slice(0, 10) > flight!.departureDate).toBe(true);
  });

  it('show every partner designator in the same state as the flight itself', () => {
    for (const flight of world.flights.filter(({ operating }) => operating !== null)) {
      const own = world.flights.find(
        (other) =>
          other.carrier === flight.operating?.carrier &&
          other.number === flight.operating.number &&
          other.departureDate === flight.departureDate,
      );
      expect({ ...own, carrier: '', number: '', operating: null }).toEqual({
        ...flight,
        carrier: '',
        number: '',
        operating: null,
      });
    }
  });
});

describe('the loyalty ledger', () => {
  it('balances: available is the sum of the entries, and of earned, redeemed and expired', () => {
    for (const { balance, entries } of world.memberships) {
      expect(balance.available).toBe(entries.reduce((sum, entry) => sum + entry.miles, 0));
      expect(balance.available).toBe(balance.earned - balance.redeemed - balance.expired);
      expect(balance.available).toBeGreaterThanOrEqual(0);
    }
  });

  it('lists lots that sum to what is available, none expired, unless nothing expires', () => {
    for (const { balance, lots, tier } of world.memberships) {
      const sum = lots.reduce((total, lot) => total + lot.miles, 0);
      expect(sum).toBe(tier === 'PLATINUM' ? 0 : balance.available);
      for (const lot of lots) expect(lot.expiresOn >= '2026-11-24').toBe(true);
      expect(lots.map((lot) => lot.expiresOn)).toEqual(lots.map((lot) => lot.expiresOn).sort());
    }
  });

  it('counts tier miles of the entries within the tier period', () => {
    for (const { entries, tierMiles, tierPeriodEndsOn } of world.memberships) {
      const from = `${tierPeriodEndsOn.slice(0, 4)}-01-01`;
      const within = entries.filter(({ postedOn }) => postedOn >= from && postedOn <= tierPeriodEndsOn);
      expect(tierMiles).toBe(within.reduce((sum, entry) => sum + entry.tierMiles, 0));
    }
  });

  it('posts in order, never in the future, and credits only flights that exist within the window', () => {
    const known = new Set(
      world.flights.map((flight) => `${flight.carrier}${flight.number} ${flight.departureDate} ${flight.origin}`),
    );
    for (const { entries } of world.memberships) {
      const dates = entries.map(({ postedOn }) => postedOn);
      expect(dates).toEqual([...dates].sort());
      expect(dates.every((date) => date <= '2026-11-24')).toBe(true);
      for (const { flight } of entries) {
        if (flight === null || flight.departureDate < '2026-06-25') continue;
        const { carrier, number, departureDate, origin } = flight;
        expect(known).toContain(`${carrier}${number} ${departureDate} ${origin}`);
      }
    }
  });

  it('keeps earlier tiers without gaps up to the present one', () => {
    for (const { enrolledOn, tierHistory, tierSince } of world.memberships) {
      const starts = [...tierHistory.map(({ from }) => from), tierSince];
      expect(starts[0]).toBe(enrolledOn);
      tierHistory.forEach(({ until }, place) => {
        const next = new Date(Date.parse(until) + 86_400_000).toISOString().slice(0, 10);
        expect(starts[place + 1]).toBe(next);
      });
    }
  });

  it('empties merged and closed accounts', () => {
    for (const { status, balance, mergedInto } of world.memberships) {
      if (status === 'MERGED' || status === 'CLOSED') expect(balance.available).toBe(0);
      expect(status === 'MERGED').toBe(mergedInto !== null);
      if (mergedInto !== null) expect(world.memberships.some(({ number }) => number === mergedInto)).toBe(true);
    }
  });
});

describe('cases', () => {
  it('start at 1001 and tell their story in order', () => {
    world.cases.forEach((entry, place) => {
      expect(entry.id).toBe(1001 + place);
      const times = entry.messages.map(({ at }) => at.getTime());
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(entry.openedAt <= entry.updatedAt && entry.updatedAt <= now).toBe(true);
      const closed = entry.status === 'resolved' || entry.status === 'rejected';
      expect(entry.resolvedAt !== null).toBe(closed);
      if (!closed) expect(entry.resolution).toBeNull();
      expect(`${entry.subject} ${entry.messages.map(({ text }) => text).join(' ')}`).not.toMatch(/[{}]/);
    });
  });

  it('cover every category and channel, with solved ones alike, private comments, compensation and ratings', () => {
    expect(new Set(world.cases.map(({ category }) => category)).size).toBe(9);
    expect(new Set(world.cases.map(({ channel }) => channel)).size).toBe(5);
    expect(new Set(world.cases.map(({ status }) => status)).size).toBe(5);
    expect(
      world.cases.filter((entry) => entry.category === 'BAGGAGE' && entry.resolution !== null).length,
    ).toBeGreaterThan(5);
    expect(world.cases.some((entry) => entry.messages.some((message) => message.private))).toBe(true);
    const kinds = new Set(world.cases.flatMap(({ compensation }) => compensation?.kind ?? []));
    expect([...kinds].sort()).toEqual(['CASH', 'MILES', 'VOUCHER']);
    expect(world.cases.some(({ rating }) => rating !== null)).toBe(true);
    expect(world.cases.some(({ person }) => person === null)).toBe(true);
  });
});
