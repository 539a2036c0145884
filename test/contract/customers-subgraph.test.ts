/** The customers subgraph as the gateway sees it, on the default world: operations, `_entities`, calls, errors. */
import { graphql } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agencyPhone, personas } from '../../legacy/world/personas.ts';
import { customers } from '../../subgraphs/customers/subgraph.ts';
import type { SourceCall, Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { customerWorld, hostile, type LoadedMaster, loadSqlite, now } from '../support/customer-master.ts';
import { everybody } from '../support/everybody.ts';

const { ada, mara, mila, johnSenior, johnJunior, annemarie, aleksei, alexey, fatima, grace, lena, sejoon } = personas;
const calls: SourceCall[] = [];
let master: LoadedMaster;
let subgraph: Subgraph;

beforeAll(async () => {
  master = await loadSqlite();
  subgraph = await customers.open(
    { CUSTOMERS_URL: master.url },
    { now: () => now, onCall: (call) => calls.push(call) },
  );
});
afterAll(async () => {
  await subgraph?.close();
  await master?.remove();
});
beforeEach(() => {
  calls.length = 0;
});

/** Answers are compared with what is expected, whole. */
type Data = ReturnType<typeof JSON.parse>;

async function ask(
  source: string,
  variableValues: Record<string, unknown> = {},
): Promise<{ data: Data; errors: Data[] }> {
  const contextValue = subgraph.context(everybody());
  const { data, errors = [] } = await graphql({ schema: subgraph.schema, source, variableValues, contextValue });
  return { data: JSON.parse(JSON.stringify(data ?? null)), errors: errors.map((error) => error.toJSON()) };
}

const match = '{ customer { id } method confidence merges evidence { attribute outcome } asOf }';
const candidates = async (args: string, first = 10) =>
  (await ask(`{ found: customerCandidates(${args}, first: ${first}) ${match} }`)).data.found;
const entities = async (selection: string, representations: readonly object[]) =>
  ask(`query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`, { r: representations });
const passengers = async (representations: readonly object[]) => {
  const { data, errors } = await entities(
    `... on Passenger { id customer ${match} possibleCustomers ${match} }`,
    representations.map((one, index) => ({ __typename: 'Passenger', id: `P${index}`, ...one })),
  );
  expect(errors).toEqual([]);
  return data._entities;
};
const evidenceOf = (found: Data) =>
  Object.fromEntries(found.evidence.map(({ attribute, outcome }: Data) => [attribute, outcome]));

describe('A caller', () => {
  it.each([
    ['telephone', `phone: "030 23125101"`],
    ['e-mail', `email: "ADA.LINDQVIST//EXAMPLE.COM"`],
    ['membership number', `membershipNumber: "AX 2000 000 101"`],
  ])('is found by her %s, as possible only', async (_, args) => {
    const [found, ...others] = await candidates(args);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ customer: { id: ada.customerId }, method: 'POSSIBLE', merges: false });
    expect(found.asOf).toBe(now.toISOString());
  });

  it('is certain once her name goes with it', async () => {
    expect(await candidates(`phone: "${ada.phone}", surname: "Lindqvist", givenName: "Ada"`)).toMatchObject([
      { customer: { id: ada.customerId }, method: 'VERIFIED_CONTACT', merges: true },
    ]);
    expect(await candidates(`membershipNumber: "${ada.membershipNumber}", surname: "LINDQUIST"`)).toMatchObject([
      { customer: { id: ada.customerId }, method: 'FREQUENT_FLYER_NUMBER', merges: true },
    ]);
  });

  it('is found by name, in either transliteration, and by birth date', async () => {
    for (const surname of ['Müller', 'MUELLER', 'Muller']) {
      const found = await candidates(`surname: "${surname}", givenName: "Annemarie"`);
      expect(found[0]).toMatchObject({ customer: { id: annemarie.customerId }, merges: false });
    }
    const [born] = await candidates(`surname: "Kim", dateOfBirth: "${sejoon.birthDate}"`);
    expect(born).toMatchObject({ customer: { id: sejoon.customerId }, merges: false });
  });

  it('with the twins’ telephone is one of the two, and neither merges even under one name', async () => {
    const found = await candidates(`phone: "${mara.phone}", surname: "Okafor", givenName: "Mara"`);
    expect(found.map(({ customer }: Data) => customer.id)).toEqual([mara.customerId, mila.customerId]);
    expect(found).toMatchObject([{ merges: false }, { merges: false }]);
    expect(evidenceOf(found[0])).toEqual({ phone: 'SHARED', surname: 'SAME', givenName: 'SAME' });
    expect(found[0].confidence).toBeGreaterThan(found[1].confidence);
  });

  it('with the agency’s telephone is nobody for certain', async () => {
    const found = await candidates(`phone: "${agencyPhone}"`, 50);
    expect(found).toHaveLength(30);
    expect(found.every(({ merges, confidence }: Data) => !merges && confidence <= 0.2)).toBe(true);
    expect(await candidates(`phone: "${agencyPhone}"`, 3)).toHaveLength(3);
  });

  it('whom nobody knows gets an empty list', async () => {
    expect(await candidates('email: "nobody@example.com"')).toEqual([]);
  });

  it('costs two calls, also when ten ask at once', async () => {
    const people = customerWorld().people.filter(({ customerId, emails }) => customerId !== null && emails.length > 0);
    const fields = people
      .slice(0, 10)
      .map(({ emails }, index) => `c${index}: customerCandidates(email: "${emails[0]?.address}") ${match}`);
    const { data } = await ask(`{ ${fields.join(' ')} }`);
    expect(Object.values(data)).toHaveLength(10);
    expect(calls.map(({ operation }) => operation)).toEqual(['search', 'read']);
  });
});

describe('Passengers', () => {
  const name = (surname: string, givenNames: string | null, suffix: string | null = null) => ({
    surname,
    givenNames,
    suffix,
  });
  const ffn = (number: string) => [{ programme: 'AX', number }];

  it('are recognised together, in two calls, each as himself', async () => {
    const found = await passengers([
      { name: name('LINDQVIST', 'ADA MARIE'), type: 'ADULT', frequentFlyerNumbers: ffn(ada.membershipNumber) },
      { name: name('BERG', 'JONAS'), type: 'ADULT', contacts: [{ kind: 'PHONE', value: `${ada.phone}-M` }] },
      {
        name: name('OKAFOR', 'MARA'),
        frequentFlyerNumbers: ffn(mara.membershipNumber),
        contacts: [{ kind: 'PHONE', value: mara.phone }],
      },
      { name: name('OKAFOR', 'MILA'), contacts: [{ kind: 'EMAIL', value: 'MILA.OKAFOR//EXAMPLE.COM' }] },
      { name: name('SE', 'JOONKIM'), frequentFlyerNumbers: ffn(sejoon.membershipNumber) },
    ]);
    expect(found.map(({ customer }: Data) => customer?.customer.id ?? null)).toEqual([
      ada.customerId,
      null,
      mara.customerId,
      mila.customerId,
      sejoon.customerId,
    ]);
    expect(calls.map(({ operation }) => operation)).toEqual(['search', 'read']);
  });

  it('never take the other twin for certain by birth date and a shared telephone', async () => {
    const [found] = await passengers([
      { name: name('OKAFOR', 'M'), dateOfBirth: mara.birthDate, contacts: [{ kind: 'PHONE', value: mara.phone }] },
    ]);
    expect(found.customer).toBeNull();
    expect(found.possibleCustomers.map(({ customer }: Data) => customer.id)).toEqual([
      mara.customerId,
      mila.customerId,
    ]);
  });

  it('are father or son by their own contacts, though one number stands with both', async () => {
    const [senior, junior, unclear] = await passengers([
      {
        name: name('SMITH', 'JOHN'),
        frequentFlyerNumbers: ffn(johnSenior.membershipNumber),
        contacts: [{ kind: 'PHONE', value: johnSenior.phone }],
      },
      { name: name('SMITH', 'JOHN', 'JR'), contacts: [{ kind: 'PHONE', value: johnJunior.phone }] },
      { name: name('SMITH', 'JOHN'), frequentFlyerNumbers: ffn(johnSenior.membershipNumber) },
    ]);
    expect(senior.customer.customer.id).toBe(johnSenior.customerId);
    expect(junior.customer.customer.id).toBe(johnJunior.customerId);
    expect(unclear.customer).toBeNull();
    expect(unclear.possibleCustomers.map(({ customer }: Data) => customer.id)).toEqual([
      johnSenior.customerId,
      johnJunior.customerId,
    ]);
  });

  it('do not become their fathers, in whose bookings and with whose e-mail they travel', async () => {
    const [son] = await passengers([
      { name: name('SMITHJR', 'JOHN'), contacts: [{ kind: 'EMAIL', value: johnSenior.email }] },
    ]);
    expect(son.customer).toBeNull();
  });

  it('are recognised by the booking the master names, but not by a locator given again', async () => {
    const { bookingReferences = [] } =
      customerWorld().people.find(({ customerId }) => customerId === annemarie.customerId) ?? {};
    const coming = bookingReferences.find(({ recordLocator }) => recordLocator === annemarie.recordLocator);
    const [hers, strangers] = await passengers([
      { name: name('MUELLER', 'ANNEMARIE'), bookingReference: coming },
      {
        name: name('BRANDT', 'OLIVER'),
        bookingReference: { system: '1A', recordLocator: fatima.reusedRecordLocator, createdOn: '2026-11-06' },
      },
    ]);
    expect(hers.customer).toMatchObject({
      customer: { id: annemarie.customerId },
      method: 'BOOKING_REFERENCE',
      confidence: 0.93,
    });
    expect(strangers).toMatchObject({ customer: null, possibleCustomers: [] });
  });

  it('that are infants are never their mothers', async () => {
    const [infant] = await passengers([
      { name: name('MWANGI', 'G'), type: 'INFANT', contacts: [{ kind: 'PHONE', value: grace.phone }] },
    ]);
    expect(infant).toMatchObject({ customer: null, possibleCustomers: [] });
  });

  it('without a name, a key or anything are nobody, at no call', async () => {
    expect(await passengers([{}, { name: name('LINDQVIST', 'ADA') }])).toMatchObject([
      { customer: null },
      { customer: null },
    ]);
    expect(calls).toEqual([]);
  });

  it('with hostile texts are nobody, and cost the others nothing', async () => {
    const [bad, good] = await passengers([
      {
        name: name(`'; drop table pty;--`, '"\u0000🛫'),
        dateOfBirth: "1984\u0000' or 1=1",
        frequentFlyerNumbers: [{ programme: `'`, number: '%' }],
        documentKeys: [{ type: 'P', issuingCountry: '?', number: "'--" }],
        contacts: [
          { kind: 'EMAIL', value: `' or ''='@x` },
          { kind: 'PHONE', value: '%' },
        ],
        bookingReference: { system: '', recordLocator: '\u0000', createdOn: '%' },
      },
      { name: name('LINDQVIST', 'ADA'), frequentFlyerNumbers: ffn(ada.membershipNumber) },
    ]);
    expect(bad.customer).toBeNull();
    expect(good.customer.customer.id).toBe(ada.customerId);
  });

  it('all of the world, are recognised as who they are or not at all', async () => {
    const { people, bookings } = customerWorld();
    const travellers = bookings
      .slice(0, 400)
      .flatMap((booking) => booking.travellers.map((traveller) => ({ booking, traveller })));
    const found = await passengers(
      travellers.map(({ booking, traveller }) => ({
        name: name(traveller.surname, traveller.first.replace(/\s?(MRS|MR|MS|MISS|MSTR|DR|INF|CHD)$/, '') || null),
        dateOfBirth: traveller.birthDate,
        type: ({ ADT: 'ADULT', CHD: 'CHILD', INF: 'INFANT' } as const)[traveller.type],
        frequentFlyerNumbers: traveller.frequentFlyer,
        documentKeys: traveller.documents.map(({ type, country, number }) => ({
          type,
          issuingCountry: country,
          number,
        })),
        contacts: booking.contacts.filter(
          (contact) => contact.traveller === null || contact.traveller === traveller.tattoo,
        ),
        bookingReference: {
          system: '1A',
          recordLocator: booking.recordLocator,
          createdOn: booking.createdAt.toISOString().slice(0, 10),
        },
      })),
    );
    let recognised = 0;
    for (const [index, { customer }] of found.entries()) {
      const person = people[travellers[index]?.traveller.person ?? -1];
      if (customer === null) continue;
      recognised += 1;
      // A duplicate record of the same human is right too.
      const himself = people.filter(
        (other) => other === person || other.duplicateOf === person?.index || other.index === person?.duplicateOf,
      );
      expect(himself.map(({ customerId }) => customerId)).toContain(customer.customer.id);
    }
    const known = travellers.filter(
      ({ traveller }) => traveller.person !== null && people[traveller.person]?.customerId !== null,
    );
    expect(recognised / known.length).toBeGreaterThan(0.7);
    expect(calls.length).toBeLessThan(12);
  });
});

describe('A membership', () => {
  const memberships = (...representations: object[]) =>
    entities(
      `... on LoyaltyMembership { number customer ${match} }`,
      representations.map((one) => ({ __typename: 'LoyaltyMembership', ...one })),
    );

  it('belongs to the father whom the ledger means, not to the son whose record carries it', async () => {
    const member = { name: { surname: 'SMITH', givenNames: 'JOHN', suffix: null }, dateOfBirth: johnSenior.birthDate };
    const { data } = await memberships({ number: johnSenior.membershipNumber, member });
    expect(data._entities[0].customer).toMatchObject({
      customer: { id: johnSenior.customerId },
      method: 'FREQUENT_FLYER_NUMBER',
    });
  });

  it('that was merged into another still finds its holder', async () => {
    const member = { name: { surname: 'MWANGI', givenNames: 'GRACE', suffix: null }, dateOfBirth: grace.birthDate };
    const { data } = await memberships({ number: grace.mergedMembershipNumber, member });
    expect(data._entities[0].customer.customer.id).toBe(grace.customerId);
  });

  it('is nobody’s when the ledger did not say whose, or the number is none', async () => {
    const { data } = await memberships({ number: ada.membershipNumber, member: null }, { number: `'`, member: null });
    expect(data._entities).toMatchObject([{ customer: null }, { customer: null }]);
  });
});

describe('A service case', () => {
  const cases = async (...requesters: object[]) => {
    const { data, errors } = await entities(
      `... on ServiceCase { id customer ${match} }`,
      requesters.map((requester, index) => ({ __typename: 'ServiceCase', id: String(index), requester })),
    );
    expect(errors).toEqual([]);
    return data._entities.map(({ customer }: Data) => customer);
  };
  const nothing = { name: null, email: null, phone: null, membershipNumber: null, customerId: null };

  it('is its requester’s by linked id, number, or e-mail with the name, all in two calls', async () => {
    const found = await cases(
      { ...nothing, name: 'Ada Lindqvist', customerId: ada.customerId },
      { ...nothing, name: 'Ada Lindqvist', membershipNumber: `AX${ada.membershipNumber}` },
      { ...nothing, name: 'Lindqvist, Ada', email: 'Ada.Lindqvist@example.com' },
      { ...nothing, customerId: ada.customerId },
    );
    expect(found).toMatchObject(found.map(() => ({ customer: { id: ada.customerId } })));
    expect(found.map(({ method }: Data) => method)).toEqual([
      'CUSTOMER_ID',
      'FREQUENT_FLYER_NUMBER',
      'VERIFIED_CONTACT',
      'CUSTOMER_ID',
    ]);
    expect(calls.map(({ operation }) => operation)).toEqual(['search', 'read']);
  });

  it('is not the customer’s whom the agent linked by mistake', async () => {
    expect(await cases({ ...nothing, name: 'Jonas Berg', customerId: ada.customerId })).toEqual([null]);
  });

  it('without a usable word is nobody’s', async () => {
    expect(
      await cases(nothing, { ...nothing, customerId: `C1' or 1=1` }, { ...nothing, email: 'x', phone: 'y' }),
    ).toEqual([null, null, null]);
  });
});

describe('Two customer records', () => {
  const compare = async (one: string, other: string) =>
    (
      await ask(
        `{ c: identityComparison(customerId: "${one}", otherCustomerId: "${other}") { verdict method confidence evidence { attribute outcome } } }`,
      )
    ).data.c;

  it('of twins are excluded by their two live numbers', async () => {
    const twins = await compare(mara.customerId, mila.customerId);
    expect(twins).toMatchObject({ verdict: 'EXCLUDED', confidence: 0 });
    expect(evidenceOf(twins)).toMatchObject({
      membershipNumber: 'VETO',
      phone: 'SHARED',
      surname: 'SAME',
      givenName: 'DIFFERENT',
    });
  });

  it('of father and son are excluded by their birth dates, though their numbers are one', async () => {
    const johns = await compare(johnSenior.customerId, johnJunior.customerId);
    expect(johns.verdict).toBe('EXCLUDED');
    expect(evidenceOf(johns)).toMatchObject({ membershipNumber: 'SAME', dateOfBirth: 'VETO' });
  });

  it('tells how complete each profile is without a call of its own', async () => {
    const ids = [ada, mara, lena].map(({ customerId }) => customerId);
    const { data, errors } = await ask(
      'query ($ids: [ID!]!) { customers(ids: $ids) { completeness { share missing doubtful expectedIn } } }',
      { ids },
    );
    expect(errors).toEqual([]);
    const [adas, maras, lenas] = data.customers.map((each: Data) => each.completeness);
    expect(adas).toEqual({ share: 1, missing: [], doubtful: [], expectedIn: ['loyalty', 'reservations'] });
    expect(maras.doubtful).toContain('PHONE');
    expect(lenas.doubtful).toContain('DATE_OF_BIRTH');
    expect(calls).toHaveLength(1);
  });

  it('of one human are possibly the same, and are each other’s possible duplicates', async () => {
    expect(await compare(aleksei.customerId, alexey.customerId)).toMatchObject({
      verdict: 'POSSIBLY_SAME',
      method: 'POSSIBLE',
    });
    const { data } = await ask(
      `{ customers(ids: ["${aleksei.customerId}", "${alexey.customerId}", "${mara.customerId}"]) { possibleDuplicates { customer { id } merges } } }`,
    );
    expect(data.customers).toEqual([
      { possibleDuplicates: [{ customer: { id: alexey.customerId }, merges: false }] },
      { possibleDuplicates: [{ customer: { id: aleksei.customerId }, merges: false }] },
      { possibleDuplicates: [] },
    ]);
  });

  it('that are one record are the same; of strangers unrelated; with an unknown id null', async () => {
    expect(await compare(ada.customerId, ada.customerId)).toMatchObject({
      verdict: 'SAME_PERSON',
      method: 'CUSTOMER_ID',
    });
    expect(await compare(alexey.customerId, johnJunior.customerId)).toMatchObject({ verdict: 'EXCLUDED' });
    expect(await compare(ada.customerId, 'C0')).toBeNull();
  });
});

describe('A customer', () => {
  it('is read whole in one call', async () => {
    const { data, errors } = await ask(`{ customer(id: "${ada.customerId}") {
      id name { title givenNames surname suffix full } dateOfBirth gender nationality { code name raw known } residence { code }
      emails { address verified preferred shared } phones { e164 raw kind verified preferred shared }
      addresses { kind lines postalCode city region country { code } preferred }
      travelDocuments { type numberLast3 issuingCountry { code } nationality { code } expiresOn rawType }
      preferences { meal { code name known } seat cabin payment { token brand last4 expires } language channel }
      vipClass consents { purpose granted decidedAt source overruled { granted } } membershipNumbers { programme number }
      recordLocators { system recordLocator createdOn } links { system key method confidence evidence { attribute outcome } asOf }
      alternatives { field value source asOf } updatedAt } }`);
    expect(errors).toEqual([]);
    expect(data.customer).toMatchObject({
      id: ada.customerId,
      name: { full: 'Mrs Ada Marie Lindqvist' },
      dateOfBirth: ada.birthDate,
      phones: [{ e164: ada.phone }],
      preferences: { meal: { code: 'VGML', name: 'Vegan meal', known: true }, seat: 'WINDOW' },
    });
    expect(data.customer.travelDocuments[0].numberLast3).toHaveLength(3);
    expect(calls).toHaveLength(1);
  });

  it('is one of many in order, null for whom nobody knows, in one call', async () => {
    const { data, errors } = await ask(
      `{ customers(ids: ["${lena.customerId}", "C999", "nonsense'", "${ada.customerId}", "${lena.customerId}"]) { id } }`,
    );
    expect(errors).toEqual([]);
    expect(data.customers).toEqual([
      { id: lena.customerId },
      null,
      null,
      { id: ada.customerId },
      { id: lena.customerId },
    ]);
    expect(calls).toHaveLength(1);
  });

  it('is found by reference, in the order asked for', async () => {
    const references = [mila.customerId, 'C999', ada.customerId].map((id) => ({ __typename: 'Customer', id }));
    const { data } = await entities('... on Customer { id name { surname } }', references);
    expect(data._entities).toMatchObject([{ id: mila.customerId }, null, { id: ada.customerId }]);
    expect(calls).toHaveLength(1);
  });

  it('shows what disagreeing sources say', async () => {
    const { data } = await ask(
      `{ customer(id: "${lena.customerId}") { dateOfBirth alternatives { field value source } consents { purpose granted source overruled { granted source } } } }`,
    );
    expect(data.customer).toMatchObject({
      dateOfBirth: lena.birthDate,
      alternatives: [{ field: 'dateOfBirth', value: '1999-01-13', source: 'PAPER' }],
    });
    expect(data.customer.consents[0]).toEqual({
      purpose: 'MARKETING_EMAIL',
      granted: false,
      source: 'CALL_CENTRE',
      overruled: [{ granted: true, source: 'WEB' }],
    });
  });

  it('loses a field that cannot be read, with an error at that field, and nothing else', async () => {
    const { data, errors } = await ask(
      `{ customer(id: "${hostile.id}") { dateOfBirth updatedAt vipClass name { surname } nationality { code raw known } phones { e164 raw } preferences { language } } }`,
    );
    expect(data.customer).toEqual({
      dateOfBirth: null,
      updatedAt: null,
      vipClass: 'OTHER',
      name: { surname: hostile.surname },
      nationality: { code: null, raw: 'XX', known: false },
      phones: [{ e164: null, raw: `0';--` }],
      preferences: { language: null },
    });
    expect(errors).toMatchObject([
      {
        path: ['customer', 'dateOfBirth'],
        extensions: { code: 'LEGACY_MALFORMED', system: 'customers', retryable: false },
      },
      { path: ['customer', 'updatedAt'], extensions: { code: 'LEGACY_MALFORMED' } },
    ]);
  });
});

describe('A client’s mistake', () => {
  const ids = JSON.stringify(Array.from({ length: 101 }, (_, index) => `C${index}`));

  it.each([
    [`customers(ids: ${ids}) { id }`, /at most 100/],
    ['customerCandidates { confidence }', /at least one of phone, email, membershipNumber/],
    ['customerCandidates(surname: "Lindqvist") { confidence }', /surname together with givenName or dateOfBirth/],
    ['customerCandidates(givenName: "Ada") { confidence }', /surname together with/],
    ['customerCandidates(phone: "siehe Notiz") { confidence }', /such as \+49/],
    ['customerCandidates(email: "ada") { confidence }', /name@example.com/],
    ['customerCandidates(membershipNumber: "12") { confidence }', /ten digits/],
    ['customerCandidates(surname: "%", givenName: "_") { confidence }', /must have a letter/],
    ['customerCandidates(phone: "030 23125101", first: 51) { confidence }', /from 1 to 50/],
    [`customer(id: "${ada.customerId}") { possibleDuplicates(first: -1) { confidence } }`, /from 1 to 20/],
  ])('is told what to write: %#', async (field, help) => {
    const { errors } = await ask(`{ ${field} }`);
    expect(errors).toMatchObject([{ message: expect.stringMatching(help), extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('Settings', () => {
  it('that are wrong are refused with what to write, and without the value', async () => {
    const wrong = { CUSTOMERS_URL: 'oracle://secret', CUSTOMERS_CONCURRENCY: '0', CUSTOMERS_HOME_COUNTRY: 'XX' };
    const error = await customers.open(wrong, { now: () => now, onCall: () => {} }).catch((thrown: Error) => thrown);
    const text = String(error);
    for (const help of ['must begin with sqlite:', 'whole number from 1 to 200', 'two letters of a country'])
      expect(text).toContain(help);
    expect(text).not.toContain('secret');
  });

  it('lead to a source that is up', async () => {
    expect(await subgraph.health()).toMatchObject({ state: 'up' });
  });
});
