/** From what was noted of fetches to what a client is told of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SourceEntry, sourceEntries } from '../../gateway/provenance/entries.ts';
import type { ProvenanceRecord } from '../../gateway/provenance/record.ts';
import type { Origin, ReplyError } from '../../subgraphs/shared/hosting/reply.ts';

const at = Date.parse('2026-11-24T09:00:00Z');
const asked =
  'query($representations:[_Any!]!){_entities(representations:$representations){...on Customer{miles tier}}}';
const two = [
  { __typename: 'Customer', id: '1' },
  { __typename: 'Customer', id: '2' },
];

const record = (sketch: Partial<ProvenanceRecord> = {}): ProvenanceRecord => ({
  system: 'loyalty',
  place: { path: ['customers', '@'], asked },
  variables: { representations: two },
  reply: { data: { _entities: [] }, errors: [] },
  askedAt: at,
  milliseconds: 12.345,
  cost: { made: 1, failed: 0 },
  ...sketch,
});
const failure = (path: ReplyError['path'], code = 'LEGACY_TIMEOUT'): ReplyError => ({
  message: 'late',
  path,
  extensions: { code, system: 'loyalty', retryable: true },
});
const told = (paths: (string | number)[][], code = 'LEGACY_TIMEOUT') => ({
  message: 'late',
  path: paths[0] ?? [],
  extensions: { code, system: 'loyalty', ...(paths.length > 1 && { paths }) },
});
const everything = () => true;
const entries = (records: readonly ProvenanceRecord[], ...errors: ReturnType<typeof told>[]) =>
  sourceEntries(records, records, errors, everything);

test('one fetch is one entry of the fields it was to fill', () => {
  expect(entries([record()])).toEqual([
    {
      system: 'loyalty',
      paths: [
        ['customers', '@', 'miles'],
        ['customers', '@', 'tier'],
      ],
      state: 'live',
      asOf: '2026-11-24T09:00:00.000Z',
      milliseconds: 12.3,
      calls: 1,
    },
  ]);
});

test('what the client did not ask for is not told; a fetch of nothing else is told at its objects', () => {
  const only = (name: string) => sourceEntries([record()], [record()], [], (path) => path.at(-1) === name);
  expect(only('tier').map(({ paths }) => paths)).toEqual([[['customers', '@', 'tier']]]);
  expect(only('name').map(({ paths }) => paths)).toEqual([[['customers', '@']]]);
});

test('alike fetches are one entry: the oldest time, the longest wait, all calls', () => {
  const [entry, ...others] = entries([
    record({ cost: { made: 2, failed: 0 } }),
    record({ askedAt: at - 5_000, milliseconds: 4 }),
    record({ askedAt: at + 5_000, milliseconds: 40 }),
  ]);
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ asOf: '2026-11-24T08:59:55.000Z', milliseconds: 40, calls: 4 });
});

test('whose calls nobody tells, none are told', () => {
  expect(entries([record({ cost: null })])[0]?.calls).toBeNull();
  expect(entries([record({ cost: null }), record()])[0]?.calls).toBeNull();
});

test('an error told with a later part than its fetch costs nothing a second time', () => {
  const failed = record({ reply: { data: null, errors: [failure(undefined)] }, cost: { made: 1, failed: 1 } });
  const later = sourceEntries([], [failed], [told([['customers', 0, 'miles']])], everything);
  expect(later).toMatchObject([{ state: 'unavailable', calls: 0, milliseconds: 12.3, code: 'LEGACY_TIMEOUT' }]);
});

test('an error without a fetch, as of a subgraph that cannot be asked at all, is told', () => {
  expect(sourceEntries([], [], [told([['customers', 0, 'miles']])], everything)).toMatchObject([
    { system: 'loyalty', paths: [['customers', '@', 'miles']], state: 'unavailable', milliseconds: 0, calls: 0 },
  ]);
});

test('codes are kept apart', () => {
  const errors = [failure(['_entities', 0, 'miles']), failure(['_entities', 1, 'tier'], 'LEGACY_MALFORMED')];
  const failed = record({ reply: { data: { _entities: [] }, errors } });
  const found = entries(
    [failed],
    told([['customers', 0, 'miles']]),
    told([['customers', 1, 'tier']], 'LEGACY_MALFORMED'),
  );
  expect(found.map(({ state, code, paths }) => [state, code, paths.map((path) => path.at(-1))])).toEqual([
    ['live', undefined, ['miles', 'tier']],
    ['unavailable', 'LEGACY_TIMEOUT', ['miles']],
    ['unavailable', 'LEGACY_MALFORMED', ['tier']],
  ]);
});

test('every call is told once, however its fetch went', () => {
  const origin = fc.record({
    from: fc.constantFrom<Origin['from']>('live', 'cached', 'stale'),
    asOf: fc.integer({ min: at - 1_000_000, max: at }),
  });
  const fetch = fc.record({
    origins: fc.uniqueArray(origin, { minLength: 1, maxLength: 3, selector: ({ from }) => from }),
    made: fc.nat(9),
    failed: fc.nat(9),
    fails: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(fetch, { minLength: 1, maxLength: 6 }), (fetches) => {
      const records = fetches.map(({ origins, made, failed, fails }, index) =>
        record({
          place: { path: [`list${index}`, '@'], asked },
          reply: { data: { _entities: [] }, errors: fails ? [failure(['_entities', 0, 'miles'])] : [], origins },
          cost: { made: made + failed, failed },
        }),
      );
      const errors = fetches.flatMap(({ fails }, index) => (fails ? [told([[`list${index}`, 0, 'miles']])] : []));
      const sum = entries(records, ...errors).reduce((all: number, { calls }: SourceEntry) => all + (calls ?? 0), 0);
      expect(sum).toBe(fetches.reduce((all, { made, failed }) => all + made + failed, 0));
    }),
  );
});
