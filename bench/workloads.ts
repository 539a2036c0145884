/** What is asked, of every gateway alike. Requests go round many customers, so that no two in flight ask for the same. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Workload {
  readonly name: string;
  readonly bodies: readonly string[];
  readonly connections: number;
}

const id = (n: number) => `C${String(1_000_000 + n)}`;
const range = (length: number, from = 0) => Array.from({ length }, (_, index) => from + index);
const body = (query: string, variables: Record<string, unknown>) => JSON.stringify({ query, variables });

const folder = new URL('../gateway/operations/', import.meta.url);
const saved = readdirSync(folder)
  // A privacy office asks that one, and seldom.
  .filter((file) => file.endsWith('.graphql') && file !== 'subject-access.graphql')
  .map((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const variables: Record<string, unknown> = JSON.parse(/^# variables: (.*)$/m.exec(text)?.[1] ?? '{}');
    return { file, query: text.replace(/^#.*\n/gm, ''), variables };
  });
const view = saved.find(({ file }) => file === 'me.graphql')?.query ?? '';

const one = `query Contact($id: ID!) {
  customer(id: $id) { id name { full } emails { address verified preferred } phones { e164 kind }
    preferences { seat cabin meal { code name } } }
}`;
const fifty = `query Desk($ids: [ID!]!) {
  customers(ids: $ids) { id name { full } vipClass
    loyalty { number tier { level validUntil } balance { available asOf } }
    serviceCases(first: 3) { edges { node { id subject status updatedAt } } } }
}`;
const many = `query Export($ids: [ID!]!) {
  customers(ids: $ids) { id name { full } loyalty { number tier { level } balance { available } } }
}`;
const manyOf = (size: number, variants: number) =>
  range(variants).map((each) => body(many, { ids: range(size, each * size).map(id) }));

/** Operations nobody has sent before: `round` makes them new again. */
function unseen(round: number, count: number): string[] {
  return range(count).map((each) =>
    body(view.replace('query Me', `query Me${round}x${each}`).replace('full', `full_${round}_${each}: full`), {
      id: id(each),
    }),
  );
}

export const workloads: readonly Workload[] = [
  {
    name: '360 view of one customer',
    bodies: range(500).map((each) => body(view, { id: id(each) })),
    connections: 16,
  },
  {
    name: 'one subgraph only',
    bodies: range(500).map((each) => body(one, { id: id(each) })),
    connections: 16,
  },
  {
    name: '50 customers, 3 systems',
    bodies: range(40).map((each) => body(fifty, { ids: range(50, each * 50).map(id) })),
    connections: 16,
  },
  { name: '1,000 customers', bodies: manyOf(1_000, 4), connections: 2 },
  { name: '10,000 customers', bodies: manyOf(10_000, 2), connections: 1 },
  {
    name: 'the 8 saved operations',
    bodies: range(400).map((each) => {
      const { query, variables } = saved[each % saved.length] ?? { query: '', variables: {} };
      return body(query, otherPerson(variables, Math.floor(each / saved.length)));
    }),
    connections: 16,
  },
];

export type CallWorkload = Pick<Workload, 'name' | 'bodies'>;

/** For counting calls, of people who are in the stand-ins' world. */
export function callWorkloads(people: readonly string[]): readonly CallWorkload[] {
  const views = (ids: readonly string[]) => ids.map((each) => body(view, { id: each }));
  const [asked, often, rest] = [people.slice(0, 1_000), people.slice(1_000, 1_020), people.slice(1_020)];
  return [
    { name: '360 view, each of another customer', bodies: views(asked) },
    { name: '360 view, of twenty customers over and over', bodies: views(often) },
    {
      name: '50 customers, 3 systems',
      bodies: range(Math.floor(rest.length / 50)).map((each) =>
        body(fifty, { ids: rest.slice(each * 50, each * 50 + 50) }),
      ),
    },
    {
      name: 'the 8 saved operations, about one customer',
      bodies: saved.map(({ query, variables }) => body(query, variables)),
    },
  ];
}

/** Each operation measured was never seen before. */
export const coldWorkload = (round: number): Workload => ({
  name: 'cold operations',
  bodies: unseen(round, 100),
  connections: 4,
});

function otherPerson(variables: Record<string, unknown>, which: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, `${value}${which || ''}`]));
}
