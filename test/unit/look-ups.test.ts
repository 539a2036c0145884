import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createCounters } from '../../gateway/abuse/counters.ts';
import { readLookUps } from '../../gateway/abuse/look-up-fields.ts';
import { type Begun, lookUpLimits } from '../../gateway/abuse/look-up-limits.ts';
import { readConfig } from '../../gateway/config.ts';
import { subgraphs } from '../../subgraphs/index.ts';
import { lookUpGraph } from '../support/look-up-graph.ts';

const lookUps = readLookUps(lookUpGraph().supergraph);
const found = (query: string, variables: Record<string, unknown> = {}, operationName?: string) =>
  lookUps.of(parse(query), operationName).map(({ name, guarded, deferred }) => [name, guarded(variables), deferred]);

describe('look-ups in an operation', () => {
  test.each([
    ['none', '{ weather }', {}, []],
    ['by what is guarded', '{ trip(locator: "ab12cd", surname: "X") { locator } }', {}, [['trip', 'AB12CD', false]]],
    ['by something else', '{ people(phone: "1") { name } }', {}, [['people', null, false]]],
    [
      'each name once',
      '{ a: people(phone: "1") { name } b: people(phone: "1") { name } a: people(phone: "1") { __typename } }',
      {},
      [
        ['a', null, false],
        ['b', null, false],
      ],
    ],
    [
      'in a variable, in any notation',
      'query ($l: String!) { trip(locator: $l, surname: "X") { locator } }',
      { l: ' Ab-12.cd ' },
      [['trip', 'AB12CD', false]],
    ],
    [
      'deferred within a fragment',
      '{ ...F @defer } fragment F on Query { ... on Query { people(phone: "1") { name } } }',
      {},
      [['people', null, true]],
    ],
    ['of a value that cannot be meant', '{ trip(locator: [], surname: "X") { locator } }', {}, [['trip', null, false]]],
  ])('%s', (_, query, variables, expected) => {
    expect(found(query, variables)).toEqual(expected);
  });

  test('are those of the operation that is chosen', () => {
    const query = 'query A { weather } query B { people(phone: "1") { name } }';
    expect([found(query, {}, 'A'), found(query, {}, 'B')]).toEqual([[], [['people', null, false]]]);
  });

  test('are the airline’s fields that find a person by something of his', () => {
    const own = readLookUps(readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8'));
    const query = `{ booking(recordLocator: "A") { id } ticket(number: "1") { number } serviceCase(id: "1") { id }
      bookingsOnFlight(carrier: "AX", number: "1", departureDate: "2026-01-01", origin: "FRA", surname: "X") { id }
      loyaltyMembership(number: "1") { number } customerCandidates(phone: "1") { confidence }
      customer(id: "C1") { id } customers(ids: []) { id } identityComparison(customerId: "1", otherCustomerId: "2") { method }
      bookingItinerary(recordLocator: "a b", surname: "X") { tripType } flight(carrier: "AX", number: "1", departureDate: "2026-01-01", origin: "FRA") { number } }`;
    expect(own.of(parse(query), undefined).map(({ name }) => name)).toEqual([
      'booking',
      'ticket',
      'serviceCase',
      'bookingsOnFlight',
      'loyaltyMembership',
      'customerCandidates',
      'bookingItinerary',
    ]);
    expect(own.of(parse(query), undefined).map(({ guarded }) => guarded({}))).toEqual([...Array(6).fill(null), 'AB']);
  });
});

describe('failures', () => {
  const limit = { name: 'look-up', count: 3, seconds: 60 };
  const budget = (name: string, times = 1) => ({ name, limit, times });
  const never = new AbortController().signal;
  const failing = async (begun: Begun, ...names: string[]) => {
    if (begun.kind === 'refused') throw new Error('refused');
    await begun.end(new Map(names.map((name) => [name, 1])));
  };

  test('count by name, and what is found does not', async () => {
    const limits = lookUpLimits(createCounters(null));
    for (let time = 0; time < 3; time += 1) {
      await failing(await limits.begin([budget('a'), budget('b')], never), 'a');
    }
    expect((await limits.begin([budget('a')], never)).kind).toBe('refused');
    // Of several budgets none is drawn on when one is used up.
    expect((await limits.begin([budget('a'), budget('b', 3)], never)).kind).toBe('refused');
    expect((await limits.begin([budget('b', 3)], never)).kind).toBe('begun');
  });

  test('of more at once than there may be are refused without waiting', async () => {
    const limits = lookUpLimits(createCounters(null));
    const other = await limits.begin([budget('a')], never);
    expect((await limits.begin([budget('a', 4)], never)).kind).toBe('refused');
    await failing(other);
  });

  test('keep others waiting only while they may still turn out to be none', async () => {
    const limits = lookUpLimits(createCounters(null));
    const three = await Promise.all([1, 2, 3].map(() => limits.begin([budget('a')], never)));
    const waiting = [limits.begin([budget('a')], never), limits.begin([budget('a')], never)];
    await failing(three[0]!, 'a');
    await failing(three[1]!);
    const [first] = await Promise.all(waiting.slice(0, 1));
    expect(first?.kind).toBe('begun');
    await failing(three[2]!, 'a');
    await failing(first!, 'a');
    expect((await waiting[1])?.kind).toBe('refused');
  });

  test('keep nobody waiting whose request has ended', async () => {
    const limits = lookUpLimits(createCounters(null));
    const three = await limits.begin([budget('a', 3)], never);
    const ended = new AbortController();
    const waiting = limits.begin([budget('a')], ended.signal);
    await Promise.resolve();
    ended.abort();
    expect((await waiting).kind).toBe('refused');
    await failing(three);
  });
});

describe('the settings', () => {
  const graphs = subgraphs.map(({ name }) => ({ name, url: 'http://localhost:4001/graphql' }));
  const home = new Map(graphs.map(({ name, url }) => [name, url] as const));
  const read = (environment: Record<string, string>) => readConfig(environment, subgraphs, graphs, home);
  const limitsOf = (environment: Record<string, string>) => {
    const result = read(environment);
    if ('problems' in result) throw new Error(result.problems.join('\n'));
    const { ofCaller, ofKey } = result.config.abuse.lookUps;
    return [ofCaller, ofKey].map((limit) => limit && [limit.count, limit.seconds]);
  };

  test('count failures of callers who are known, and not where nobody is', () => {
    const usual = [
      [20, 3_600],
      [5, 900],
    ];
    expect(limitsOf({ AUTH: 'demo' })).toEqual(usual);
    expect(limitsOf({ AUTH: 'off' })).toEqual([null, null]);
    expect(limitsOf({ AUTH: 'off', LOOK_UP_LIMIT_LOCATOR: '5/15m' })).toEqual([null, [5, 900]]);
    expect(limitsOf({ AUTH: 'demo', LOOK_UP_LIMIT_CALLER: 'off' })).toEqual([null, [5, 900]]);
  });

  test('say what to write', () => {
    const result = read({ LOOK_UP_LIMIT_CALLER: '20', AUTH: 'off' });
    expect('problems' in result && result.problems).toEqual([
      'LOOK_UP_LIMIT_CALLER: write off, or how many in which time, for example 100/1m or 10000/1d; at most 24d.',
    ]);
  });
});
