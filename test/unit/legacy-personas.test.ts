import { describe, expect, it } from 'vitest';
import { buildWorld } from '../../legacy/world/build.ts';
import { localDay } from '../../legacy/world/dates.ts';
import { adasFlight, personas as p, strangersLocator } from '../../legacy/world/personas.ts';
import type { Booking, Flight, Traveller } from '../../legacy/world/types.ts';

describe.each([
  ['2026-11-24T09:00:00Z', 1, 2000],
  ['2027-01-01T00:10:00Z', 7, 200],
  ['2028-02-29T23:30:00Z', 42, 300],
  ['2027-03-27T12:00:00Z', 3, 200],
])('the personas at %s, seed %i, among %i people', (instant, seed, people) => {
  const now = new Date(instant);
  const world = buildWorld({ seed, people, now });
  const hours = (date: Date) => (date.getTime() - now.getTime()) / 3_600_000;
  const person = (customerId: string) => world.people.find((candidate) => candidate.customerId === customerId)!;
  const live = (locator: string) => world.bookings.find((one) => one.recordLocator === locator && !one.purged)!;
  const flightsOf = (booking: Booking): Flight[] =>
    booking.segments.flatMap((one) => world.flights[one.flight ?? -1] ?? []);
  const names = (booking: Booking) => booking.travellers.map((one) => `${one.surname}/${one.first}`);
  const member = (number: string) => world.memberships.find((membership) => membership.number === number)!;
  const openCases = (index: number) =>
    world.cases.filter((entry) => entry.person === index && ['new', 'open', 'stalled'].includes(entry.status));
  const ownTravellers = (index: number): Traveller[] =>
    world.bookings.flatMap((booking) => booking.travellers.filter((one) => one.person === index));

  it('are held under their names and keys', () => {
    for (const who of Object.values(p)) {
      if (who.customerId === null) continue;
      const found = person(who.customerId);
      expect(found.givenNames.join(' ')).toBe(who.givenNames);
      expect(found.surname).toBe(who.surname);
      if ('birthDate' in who) expect(found.birthDate).toBe(who.birthDate);
      if ('email' in who) expect(found.emails[0]).toMatchObject({ address: who.email });
      if ('phone' in who) expect(found.phones[0]).toMatchObject({ e164: who.phone });
      if ('membershipNumber' in who) {
        expect(found.membershipNumbers[0]).toEqual({ programme: 'AX', number: who.membershipNumber });
        expect(member(who.membershipNumber)).toMatchObject({ person: found.index, status: 'ACTIVE' });
      }
      if ('recordLocator' in who) {
        expect(live(who.recordLocator).travellers.map((one) => one.person)).toContain(found.index);
        expect(flightsOf(live(who.recordLocator)).every((flight) => hours(flight.scheduledDeparture) > 0)).toBe(true);
      }
    }
    const numbers: string[] = Object.values(p).flatMap((who) => ('phone' in who ? [who.phone] : []));
    const others = world.people.filter((one) => !Object.values(p).some((who) => who.customerId === one.customerId));
    expect(others.filter((one) => one.phones.some(({ e164 }) => numbers.includes(e164)))).toEqual([]);
  });

  it('Ada flies tomorrow morning from Berlin to Lisbon through Frankfurt with Jonas, and back a week later', () => {
    const booking = live(p.ada.recordLocator);
    const [first, second, third, fourth] = flightsOf(booking);
    expect(first).toMatchObject(adasFlight);
    expect(first?.departureDate).toBe(new Date((localDay('BER', now) + 1) * 86_400_000).toISOString().slice(0, 10));
    expect(second).toMatchObject({ origin: 'FRA', destination: 'LIS', departureDate: first?.departureDate });
    const change = hours(second!.scheduledDeparture) - hours(first!.scheduledArrival);
    expect(change).toBeGreaterThan(0.6);
    expect(change).toBeLessThan(1.5);
    expect([third?.origin, fourth?.origin, fourth?.destination]).toEqual(['LIS', 'FRA', 'BER']);
    expect(Math.round((hours(third!.scheduledDeparture) - hours(first!.scheduledDeparture)) / 24)).toBe(7);
    expect(first?.status).toBe('SCHEDULED');
    expect(names(booking)).toEqual(['LINDQVIST/ADA MARIEMRS', 'BERG/JONASMR']);
  });

  it('Ada is gold, prefers VGML and a window, and is booked with AVML and 14C', () => {
    const ada = person(p.ada.customerId);
    expect(member(p.ada.membershipNumber)).toMatchObject({ tier: 'GOLD', balance: { available: 42187.5 } });
    expect(ada.preferences).toMatchObject({ meal: 'VGML', seat: 'WINDOW' });
    const traveller = live(p.ada.recordLocator).travellers[0]!;
    expect(traveller.specialServices.map(({ code }) => code)).toContain('AVML');
    expect(traveller.seats.every(({ number }) => number === '14C')).toBe(true);
    const past = world.bookings.filter(
      (booking) =>
        booking.travellers.some((one) => one.person === ada.index) &&
        flightsOf(booking).every((flight) => flight.status === 'ARRIVED'),
    );
    expect(past.length).toBeGreaterThan(1);
    expect(past.flatMap((booking) => booking.travellers).some((one) => one.frequentFlyer.length === 0)).toBe(true);
    const kinds = new Set(member(p.ada.membershipNumber).entries.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      'ADJUSTED',
      'DONATED',
      'EARNED_FLIGHT',
      'EARNED_PARTNER',
      'REDEEMED',
      'UPGRADED',
    ]);
  });

  it('Ada has the open baggage case 1001', () => {
    const [first] = world.cases;
    expect(first).toMatchObject({ id: p.ada.openCase, person: 0, category: 'BAGGAGE', status: 'open' });
    expect(openCases(0)).toHaveLength(1);
    expect(first?.messages.some((message) => message.private)).toBe(true);
  });

  it('Jonas is no customer and no member', () => {
    const jonas = world.people.find(
      (one) => one.surname === p.jonas.surname && one.givenNames[0] === p.jonas.givenNames,
    )!;
    expect(jonas.customerId).toBeNull();
    expect(world.memberships.some((membership) => membership.person === jonas.index)).toBe(false);
  });

  it('Siobhan is platinum, a corporate VIP, has two open complaints and flies within 48 hours', () => {
    const siobhan = person(p.siobhan.customerId);
    expect(siobhan.vip).toBe('CORPORATE');
    expect(member(p.siobhan.membershipNumber).tier).toBe('PLATINUM');
    expect(openCases(siobhan.index)).toHaveLength(2);
    const told = world.cases.filter((entry) => entry.person === siobhan.index);
    expect(told.some(({ compensation }) => compensation !== null)).toBe(true);
    expect(hours(flightsOf(live(p.siobhan.recordLocator))[0]!.scheduledDeparture)).toBeLessThan(48);
    for (const one of ownTravellers(siobhan.index)) expect(`${one.surname}/${one.first}`).toBe('OBRIEN/SIOBHANMRS');
  });

  it('Mara and Mila are twins at one address with one telephone', () => {
    const [mara, mila] = [person(p.mara.customerId), person(p.mila.customerId)];
    expect(mara.birthDate).toBe(mila.birthDate);
    expect(mara.addresses).toEqual(mila.addresses);
    expect(mara.phones).toEqual(mila.phones);
    expect(mara.emails[0]?.address).not.toBe(mila.emails[0]?.address);
    expect(world.difficulties.twins).toEqual(expect.arrayContaining([`person:${mara.index}`, `person:${mila.index}`]));
  });

  it("John Smith junior's record carries his father's number, his booking none", () => {
    const junior = person(p.johnJunior.customerId);
    expect(junior.suffix).toBe('Jr');
    expect(junior.membershipNumbers).toEqual([{ programme: 'AX', number: p.johnSenior.membershipNumber }]);
    expect(member(p.johnSenior.membershipNumber).person).toBe(person(p.johnSenior.customerId).index);
    expect(live(p.johnJunior.recordLocator).travellers[0]).toMatchObject({ surname: 'SMITHJR', frequentFlyer: [] });
  });

  it('Anne-Marie has no membership and is found by the reference on her record', () => {
    const annemarie = person(p.annemarie.customerId);
    expect(annemarie.membershipNumbers).toEqual([]);
    expect(world.memberships.some((membership) => membership.person === annemarie.index)).toBe(false);
    const booking = live(p.annemarie.recordLocator);
    expect(names(booking)).toEqual(['MUELLER/ANNEMARIE']);
    expect(annemarie.bookingReferences).toContainEqual({
      system: '1A',
      recordLocator: p.annemarie.recordLocator,
      createdOn: booking.createdAt.toISOString().slice(0, 10),
    });
  });

  it('Tomás has partner miles and has never flown', () => {
    const tomas = person(p.tomas.customerId);
    expect(ownTravellers(tomas.index)).toEqual([]);
    const kinds = member(p.tomas.membershipNumber).entries.map(({ kind }) => kind);
    expect(kinds).toContain('EARNED_PARTNER');
    expect(kinds).not.toContain('EARNED_FLIGHT');
  });

  it('Suryanto has one name', () => {
    expect(person(p.suryanto.customerId).givenNames).toEqual([]);
    expect(names(live(p.suryanto.recordLocator))).toEqual(['SURYANTO/FNU']);
  });

  it('Se Joon is booked as KIM/SEJOONMR and was once as SE/JOONKIM', () => {
    expect(names(live(p.sejoon.recordLocator))).toEqual(['KIM/SEJOONMR']);
    const written = ownTravellers(person(p.sejoon.customerId).index).map((one) => `${one.surname}/${one.first}`);
    expect(written).toContain('SE/JOONKIM');
  });

  it('Aleksei and Alexey are two records of one human', () => {
    const [aleksei, alexey] = [person(p.aleksei.customerId), person(p.alexey.customerId)];
    expect(alexey.duplicateOf).toBe(aleksei.index);
    expect(alexey.birthDate).toBe(aleksei.birthDate);
    expect(alexey.emails[0]?.address).not.toBe(aleksei.emails[0]?.address);
  });

  it("Fatima's reference names a locator that a stranger has now", () => {
    const fatima = person(p.fatima.customerId);
    const both = world.bookings.filter((booking) => booking.recordLocator === p.fatima.reusedRecordLocator);
    expect(both.map((booking) => booking.purged)).toEqual([true, false]);
    expect(both[0]?.travellers[0]?.person).toBe(fatima.index);
    expect(both[1]?.travellers[0]?.person).toBeNull();
    const createdOn = both[0]?.createdAt.toISOString().slice(0, 10);
    expect(fatima.bookingReferences).toEqual([{ system: '1A', recordLocator: 'RELOC2', createdOn }]);
  });

  it('Grace travels with a lap infant and a wheelchair, and moved accounts', () => {
    const [grace, infant] = live(p.grace.recordLocator).travellers;
    expect(grace?.specialServices.map(({ code }) => code)).toEqual(expect.arrayContaining(['WCHR', 'INFT']));
    expect(infant).toMatchObject({ type: 'INF', infantOf: grace?.tattoo });
    expect(member(p.grace.mergedMembershipNumber)).toMatchObject({
      status: 'MERGED',
      mergedInto: p.grace.membershipNumber,
    });
  });

  it('Lena has two birth dates and two marketing decisions on file', () => {
    const lena = person(p.lena.customerId);
    expect(lena.alternatives.map(({ field }) => field)).toEqual(['dateOfBirth']);
    expect(lena.alternatives[0]?.value).not.toBe(lena.birthDate);
    const decisions = lena.consents
      .filter(({ purpose }) => purpose === 'MARKETING_EMAIL')
      .map(({ granted }) => granted);
    expect(decisions.sort()).toEqual([false, true]);
  });

  it('nobody in the strangers’ booking is known', () => {
    const booking = live(strangersLocator);
    expect(booking.travellers.every((one) => one.person === null && one.frequentFlyer.length === 0)).toBe(true);
  });
});
