/** The subgraphs' executor beside graphql-js, whose answers it has to give: random operations on values of every awkward kind. */
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { randomRequest } from '../fuzz/operations.ts';
import { choices, hash } from '../fuzz/random.ts';
import { both, expectAlike } from '../support/beside-graphql-js.ts';
import { scatterValues } from '../support/scattered-values.ts';

const root = new URL('../../', import.meta.url);
const schemas = [
  'subgraphs/customers/schema.graphql',
  'subgraphs/reservations/schema.graphql',
  'subgraphs/loyalty/schema.graphql',
  'subgraphs/service-cases/schema.graphql',
  'test/fuzz/nasty/catalog.graphql',
  'test/fuzz/nasty/people.graphql',
  'test/fuzz/nasty/reviews.graphql',
  'test/fuzz/nasty/stock.graphql',
];
const operations = 150;

describe.each(schemas)('%s', (file) => {
  const schema = buildSubgraphSchema([{ typeDefs: parse(readFileSync(new URL(file, root), 'utf8')) }]);
  scatterValues(schema);

  test('answers random operations as graphql-js does', async () => {
    let compared = 0;
    let failed = 0;
    for (let which = 0; which < operations; which += 1) {
      let drawn = 0;
      const draw = (max: number) => {
        drawn += 1;
        return hash(file, which, drawn) % (max + 1);
      };
      const { document, variables } = randomRequest(schema, choices(draw));
      const query = print(document);
      for (const sent of [variables, turnedRound(variables)]) {
        const { ours, theirs } = await both(schema, query, sent);
        if (ours === null) continue;
        compared += 1;
        if (theirs.errors) failed += 1;
        expectAlike(ours, theirs, query);
      }
    }
    expect(compared).toBeGreaterThan(operations / 2);
    expect(failed).toBeGreaterThan(operations / 10);
  });
});

/** The same operation once more, with other fields skipped and included. */
function turnedRound(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, typeof value === 'boolean' ? !value : value]),
  );
}
