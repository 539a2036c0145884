/** The service-cases subgraph over the stand-in, as the gateway asks it: `_entities` with what other subgraphs know. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ServiceDesk, startServiceDesk } from '../../legacy/service-desk/index.ts';
import { buildWorld } from '../../legacy/world/build.ts';
import { personas } from '../../legacy/world/personas.ts';
import type { Case, World } from '../../legacy/world/types.ts';
import { serviceCases } from '../../subgraphs/service-cases/subgraph.ts';
import { subgraphExecutor } from '../../subgraphs/shared/hosting/execute.ts';
import type { SourceCall, Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { everybody } from '../support/everybody.ts';

const now = new Date('2026-11-24T12:00:00Z');
const { ada, siobhan, johnSenior, johnJunior, mara, mila, suryanto, annemarie } = personas;

interface Persona {
  readonly customerId: string;
  readonly givenNames: string;
  readonly surname: string;
  readonly suffix?: string;
  readonly email: string;
  readonly membershipNumber?: string;
  readonly miskeyedMembershipNumber?: string;
}

interface Edge {
  readonly node: { readonly id: string };
  readonly match: { readonly method: string; readonly evidence: readonly object[] };
}

interface Entity {
  readonly id: string;
  readonly serviceCases: {
    readonly edges: readonly Edge[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** As many as were asked for; no test asks for more than three by name. */
type Asked<T> = readonly [T, T, T, ...T[]];

interface Reply {
  readonly data: {
    readonly _entities: Asked<Entity>;
    readonly serviceCase: {
      readonly messages: readonly object[];
      readonly similar: readonly { readonly similarity: number; readonly case: { readonly id: string } }[];
    };
  };
  readonly errors: readonly { readonly message: string; readonly extensions: object; readonly cause: unknown }[];
}

function customer(persona: Persona, email: { verified?: boolean; shared?: boolean } = {}) {
  const number = persona.membershipNumber ?? persona.miskeyedMembershipNumber;
  return {
    __typename: 'Customer',
    id: persona.customerId,
    name: { givenNames: persona.givenNames || null, surname: persona.surname, suffix: persona.suffix ?? null },
    emails: [{ address: persona.email, verified: true, shared: false, ...email }],
    membershipNumbers: number === undefined ? [] : [{ programme: 'AX', number }],
  };
}

const caseFields =
  'edges { cursor match { method confidence evidence { attribute outcome } } node { id subject } } pageInfo { hasNextPage endCursor }';
const customersQuery = (args = '') =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer { id serviceCases${args} { ${caseFields} } } } }`;

describe('the service-cases subgraph', () => {
  let world: World;
  let desk: ServiceDesk;
  let subgraph: Subgraph;
  let calls: SourceCall[] = [];

  beforeAll(async () => {
    const built = buildWorld({ seed: 1, people: 2000, now });
    world = { ...built, cases: [...built.cases, ...extraCases(built)] };
    desk = await startServiceDesk(world);
    subgraph = await serviceCases.open(desk.settings, { now: () => now, onCall: (call) => calls.push(call) });
  });
  beforeEach(() => {
    calls = [];
  });
  afterAll(async () => {
    await subgraph.close();
    await desk.close();
  });

  async function ask(query: string, variables: Record<string, unknown> = {}) {
    const context = subgraph.context(everybody());
    return (await subgraphExecutor(subgraph, { validate: true })({ query, variables }, context)) as unknown as Reply;
  }
  const casesOf = async (representations: object[], args = '') => {
    const { data, errors } = await ask(customersQuery(args), { r: representations });
    expect(errors).toEqual([]);
    return data._entities.map((entity) => entity.serviceCases.edges) as unknown as Asked<readonly Edge[]>;
  };
  const ids = (edges: readonly Edge[]) => edges.map(({ node }) => Number(node.id));
  const lastUpdatedFirst = (cases: readonly Case[]) =>
    [...cases].sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime() || b.id - a.id).map(({ id }) => id);

  it('finds Ada by her number, her open case first among those that are open', async () => {
    const [edges] = await casesOf([customer(ada)], '(status: OPEN)');
    expect(ids(edges)).toContain(ada.openCase);
    const edge = edges.find(({ node }) => Number(node.id) === ada.openCase);
    expect(edge?.match).toMatchObject({ method: 'FREQUENT_FLYER_NUMBER' });
    expect(edge?.match.evidence).toContainEqual({ attribute: 'membershipNumber', outcome: 'SAME' });
  });

  it('shows last updated cases first', async () => {
    const [edges] = await casesOf([customer(siobhan)]);
    const own = world.cases.filter(({ id }) => ids(edges).includes(id));
    expect(edges.length).toBeGreaterThan(2);
    expect(ids(edges)).toEqual(lastUpdatedFirst(own));
    const [open] = await casesOf([customer(siobhan)], '(status: OPEN)');
    const [closed] = await casesOf([customer(siobhan)], '(status: CLOSED)');
    expect(ids(open).length + ids(closed).length).toBe(edges.length);
  });

  it('walks a list page by page without repeating a case', async () => {
    const [all] = await casesOf([customer(siobhan)]);
    const walked: number[] = [];
    for (let after = 'null', more = true; more && walked.length < 50; ) {
      const { data } = await ask(customersQuery(`(first: 2, after: ${after})`), { r: [customer(siobhan)] });
      const { edges, pageInfo } = data._entities[0].serviceCases;
      walked.push(...ids(edges));
      after = JSON.stringify(pageInfo.endCursor);
      more = pageInfo.hasNextPage;
    }
    expect(walked).toEqual(ids(all));
  });

  it('answers for fifty customers in one search of the desk', async () => {
    const people = world.people.filter(({ customerId }) => customerId !== null).slice(0, 50);
    const representations = people.map((person) => ({
      __typename: 'Customer',
      id: person.customerId,
      name: { givenNames: person.givenNames.join(' ') || null, surname: person.surname, suffix: person.suffix },
      emails: person.emails.map(({ address, verified }) => ({ address, verified, shared: false })),
      membershipNumbers: person.membershipNumbers,
    }));
    await casesOf(representations);
    const [search, ...rest] = calls;
    expect(search).toMatchObject({ operation: 'tickets', outcome: 'ok' });
    expect(rest.filter(({ operation }) => operation !== 'tickets page')).toEqual([]);
    expect(desk.calls().ticket).toBeUndefined();
  });

  it("never shows the father's cases on the son whose record has the father's number", async () => {
    const [father, son] = await casesOf([customer(johnSenior), customer(johnJunior)]);
    expect(ids(father)).toContain(extra.father);
    expect(ids(son)).not.toContain(extra.father);
    expect(ids(son)).toContain(extra.son);
    expect(ids(father)).not.toContain(extra.son);
  });

  it('keeps twins apart', async () => {
    const [marasCases, milasCases] = await casesOf([customer(mara), customer(mila)]);
    expect(ids(marasCases)).toContain(extra.mara);
    expect(ids(milasCases)).not.toContain(extra.mara);
  });

  it('knows a mononym, and a name with hyphen and umlaut, by a verified address', async () => {
    const [first, second] = await casesOf([customer(suryanto), customer(annemarie)]);
    expect(ids(first)).toContain(extra.suryanto);
    expect(ids(second)).toContain(extra.annemarie);
    const edge = second.find(({ node }) => Number(node.id) === extra.annemarie);
    expect(edge?.match.method).toBe('VERIFIED_CONTACT');
  });

  it('takes no notice of an address that is shared or not verified', async () => {
    for (const doubt of [{ shared: true }, { verified: false }]) {
      const [edges] = await casesOf([customer(annemarie, doubt)]);
      expect(ids(edges)).not.toContain(extra.annemarie);
    }
  });

  it('never shows a case that is linked to another customer, whatever else fits', async () => {
    const [adas, siobhans] = await casesOf([customer(ada), customer(siobhan)]);
    expect(ids(adas)).not.toContain(extra.linkedElsewhere);
    const edge = siobhans.find(({ node }) => Number(node.id) === extra.linkedElsewhere);
    expect(edge?.match).toMatchObject({ method: 'CUSTOMER_ID', confidence: 1 });
  });

  it('does not show a case of another name under the same number', async () => {
    const [edges] = await casesOf([{ ...customer(ada), name: { givenNames: 'Boris', surname: 'Grau', suffix: null } }]);
    expect(edges).toEqual([]);
  });

  it('finds by id alone when the customer master could not say more', async () => {
    const [edges] = await casesOf([
      { __typename: 'Customer', id: siobhan.customerId, name: null, emails: null, membershipNumbers: null },
    ]);
    expect(edges.every(({ match }) => match.method === 'CUSTOMER_ID')).toBe(true);
    expect(edges.length).toBeGreaterThan(0);
  });

  it("shows a booking's cases from the day it was made, and not those of the locator's earlier owner", async () => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Booking { serviceCases { ${caseFields} } } } }`;
    const booking = (createdOn: string | null) => ({
      __typename: 'Booking',
      id: 'x',
      recordLocator: 'REUSE1',
      createdOn,
    });
    const { data } = await ask(query, { r: [booking('2026-08-01'), booking('2026-09-11'), booking(null)] });
    const [before, after, unknown] = data._entities;
    expect(ids(before.serviceCases.edges)).toEqual([extra.newOwner, extra.oldOwner]);
    expect(ids(after.serviceCases.edges)).toEqual([extra.newOwner]);
    expect(after.serviceCases.edges[0]?.match.method).toBe('BOOKING_REFERENCE');
    expect(unknown.serviceCases).toBeNull();
    expect(calls).toHaveLength(1);
  });

  it('answers cases by number in one call, null for none, in the order asked', async () => {
    const r = [ada.openCase, 987_654, 1002, 'x'].map((id) => ({ __typename: 'ServiceCase', id: String(id) }));
    const { data, errors } = await ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ServiceCase { id subject } } }',
      { r },
    );
    expect(errors).toEqual([]);
    expect(data._entities.map((entity) => entity?.id ?? null)).toEqual([String(ada.openCase), null, '1002', null]);
    expect(calls).toHaveLength(1);
  });

  it("tells an agent how cases like Ada's were solved", async () => {
    const { data, errors } = await ask(
      `{ serviceCase(id: "${ada.openCase}") { status category rawCategory channel messages { fromAirline text sentAt } similar { similarity case { id category resolution } } } }`,
    );
    expect(errors).toEqual([]);
    const { serviceCase } = data;
    expect(serviceCase).toMatchObject({ status: 'OPEN', category: 'BAGGAGE', rawCategory: 'BAGGAGE' });
    expect(serviceCase.messages.length).toBeGreaterThan(1);
    expect(serviceCase.similar).toHaveLength(5);
    const likeness = serviceCase.similar.map(({ similarity }) => similarity);
    expect(likeness).toEqual([...likeness].sort((a, b) => b - a));
    for (const { case: like } of serviceCase.similar) {
      expect(like.id).not.toBe(String(ada.openCase));
      expect(like).toMatchObject({ category: 'BAGGAGE', resolution: expect.any(String) });
    }
    expect(calls.map(({ operation }) => operation).sort()).toEqual([
      'attachments',
      'tickets',
      'tickets solved',
      'transactions',
    ]);
  });

  it('reads the conversations of a list of cases together', async () => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ServiceCase { messages(first: 3) { id } } } }';
    const r = world.cases.slice(0, 40).map(({ id }) => ({ __typename: 'ServiceCase', id: String(id) }));
    await ask(query, { r });
    expect(calls.filter(({ operation }) => !operation.endsWith('page'))).toHaveLength(3);
  });

  it('passes on what it does not know, beside OTHER and UNKNOWN', async () => {
    const { data } = await ask(
      `{ serviceCase(id: "${extra.odd}") { status rawStatus category rawCategory channel compensation { kind money { amount } miles } } }`,
    );
    expect(data.serviceCase).toEqual({
      ...{
        status: 'UNKNOWN',
        rawStatus: 'escalated',
        category: 'OTHER',
        rawCategory: 'In-flight Wi-Fi',
        channel: 'OTHER',
      },
      compensation: { kind: 'OTHER', money: { amount: '30.00' }, miles: null },
    });
  });

  it('says what is wrong with an argument, at its field', async () => {
    const wrong = async (args: string) => (await ask(customersQuery(args), { r: [customer(ada)] })).errors;
    expect(await wrong('(first: 0)')).toMatchObject([
      { path: ['_entities', 0, 'serviceCases'], extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(await wrong('(first: 101)')).toMatchObject([{ message: 'first must be from 1 to 100, but is 101.' }]);
    expect(await wrong('(after: "%%%")')).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect((await ask('{ serviceCase(id: "1 OR 1=1") { id } }')).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(calls).toEqual([]);
    expect(await ask('{ serviceCase(id: "4000000000") { id } }')).toMatchObject({
      data: { serviceCase: null },
      errors: [],
    });
  });

  it('loses only its own fields when the desk fails', async () => {
    desk.setFault({ kind: 'unavailable' });
    const { data, errors } = await ask(customersQuery(), { r: [customer(ada), customer(siobhan)] });
    desk.setFault({ kind: 'none' });
    expect(data._entities).toEqual([
      { id: ada.customerId, serviceCases: null },
      { id: siobhan.customerId, serviceCases: null },
    ]);
    expect(errors).toMatchObject([
      { extensions: { code: 'LEGACY_UNAVAILABLE' } },
      { extensions: { code: 'LEGACY_UNAVAILABLE' } },
    ]);
    expect(JSON.stringify(errors.map(({ cause: _forTheLog, ...shown }) => shown))).not.toMatch(
      /127\.0\.0\.1|503|lindqvist/i,
    );
  });

  it('says the same when the desk answers out of order', async () => {
    const right = await ask(customersQuery(), { r: [customer(ada), customer(siobhan), customer(mara)] });
    desk.setFault({ kind: 'shuffle' });
    const shuffled = await ask(customersQuery(), { r: [customer(ada), customer(siobhan), customer(mara)] });
    desk.setFault({ kind: 'none' });
    expect(shuffled).toEqual(right);
  });
});

const extra = {
  ...{ father: 900_001, son: 900_002, mara: 900_003, suryanto: 900_004, annemarie: 900_005 },
  ...{ linkedElsewhere: 900_006, oldOwner: 900_007, newOwner: 900_008, odd: 900_009 },
};

/** Cases the personas need and the world may not have dealt. */
function extraCases({ cases: [pattern] }: World): Case[] {
  if (pattern === undefined) throw new Error('the world has no cases');
  const make = (id: number, sketch: Partial<Case>): Case => ({
    ...pattern,
    ...{
      id,
      person: null,
      customerId: null,
      membershipNumber: null,
      recordLocator: null,
      rating: null,
      resolution: null,
    },
    ...{ compensation: null, status: 'open', resolvedAt: null, openedAt: new Date('2026-11-01T09:00:00Z') },
    updatedAt: new Date(Date.UTC(2026, 10, 2, 9, 0, id % 60)),
    ...sketch,
  });
  const by = (persona: Persona, name: string, email: string | null = persona.email) => ({
    requester: { name, email, phone: null },
  });
  return [
    make(extra.father, { ...by(johnSenior, 'John Smith', null), membershipNumber: johnSenior.membershipNumber }),
    make(extra.son, by(johnJunior, 'John Smith')),
    make(extra.mara, { ...by(mara, 'Mara Okafor', null), membershipNumber: mara.membershipNumber }),
    make(extra.suryanto, by(suryanto, 'Suryanto')),
    make(extra.annemarie, by(annemarie, 'ANNEMARIE MUELLER')),
    make(extra.linkedElsewhere, {
      ...by(ada, 'Ada Lindqvist'),
      ...{ customerId: siobhan.customerId, membershipNumber: ada.membershipNumber },
    }),
    make(extra.oldOwner, {
      ...{ recordLocator: 'REUSE1', openedAt: new Date('2026-08-05T10:00:00Z') },
      updatedAt: new Date('2026-08-06T10:00:00Z'),
    }),
    make(extra.newOwner, { recordLocator: 'REUSE1', openedAt: new Date('2026-09-11T00:00:10Z') }),
    make(extra.odd, {
      ...outsideTheVocabulary,
      compensation: { kind: 'GIFT', amount: '30', currency: 'EUR' } as unknown as Case['compensation'],
    }),
  ];
}

/** Words the world's own types do not allow, and a real desk has. */
const outsideTheVocabulary = {
  ...{ status: 'escalated', category: 'In-flight Wi-Fi', channel: 'Carrier pigeon' },
} as unknown as Partial<Case>;
