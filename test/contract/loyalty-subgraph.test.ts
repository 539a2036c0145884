/** The subgraph as the gateway uses it: `_entities` with what the customer master sends along, over a real SQLite ledger. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { start } from '../../legacy/loyalty-ledger/index.ts';
import { junk } from '../../legacy/loyalty-ledger/junk.ts';
import { personas } from '../../legacy/world/personas.ts';
import { loyalty } from '../../subgraphs/loyalty/subgraph.ts';
import type { SourceCall, Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { everybody } from '../support/everybody.ts';
import { adasEntries, crowd, loyaltyNow, loyaltyWorld } from '../support/loyalty-world.ts';

let subgraph: Subgraph;
let dataFolder: string;
const calls: SourceCall[] = [];

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'loyalty-'));
  const { settings } = await start(loyaltyWorld(), { dataFolder });
  subgraph = await loyalty.open(settings, { now: () => loyaltyNow, onCall: (call) => void calls.push(call) });
});
afterAll(async () => {
  await subgraph.close();
  await rm(dataFolder, { recursive: true });
});
beforeEach(() => {
  calls.length = 0;
});

async function ask(query: string, variableValues: Record<string, unknown> = {}) {
  const contextValue = subgraph.context(everybody());
  const { schema } = subgraph;
  const { data, errors = [] } = await execute({ schema, document: parse(query), variableValues, contextValue });
  const plain: unknown = JSON.parse(JSON.stringify(data ?? null));
  return {
    data: plain,
    errors: errors.map(({ message, path, extensions }) => ({ message, path, code: extensions.code })),
  };
}

interface Persona {
  readonly customerId: string | null;
  readonly givenNames: string;
  readonly surname: string;
  readonly suffix?: string;
  readonly birthDate?: string;
}

function customer(persona: Persona, ...numbers: string[]) {
  return {
    __typename: 'Customer',
    id: persona.customerId,
    name: { givenNames: persona.givenNames || null, surname: persona.surname, suffix: persona.suffix ?? null },
    dateOfBirth: persona.birthDate ?? null,
    membershipNumbers: numbers.map((number) => ({ programme: 'AX', number })),
  };
}

const entities = async (fields: string, representations: readonly unknown[]) =>
  ask(`query ($r: [_Any!]!) { _entities(representations: $r) { ${fields} } }`, { r: representations });

const { ada, johnSenior, johnJunior, grace, tomas, mara, mila, annemarie, suryanto } = personas;

const overview = `... on Customer { loyalty {
  number status
  programme { code name }
  member { name { full } dateOfBirth }
  enrolledOn
  tier { level name code since validUntil progress { nextLevel tierMiles required missing periodEndsOn } }
  tierHistory { level code from until }
  balance { available earned redeemed expired asOf }
  expiringLots { miles expiresOn }
  activity(first: 3) { edges { cursor node { id kind miles tierMiles postedOn partner description rawKind flight { carrier number departureDate origin } } } pageInfo { hasNextPage hasPreviousPage } }
  redemptionOptions { code kind title cost balanceAfter minimumTier }
} }`;

describe('Customer.loyalty', () => {
  it("shows Ada's whole account in one call", async () => {
    const { data, errors } = await entities(overview, [customer(ada, ada.membershipNumber)]);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      _entities: [
        {
          loyalty: {
            number: '2000000101',
            status: 'ACTIVE',
            programme: { code: 'AX', name: 'Auster Miles' },
            member: { name: { full: 'MRS ADA MARIE LINDQVIST' }, dateOfBirth: '1984-05-17' },
            tier: {
              level: 'GOLD',
              name: 'Auster Gold',
              code: 'GO',
              since: '2025-03-01',
              validUntil: '2027-02-28',
              progress: {
                nextLevel: 'PLATINUM',
                tierMiles: '61250.25',
                required: '100000',
                missing: '38749.75',
                periodEndsOn: '2026-12-31',
              },
            },
            tierHistory: [{ level: 'GOLD' }, { level: 'SILVER' }, { level: 'BASE' }],
            balance: { available: '42187.5', earned: '150000.5', redeemed: '100000', expired: '7813' },
            expiringLots: [
              { miles: '2187.5', expiresOn: '2026-12-31' },
              { miles: '10000', expiresOn: '2027-12-31' },
              { miles: '30000', expiresOn: '2028-12-31' },
            ],
            activity: {
              edges: [{ node: { id: '61' } }, {}, {}],
              pageInfo: { hasNextPage: true, hasPreviousPage: false },
            },
          },
        },
      ],
    });
    expect(calls).toMatchObject([{ system: 'loyalty', operation: 'memberships', keys: 1, outcome: 'ok' }]);
  });

  it('offers what the balance affords and the tier may take, cheapest first', async () => {
    const fields =
      '... on Customer { loyalty { redemptionOptions(kind: [UPGRADE, CHARITY]) { code cost balanceAfter minimumTier } } }';
    const { data } = await entities(fields, [
      customer(ada, ada.membershipNumber),
      customer(tomas, tomas.membershipNumber),
    ]);
    expect(data).toEqual({
      _entities: [
        {
          loyalty: {
            redemptionOptions: [
              { code: 'CHRT01', cost: '500', balanceAfter: '41687.5', minimumTier: null },
              { code: 'CHRK01', cost: '2500', balanceAfter: '39687.5', minimumTier: null },
              { code: 'UPGS01', cost: '12500', balanceAfter: '29687.5', minimumTier: null },
              { code: 'UPGL01', cost: '20000', balanceAfter: '22187.5', minimumTier: null },
              { code: 'UPGL02', cost: '42000', balanceAfter: '187.5', minimumTier: 'SILVER' },
            ],
          },
        },
        { loyalty: { redemptionOptions: [{ code: 'CHRT01', cost: '500', balanceAfter: '400', minimumTier: null }] } },
      ],
    });
  });

  it('shows fifty customers with their activity in one call, each his own', async () => {
    const people = crowd.map((number, index) =>
      customer(
        {
          customerId: `C${index}`,
          givenNames: 'Member',
          surname: `Crowd${number.replace(/\d/g, (digit) => String.fromCharCode(65 + Number(digit)))}`,
          birthDate: '1980-01-01',
        },
        number,
      ),
    );
    const { data, errors } = await entities(overview, people);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      _entities: crowd.map((number, index) => ({
        loyalty: { number, activity: { edges: [{ node: { id: String(1000 + index) } }] } },
      })),
    });
    expect(calls).toMatchObject([{ keys: 50 }]);
  });

  it("never shows the father's account on the son whose record is mis-keyed with it, and says why", async () => {
    const fields = `... on Customer { loyalty { number } membershipLinks { number merges method confidence evidence { attribute outcome } membership { number } } }`;
    const { data, errors } = await entities(fields, [
      customer(johnSenior, johnSenior.membershipNumber),
      customer(johnJunior, johnJunior.miskeyedMembershipNumber),
    ]);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      _entities: [
        {
          loyalty: { number: '2000000105' },
          membershipLinks: [
            { merges: true, method: 'FREQUENT_FLYER_NUMBER', confidence: 0.99, membership: { number: '2000000105' } },
          ],
        },
        {
          loyalty: null,
          membershipLinks: [
            {
              number: '2000000105',
              merges: false,
              method: 'POSSIBLE',
              confidence: 0,
              membership: null,
              evidence: [
                { attribute: 'membershipNumber', outcome: 'SAME' },
                { attribute: 'surname', outcome: 'SAME' },
                { attribute: 'givenName', outcome: 'SAME' },
                { attribute: 'dateOfBirth', outcome: 'VETO' },
              ],
            },
          ],
        },
      ],
    });
    expect(calls).toHaveLength(1);
  });

  it("never shows one twin's account on the other, though name and birth date agree", async () => {
    const fields = '... on Customer { loyalty { number } }';
    const { data } = await entities(fields, [
      customer(mara, mila.membershipNumber),
      customer(mila, mila.membershipNumber),
    ]);
    expect(data).toEqual({ _entities: [{ loyalty: null }, { loyalty: { number: mila.membershipNumber } }] });
  });

  it("follows Grace's old number to the account it was merged into, in the same call", async () => {
    const fields = `... on Customer { loyalty { number status activity { edges { node { id } } } } membershipLinks { number merges evidence { attribute outcome } membership { number } } }`;
    const { data } = await entities(fields, [customer(grace, grace.mergedMembershipNumber)]);
    expect(data).toMatchObject({
      _entities: [
        {
          loyalty: {
            number: grace.membershipNumber,
            status: 'ACTIVE',
            activity: { edges: [{ node: { id: '101' } }, { node: { id: '100' } }] },
          },
          membershipLinks: [
            {
              number: grace.mergedMembershipNumber,
              merges: true,
              evidence: [{ attribute: 'membershipNumber', outcome: 'COMPATIBLE' }, {}, {}, {}],
              membership: { number: grace.membershipNumber },
            },
          ],
        },
      ],
    });
    expect(calls).toHaveLength(1);
  });

  it('shows Tomás, who never flew, with his partner miles', async () => {
    const fields =
      '... on Customer { loyalty { activity { edges { node { kind partner miles tierMiles flight { number } } } } } }';
    const { data } = await entities(fields, [customer(tomas, ` ax ${tomas.membershipNumber} `)]);
    expect(data).toEqual({
      _entities: [
        {
          loyalty: {
            activity: {
              edges: [
                {
                  node: {
                    kind: 'EARNED_PARTNER',
                    partner: 'Meridian Hotels',
                    miles: '900',
                    tierMiles: '0',
                    flight: null,
                  },
                },
              ],
            },
          },
        },
      ],
    });
  });

  it('prefers a live account, and takes a mononym and a spelling without umlaut for the same person', async () => {
    const fields =
      '... on Customer { loyalty { number status } membershipLinks { number merges membership { status } } }';
    const { data } = await entities(fields, [
      customer(annemarie, '2000000907', '2000000917'),
      customer(annemarie, '2000000907'),
      customer(suryanto, suryanto.membershipNumber),
    ]);
    expect(data).toMatchObject({
      _entities: [
        { loyalty: { number: '2000000917', status: 'SUSPENDED' } },
        { loyalty: null, membershipLinks: [{ merges: true, membership: { status: 'CLOSED' } }] },
        { loyalty: { number: suryanto.membershipNumber } },
      ],
    });
  });

  it('is null without an own-programme number, for unknown and unreadable numbers, and without a name, at no cost to others', async () => {
    const other = { ...customer(ada), membershipNumbers: [{ programme: 'BA', number: ada.membershipNumber }] };
    const nameless = { ...customer(ada, ada.membershipNumber), name: null };
    const fields = '... on Customer { loyalty { number } membershipLinks { number merges } }';
    const { data, errors } = await entities(fields, [
      customer(ada),
      other,
      { ...customer(ada), membershipNumbers: null },
      customer(ada, '2999999999'),
      customer(ada, "1' or 1=1"),
      nameless,
      customer(ada, ada.membershipNumber),
    ]);
    expect(errors).toEqual([]);
    expect(data).toEqual({
      _entities: [
        { loyalty: null, membershipLinks: [] },
        { loyalty: null, membershipLinks: [] },
        { loyalty: null, membershipLinks: [] },
        { loyalty: null, membershipLinks: [{ number: '2999999999', merges: false }] },
        { loyalty: null, membershipLinks: [{ number: "1' or 1=1", merges: false }] },
        { loyalty: null, membershipLinks: [{ number: ada.membershipNumber, merges: false }] },
        {
          loyalty: { number: ada.membershipNumber },
          membershipLinks: [{ number: ada.membershipNumber, merges: true }],
        },
      ],
    });
  });
});

describe('LoyaltyMembership', () => {
  const query = '($number: String!) { loyaltyMembership(number: $number) { number status } }';

  it.each(['2000000101', 'AX2000000101', 'ax 2000 000 101', '2000-000-101'])('is found by %j', async (number) => {
    const { data } = await ask(`query ${query}`, { number });
    expect(data).toEqual({ loyaltyMembership: { number: '2000000101', status: 'ACTIVE' } });
  });

  it('is null when there is none', async () => {
    expect(await ask(`query ${query}`, { number: '2000000000' })).toEqual({
      data: { loyaltyMembership: null },
      errors: [],
    });
  });

  it.each(['', '12', 'BA2000000101', "2000000101' --", '20000001012', '２００００００１０１'])(
    'is BAD_USER_INPUT for %j, without a call',
    async (number) => {
      const { data, errors } = await ask(`query ${query}`, { number });
      expect(data).toEqual({ loyaltyMembership: null });
      expect(errors).toMatchObject([{ path: ['loyaltyMembership'], code: 'BAD_USER_INPUT' }]);
      expect(errors[0]?.message).toContain('AX 2000000101');
      expect(calls).toEqual([]);
    },
  );

  it('is an entity by its number; null for an unknown or unreadable one', async () => {
    const key = (number: string) => ({ __typename: 'LoyaltyMembership', number });
    const fields = `... on LoyaltyMembership { number tier { level progress { missing } } activity(first: 1) { edges { node { id } } } }`;
    const { data, errors } = await entities(fields, [
      key('2000000105'),
      key('2000000000'),
      key('x'),
      key('2000000101'),
    ]);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      _entities: [
        { number: '2000000105', tier: { level: 'PLATINUM', progress: null }, activity: { edges: [] } },
        null,
        null,
        { number: '2000000101', activity: { edges: [{ node: { id: '61' } }] } },
      ],
    });
    expect(calls).toHaveLength(1);
  });

  it('nulls only the fields that cannot be read, each with LEGACY_MALFORMED', async () => {
    const { data, errors } = await ask(`{ loyaltyMembership(number: "${junk.garbled}") {
      number status member { name { full } dateOfBirth }
      tier { level name code validUntil progress { missing } }
      tierHistory { from until }
      balance { available asOf }
      expiringLots { miles expiresOn }
      activity { edges { node { kind rawKind postedOn miles flight { number } } } }
      redemptionOptions { code }
    } }`);
    expect(data).toEqual({
      loyaltyMembership: {
        number: junk.garbled,
        status: 'UNKNOWN',
        member: { name: { full: 'TESTSATZ MIGRATION' }, dateOfBirth: null },
        tier: { level: null, name: 'ZZ', code: 'ZZ', validUntil: null, progress: null },
        tierHistory: [{ from: null, until: '2006-02-28' }],
        balance: { available: '1000.5', asOf: null },
        expiringLots: [
          { miles: '1000', expiresOn: null },
          { miles: '0.5', expiresOn: '2099-12-31' },
        ],
        activity: {
          edges: [
            { node: { kind: 'EARNED_FLIGHT', rawKind: 'F', postedOn: '2005-12-03', miles: '0', flight: null } },
            { node: { kind: 'OTHER', rawKind: 'Q', postedOn: '2005-12-02', miles: '1000', flight: null } },
            { node: { kind: 'ADJUSTED', rawKind: 'J', postedOn: null, miles: '0.5', flight: null } },
          ],
        },
        redemptionOptions: [],
      },
    });
    expect(errors.map(({ path }) => path?.slice(1).join('.')).sort()).toEqual([
      'activity.edges.0.node.flight',
      'activity.edges.2.node.postedOn',
      'balance.asOf',
      'expiringLots.0.expiresOn',
      'member.dateOfBirth',
      'tier.validUntil',
      'tierHistory.0.from',
    ]);
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['LEGACY_MALFORMED']));
  });

  it('shows a merged account as such', async () => {
    const { data } = await ask(`query ${query}`, { number: grace.mergedMembershipNumber });
    expect(data).toEqual({ loyaltyMembership: { number: grace.mergedMembershipNumber, status: 'MERGED' } });
  });
});

describe('LoyaltyMembership.activity', () => {
  it('is walked by its cursors without gap or repeat, one call a page', async () => {
    const seen: string[] = [];
    const document = `query ($after: String) { loyaltyMembership(number: "2000000101") {
      activity(first: 25, after: $after) { edges { node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;
    interface Page {
      readonly loyaltyMembership: {
        readonly activity: {
          readonly edges: readonly { readonly node: { readonly id: string } }[];
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
        };
      };
    }
    let after: string | null = null;
    for (let pages = 0; pages < 10; pages += 1) {
      const reply: Page = (await ask(document, { after })).data as Page;
      const { activity } = reply.loyaltyMembership;
      seen.push(...activity.edges.map(({ node }) => node.id));
      after = activity.pageInfo.endCursor;
      if (!activity.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(Array.from({ length: adasEntries }, (_, index) => String(adasEntries - index)));
    expect(calls.map(({ operation }) => operation)).toEqual(['memberships', 'memberships', 'memberships']);
  });

  it('costs one more call for each further set of arguments, over all members together', async () => {
    const fields = `... on Customer { loyalty {
      all: activity(first: 2) { edges { node { id } } }
      same: activity(first: 2) { edges { node { kind } } }
      donated: activity(first: 2, kind: [DONATED]) { edges { node { kind } } }
    } }`;
    const { data } = await entities(fields, [
      customer(ada, ada.membershipNumber),
      customer(grace, grace.membershipNumber),
    ]);
    expect(data).toMatchObject({
      _entities: [
        {
          loyalty: {
            all: { edges: [{ node: { id: '61' } }, {}] },
            donated: { edges: [{ node: { kind: 'DONATED' } }, {}] },
          },
        },
        { loyalty: { all: { edges: [{ node: { id: '101' } }, {}] }, donated: { edges: [] } } },
      ],
    });
    expect(calls).toMatchObject([
      { operation: 'memberships', keys: 2 },
      { operation: 'activity', keys: 2 },
    ]);
  });

  it('is seen ahead through fragments, variables and directives', async () => {
    const document = `query ($n: Int!, $no: Boolean!) { loyaltyMembership(number: "2000000101") { ...A ... on LoyaltyMembership { skipped: activity(first: 7) @skip(if: true) { edges { cursor } } } } }
      fragment A on LoyaltyMembership { tierHistory @include(if: $no) { code } activity(first: $n) { edges { node { id } } } }`;
    const { data, errors } = await ask(document, { n: 1, no: false });
    expect(errors).toEqual([]);
    expect(data).toEqual({ loyaltyMembership: { activity: { edges: [{ node: { id: '61' } }] } } });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['first: 0', 'first must be from 1 to 100'],
    ['first: 101', 'first must be from 1 to 100'],
    ['first: -1', 'first must be from 1 to 100'],
    ['after: "nonsense"', 'cursor from an earlier page'],
    ['after: "JzsgZHJvcCB0YWJsZSBseW1lbWJlcjsgLS0"', 'cursor from an earlier page'],
  ])('is BAD_USER_INPUT for (%s) and nothing else is lost', async (args, message) => {
    const { data, errors } = await ask(
      `{ loyaltyMembership(number: "2000000101") { number activity(${args}) { edges { cursor } } } }`,
    );
    expect(data).toEqual({ loyaltyMembership: { number: '2000000101', activity: null } });
    expect(errors).toMatchObject([{ path: ['loyaltyMembership', 'activity'], code: 'BAD_USER_INPUT' }]);
    expect(errors[0]?.message).toContain(message);
  });
});

describe('the loyalty settings', () => {
  const runtime = { now: () => loyaltyNow, onCall: () => {} };
  it.each([
    [{}, 'LOYALTY_URL', 'write where the ledger is'],
    [{ LOYALTY_URL: 'oracle://ledger' }, 'LOYALTY_URL', 'must begin with sqlite:'],
    [{ LOYALTY_URL: 'sqlite:x', LOYALTY_TIMEOUT_MS: 'soon' }, 'LOYALTY_TIMEOUT_MS', 'whole number from 50'],
    [{ LOYALTY_URL: 'sqlite:x', LOYALTY_CONCURRENCY: '0' }, 'LOYALTY_CONCURRENCY', 'whole number from 1'],
    [{ LOYALTY_URL: 'sqlite:x', LOYALTY_PROGRAMME: 'Auster' }, 'LOYALTY_PROGRAMME', 'two letters'],
  ])('%j is refused at %s', async (environment, name, message) => {
    await expect(loyalty.open(environment, runtime)).rejects.toMatchObject({
      issues: [{ path: [name], message: expect.stringContaining(message) }],
    });
  });

  it('open without a ledger there: health is down and fields are LEGACY_UNAVAILABLE, with nothing of the address', async () => {
    const address = { LOYALTY_URL: 'postgres://nobody:secret@127.0.0.1:1/none' };
    const down = await loyalty.open(address, runtime);
    expect(await down.health()).toMatchObject({ state: 'down', code: 'LEGACY_UNAVAILABLE' });
    const contextValue = down.context(everybody());
    const document = parse('{ loyaltyMembership(number: "2000000101") { number } }');
    const { errors } = await execute({ schema: down.schema, document, contextValue });
    expect(errors).toMatchObject([
      { message: 'The loyalty system cannot be reached.', extensions: { code: 'LEGACY_UNAVAILABLE' } },
    ]);
    await down.close();
  });
});
