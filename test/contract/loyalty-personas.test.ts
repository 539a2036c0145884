/** The people of README and explorer, as the whole world's ledger knows them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../legacy/loyalty-ledger/index.ts';
import { buildWorld } from '../../legacy/world/build.ts';
import { personas } from '../../legacy/world/personas.ts';
import type { Person } from '../../legacy/world/types.ts';
import { loyalty } from '../../subgraphs/loyalty/subgraph.ts';
import type { SourceCall, Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { everybody } from '../support/everybody.ts';

const now = new Date('2026-11-24T09:30:00Z');
const world = buildWorld({ seed: 7, people: 1000, now });
const calls: SourceCall[] = [];
let subgraph: Subgraph;
let dataFolder: string;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'loyalty-'));
  const { settings } = await start(world, { dataFolder });
  subgraph = await loyalty.open(settings, { now: () => now, onCall: (call) => void calls.push(call) });
});
afterAll(async () => {
  await subgraph.close();
  await rm(dataFolder, { recursive: true });
});

const representation = (person: Person) => ({
  __typename: 'Customer',
  id: person.customerId,
  name: { givenNames: person.givenNames.join(' ') || null, surname: person.surname, suffix: person.suffix },
  dateOfBirth: person.birthDate,
  membershipNumbers: person.membershipNumbers,
});

interface Account {
  readonly number: string;
  readonly status: string;
  readonly balance: { readonly available: string };
  readonly tier: { readonly level: string };
  readonly expiringLots: readonly { readonly miles: string }[];
  readonly activity: {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly kind: string; readonly miles: string };
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}

const document = parse(`query ($people: [_Any!]!) { _entities(representations: $people) { ... on Customer { loyalty {
  number status balance { available } tier { level } expiringLots { miles }
  activity(first: 100) { edges { node { id kind miles } } pageInfo { hasNextPage } }
} } } }`);

async function accounts(people: readonly Person[]): Promise<(Account | null)[]> {
  const contextValue = subgraph.context(everybody());
  const variableValues = { people: people.map(representation) };
  const { data, errors } = await execute({ schema: subgraph.schema, document, contextValue, variableValues });
  expect(errors).toBeUndefined();
  const { _entities } = data as unknown as { _entities: readonly { loyalty: Account | null }[] };
  return _entities.map((entity) => entity.loyalty);
}

const customers = world.people.filter((person) => person.customerId !== null);
const personOf = (customerId: string) => world.people.find((person) => person.customerId === customerId)!;
const accountOf = async ({ customerId }: { readonly customerId: string }) =>
  (await accounts([personOf(customerId)]))[0];

describe('the personas in the ledger', () => {
  it('Ada is Gold and has half a mile', async () => {
    expect(await accountOf(personas.ada)).toMatchObject({
      number: personas.ada.membershipNumber,
      status: 'ACTIVE',
      tier: { level: 'GOLD' },
      balance: { available: '42187.5' },
    });
  });

  it('the father has his account; the son, mis-keyed with it, has none', async () => {
    expect(await accountOf(personas.johnSenior)).toMatchObject({ number: personas.johnSenior.membershipNumber });
    expect(personOf(personas.johnJunior.customerId).membershipNumbers).toContainEqual({
      programme: 'AX',
      number: personas.johnSenior.membershipNumber,
    });
    expect(await accountOf(personas.johnJunior)).toBeNull();
  });

  it('Grace has the account her old one was merged into', async () => {
    expect(await accountOf(personas.grace)).toMatchObject({
      number: personas.grace.membershipNumber,
      status: 'ACTIVE',
    });
  });

  it('Tomás has partner miles and has never flown', async () => {
    const account = await accountOf(personas.tomas);
    const kinds = account?.activity.edges.map(({ node }) => node.kind) ?? [];
    expect(kinds).toContain('EARNED_PARTNER');
    expect(kinds).not.toContain('EARNED_FLIGHT');
  });

  it.each(['siobhan', 'mara', 'mila', 'suryanto', 'sejoon', 'aleksei', 'lena'] as const)(
    '%s has her or his own',
    async (name) => {
      expect(await accountOf(personas[name])).toMatchObject({
        number: personas[name].membershipNumber,
        status: 'ACTIVE',
      });
    },
  );

  it.each(['annemarie', 'alexey', 'fatima'] as const)('%s has none', async (name) => {
    expect(await accountOf(personas[name])).toBeNull();
  });
});

describe('everybody in the world', () => {
  it("gets the account the world opened for them, and nobody gets anybody else's", async () => {
    const owners = new Map(world.memberships.map(({ number, person }) => [number, world.people[person]]));
    let held = 0;
    for (let from = 0; from < customers.length; from += 100) {
      const people = customers.slice(from, from + 100);
      for (const [index, account] of (await accounts(people)).entries()) {
        if (account === null) continue;
        held += 1;
        const owner = owners.get(account.number);
        const person = people[index]!;
        const sameHuman =
          owner === person || person.duplicateOf === owner?.index || owner?.duplicateOf === person.index;
        expect(sameHuman, `${account.number} shown on ${person.customerId}`).toBe(true);
      }
    }
    expect(held).toBeGreaterThan(customers.length / 4);
    expect(calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  });

  it('has a balance that is the sum of the entries, to the half mile', async () => {
    const people = customers.filter((person) => person.membershipNumbers.length > 0).slice(0, 100);
    for (const account of await accounts(people)) {
      if (account === null || account.activity.pageInfo.hasNextPage) continue;
      const sum = account.activity.edges.reduce((total, { node }) => total + Number(node.miles), 0);
      expect(Number(account.balance.available)).toBe(sum);
    }
  });
});
