/** The touch points' questions, asked of the running product with its saved operations. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import type { SourceEntry } from '../../gateway/provenance/entries.ts';
import { personas } from '../../legacy/world/personas.ts';
import {
  BookingItineraryDocument,
  CallerByPhoneDocument,
  type CallerByPhoneQuery,
  CheckInDocument,
  DayOfTravelDocument,
  type DayOfTravelQuery,
  MeDocument,
  PreferencesAgainstBookingDocument,
  SimilarCasesDocument,
  TicketDocument,
  WhyLinkedDocument,
} from '../support/operations.generated.ts';
import { type Product, startProduct } from '../support/product.ts';
import { sourceFacts } from '../support/source-facts.ts';

const { ada, jonas, siobhan, mara, mila, johnJunior, grace, aleksei, alexey, annemarie } = personas;
let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  await product?.close();
});

async function run<D, V extends Record<string, unknown>>(document: TypedDocumentNode<D, V>, variables: V): Promise<D> {
  const answer = await product.ask<D>(print(document), variables);
  expect(answer.errors).toEqual([]);
  return answer.data!;
}

const saved = readSavedOperations(new URL('../../gateway/operations/', import.meta.url));

/** The operation as it is saved, with the extensions it asks for. */
async function runSaved<D>(id: string, variables: Record<string, unknown>) {
  const { query, extensions } = saved.find((operation) => operation.id === id)!;
  const reply = await fetch(`${product.url}graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables, extensions }),
  });
  const body: { data: D; extensions: { sources: SourceEntry[] } } = JSON.parse(await reply.text());
  return { data: body.data, sources: body.extensions.sources };
}

describe('a self-service page whose user has not signed in', () => {
  it('shows when and where he flies by his locator and surname, and nobody’s name', async () => {
    const { bookingItinerary } = await run(BookingItineraryDocument, { recordLocator: 'adal7q', surname: 'LINDQVIST' });
    expect(bookingItinerary?.recordLocator).toBe('ADAL7Q');
    const [first] = bookingItinerary!.flights!;
    expect(first).toMatchObject({ marketingCarrier: { name: 'Auster Air' }, status: 'CONFIRMED' });
    expect(first?.departure?.scheduledLocal).toMatch(/^2026-11-2\dT/);
    expect(JSON.stringify(bookingItinerary)).not.toMatch(/lindqvist/i);
  });
});

describe('the call centre', () => {
  it('finds a caller by her phone number, with her tier, her flight tomorrow and her open case', async () => {
    const { customerCandidates } = await run(CallerByPhoneDocument, { phone: '030 23125101' });
    const [first] = customerCandidates!;
    expect(first).toMatchObject({ merges: false, customer: { id: ada.customerId } });
    expect(first!.confidence).toBeGreaterThan(0.3);
    expect(first!.evidence).toContainEqual({ attribute: 'phone', outcome: 'SAME' });
    const { customer } = first!;
    expect(customer.loyalty).toMatchObject({ number: ada.membershipNumber, tier: { level: 'GOLD' } });
    expect(customer.serviceCases!.edges.map(({ node }) => node.id)).toContain(String(ada.openCase));
    const [trip] = customer.bookings!.edges;
    expect(trip!.node!.recordLocator).toBe(ada.recordLocator);
    expect(trip!.node!.segments![0]!.departure!.scheduledLocal).toMatch(/^2026-11-25T0\d:/);
  });

  it('sees which system told what, and whether it is worth asking again', async () => {
    const { data, sources } = await runSaved<CallerByPhoneQuery>('caller-by-phone', { phone: ada.phone });
    expect(sourceFacts(sources)).toEqual([
      ['customers', 'live', 'customerCandidates'],
      ['loyalty', 'live', 'customerCandidates.@.customer.loyalty'],
      ['reservations', 'live', 'customerCandidates.@.customer.bookings'],
      ['service-cases', 'live', 'customerCandidates.@.customer.serviceCases'],
    ]);
    expect(data.customerCandidates![0]!.customer.completeness!.expectedIn).toEqual(['loyalty', 'reservations']);

    await product.fault('pss', 'unavailable');
    const { data: without, sources: then } = await runSaved<CallerByPhoneQuery>('caller-by-phone', {
      phone: ada.phone,
    });
    await product.fault('pss', 'none');
    const { customer } = without.customerCandidates![0]!;
    expect(customer).toMatchObject({ bookings: null, loyalty: { tier: { level: 'GOLD' } } });
    const lost = then.filter(({ state }) => state !== 'live');
    expect(lost.map(({ system, state, asOf }) => ({ system, state, asOf }))).toEqual([
      { system: 'reservations', state: 'unavailable', asOf: null },
    ]);
    // She should be known there: the agent tells her that her trips cannot be seen now, not that she has none.
    expect(customer.completeness!.expectedIn).toContain(lost[0]!.system);
  });

  it('sees what of a caller’s profile is missing, so as to ask', async () => {
    const complete = await runSaved<CallerByPhoneQuery>('caller-by-phone', { phone: ada.phone });
    const { completeness } = complete.data.customerCandidates![0]!.customer;
    expect(completeness).toEqual({ share: 1, missing: [], doubtful: [], expectedIn: ['loyalty', 'reservations'] });
    const twin = await runSaved<CallerByPhoneQuery>('caller-by-phone', { phone: mara.phone });
    for (const { customer } of twin.data.customerCandidates!) {
      // One telephone for two people identifies neither.
      expect(customer.completeness!.doubtful).toContain('PHONE');
      expect(customer.completeness!.share).toBeLessThan(1);
    }
  });

  it('sees both twins behind the telephone they share, and takes it for neither', async () => {
    const { customerCandidates } = await run(CallerByPhoneDocument, { phone: mara.phone });
    expect(customerCandidates!.map(({ customer }) => customer.id).sort()).toEqual([mara.customerId, mila.customerId]);
    for (const candidate of customerCandidates!) {
      expect(candidate.merges).toBe(false);
      expect(candidate.evidence).toContainEqual({ attribute: 'phone', outcome: 'SHARED' });
    }
  });

  it('finds nobody behind a number nobody has', async () => {
    expect((await run(CallerByPhoneDocument, { phone: '+493023125999' })).customerCandidates).toEqual([]);
  });

  it('learns how cases like the open one were solved, and whose it is', async () => {
    const { serviceCase } = await run(SimilarCasesDocument, { id: String(ada.openCase) });
    expect(serviceCase).toMatchObject({ category: 'BAGGAGE', customer: { customer: { id: ada.customerId } } });
    expect(serviceCase!.similar!.length).toBeGreaterThan(0);
    for (const similar of serviceCase!.similar!) {
      expect(similar.case.id).not.toBe(String(ada.openCase));
      expect(similar.case.resolution).toBeTruthy();
    }
    expect(serviceCase!.messages!.length).toBeGreaterThan(0);
  });
});

describe('check-in', () => {
  it('sees everybody in a booking, who they are to the airline, and who is a stranger', async () => {
    const { booking } = await run(CheckInDocument, { recordLocator: ' adal7q ' });
    const byName = new Map(booking!.passengers!.map((passenger) => [passenger.name!.full, passenger]));
    const [adasName, jonassName] = [...byName.keys()];
    expect(adasName).toContain(ada.surname.toUpperCase());
    expect(jonassName).toContain(jonas.surname.toUpperCase());
    expect(byName.get(adasName!)!.customer).toMatchObject({
      method: 'FREQUENT_FLYER_NUMBER',
      customer: { id: ada.customerId, loyalty: { tier: { level: 'GOLD' } } },
    });
    expect(byName.get(jonassName!)!.customer).toBeNull();
  });

  it('sees the lap infant with her mother, and the wheelchair she asked for', async () => {
    const { booking } = await run(CheckInDocument, { recordLocator: grace.recordLocator });
    const mother = booking!.passengers!.find(({ infant }) => infant !== null);
    expect(mother!.specialServiceRequests!.map(({ code }) => code)).toContain('WCHR');
    expect(mother!.customer!.customer.id).toBe(grace.customerId);
    expect(booking!.passengers!.some(({ type }) => type === 'INFANT')).toBe(true);
  });

  it('recognises O’Brien and Müller under the spellings of the reservation system', async () => {
    const obrien = await run(CheckInDocument, { recordLocator: siobhan.recordLocator });
    expect(obrien.booking!.passengers!.map(({ customer }) => customer?.customer.id)).toContain(siobhan.customerId);
    const mueller = await run(CheckInDocument, { recordLocator: annemarie.recordLocator });
    expect(mueller.booking!.passengers!.find(({ customer }) => customer)!.customer).toMatchObject({
      method: 'VERIFIED_CONTACT',
      customer: { id: annemarie.customerId, loyalty: null },
    });
  });

  it('follows an e-ticket to its coupons, its booking and the customer', async () => {
    const check = await product.ask<{ booking: { passengers: { tickets: { number: string }[] }[] } }>(
      'query($l: String!) { booking(recordLocator: $l) { passengers { tickets { number } } } }',
      { l: ada.recordLocator },
    );
    const number = check.data!.booking.passengers[0]!.tickets[0]!.number;
    const dashed = `${number.slice(0, 3)}-${number.slice(3)}`;
    const { ticket } = await run(TicketDocument, { number: dashed });
    expect(ticket).toMatchObject({ number, booking: { recordLocator: ada.recordLocator } });
    expect(ticket!.coupons!.map(({ number: coupon }) => coupon)).toEqual([1, 2, 3, 4]);
    expect(ticket!.booking!.passengers![0]!.customer!.customer.id).toBe(ada.customerId);
  });
});

describe('a signed-in customer', () => {
  it('sees her profile, her tier, her miles, her trips and her cases', async () => {
    const { customer } = await run(MeDocument, { id: ada.customerId });
    expect(customer).toMatchObject({
      id: ada.customerId,
      loyalty: { number: ada.membershipNumber, balance: { available: '42187.5' } },
      emails: [{ address: ada.email, verified: true, preferred: true }],
    });
    const { expiringLots, activity, redemptionOptions } = customer!.loyalty!;
    expect([...expiringLots!].map(({ expiresOn }) => expiresOn)).toEqual(
      expiringLots!.map(({ expiresOn }) => expiresOn).sort(),
    );
    expect(activity!.edges).toHaveLength(3);
    for (const { cost } of redemptionOptions!) expect(Number(cost)).toBeLessThanOrEqual(42187.5);
    expect(customer!.serviceCases!.edges.map(({ node }) => node.id)).toContain(String(ada.openCase));
  });

  it('is never shown his father’s miles, though his record carries his father’s number', async () => {
    const { customer } = await run(MeDocument, { id: johnJunior.customerId });
    expect(customer!.loyalty).toBeNull();
    expect(customer!.bookings!.edges.map(({ node }) => node!.recordLocator)).not.toContain(
      personas.johnSenior.recordLocator,
    );
  });

  it('sees on the day of travel the flights in local time, the seat and the open baggage case', async () => {
    const { customer } = await run(DayOfTravelDocument, { id: ada.customerId });
    const [trip] = customer!.bookings!.edges;
    expect(trip!.passenger!.seats!.map(({ number }) => number)).toContain('14C');
    const [flight] = trip!.node!.segments!.map((segment) => segment.flight!);
    expect(flight).toMatchObject({
      carrier: 'AX',
      number: '101',
      departure: { airport: { code: 'BER', timeZone: 'Europe/Berlin' } },
      arrival: { airport: { code: 'FRA' } },
    });
    expect(flight!.cabins!.length).toBeGreaterThan(0);
    expect(customer!.serviceCases!.edges.map(({ node }) => node.category)).toContain('BAGGAGE');
  });

  it('is told on the day of travel as of when her flight’s state is, and what it cost to ask', async () => {
    const { data, sources } = await runSaved<DayOfTravelQuery>('day-of-travel', { id: ada.customerId });
    expect(data.customer!.bookings!.edges).toHaveLength(1);
    const flights = sources.filter(({ system }) => system === 'reservations');
    expect(flights.flatMap(({ paths }) => paths.map((path) => path.join('.')))).toContain('customer.bookings');
    for (const { state, asOf } of flights) {
      expect(state).toBe('live');
      // By the product's clock, as all its times are.
      expect(asOf).toMatch(/^2026-11-24T09:\d\d:\d\d\.\d{3}Z$/);
    }
    expect(flights.reduce((sum, { calls }) => sum + calls!, 0)).toBeGreaterThan(0);
  });

  it('prefers a window and a vegan meal, and is booked on an aisle with another one', async () => {
    const { customer } = await run(PreferencesAgainstBookingDocument, { id: ada.customerId });
    expect(customer!.preferences).toMatchObject({ seat: 'WINDOW', meal: { code: 'VGML' } });
    const { passenger } = customer!.bookings!.edges[0]!;
    expect(passenger!.seats![0]).toMatchObject({ number: '14C', position: 'AISLE' });
    expect(passenger!.specialServiceRequests!.map(({ code }) => code)).toContain('AVML');
  });
});

describe('the privacy office', () => {
  it('is told why two records may be one person, and that they were not merged', async () => {
    const data = await run(WhyLinkedDocument, { customerId: aleksei.customerId, otherCustomerId: alexey.customerId });
    expect(data.identityComparison).toMatchObject({ verdict: 'POSSIBLY_SAME', method: 'POSSIBLE' });
    expect(data.customer!.possibleDuplicates).toContainEqual(
      expect.objectContaining({ merges: false, customer: expect.objectContaining({ id: alexey.customerId }) }),
    );
    expect(data.customer!.membershipLinks).toContainEqual(
      expect.objectContaining({ number: aleksei.membershipNumber, merges: true }),
    );
  });

  it('is told that twins are two persons, and what excludes one', async () => {
    const data = await run(WhyLinkedDocument, { customerId: mara.customerId, otherCustomerId: mila.customerId });
    expect(data.identityComparison!.verdict).toBe('EXCLUDED');
    expect(data.identityComparison!.evidence.map(({ outcome }) => outcome)).toContain('VETO');
  });
});
