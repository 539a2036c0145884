import { expect, test } from 'vitest';
import { askedShape, heard, takeOutUnasked } from '../../gateway/engine/asked-shape.ts';
import type { Fetch } from '../../gateway/engine/plan/steps.ts';

const rootFetch = (query: string): Fetch => ({
  kind: 'fetch',
  planned: {},
  id: null,
  subgraph: 'customers',
  operationName: undefined,
  query,
  asked: query,
  variables: [],
  path: [],
  entities: null,
  rewrite: null,
  vague: new Set(),
  lacking: null,
  needs: [],
  context: null,
});

test('what was not asked is taken out, at any depth, and what was asked stays as it is', () => {
  const fetch = rootFetch(`query ($v: Boolean!) {
    users { __typename id ...F ... on Guest { address { city } } raw }
    also: users @include(if: $v) { id }
  } fragment F on User { name address { zip } }`);
  const data = {
    users: [
      { __typename: 'User', id: '1', score: 999, name: 'Ada', address: { zip: '1', city: 'Wien', country: 'AT' } },
      null,
      { __typename: 'Guest', raw: { any: { thing: [1] } }, email: null },
    ],
    also: null,
    other: 1,
  };
  takeOutUnasked(data, askedShape(fetch).shape);
  expect(data).toEqual({
    users: [
      { __typename: 'User', id: '1', name: 'Ada', address: { zip: '1', city: 'Wien' } },
      null,
      { __typename: 'Guest', raw: { any: { thing: [1] } } },
    ],
    also: null,
  });
});

test('a root field that did not come back is an error, one under a condition is not', () => {
  const fetch = rootFetch('query ($v: Boolean!) { user { id } me: user { id } maybe: user @skip(if: $v) { id } }');
  const { errors } = heard(fetch, { data: { me: null }, errors: [] });
  expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['user'], 'LEGACY_MALFORMED']]);
});
