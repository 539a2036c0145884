import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, test } from 'vitest';
import { parseKey } from '../../gateway/engine/entities/keys.ts';
import { questionOf } from '../../gateway/engine/entities/together.ts';
import { gatherFetches } from '../../gateway/engine/gathered-fetches.ts';
import { entityQuery } from '../../gateway/engine/plan/entity-query.ts';
import type { EntityFetch } from '../../gateway/engine/plan/steps.ts';
import { requestBody } from '../../gateway/engine/request-body.ts';
import type { RequestContext } from '../../gateway/request-context.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import type { SubgraphReply } from '../../subgraphs/shared/hosting/reply.ts';
import { highest, lowest, placeOf, setPlace } from '../../subgraphs/shared/policies/client-class.ts';
import { manualSource, type Received, request } from '../support/manual-source.ts';

const asked =
  'query Tier($representations: [_Any!]!, $on: Date) { _entities(representations: $representations) { ... on Customer { tier(on: $on) } } }';

function tierFetch(): EntityFetch {
  const requires = [
    {
      kind: 'InlineFragment' as const,
      typeCondition: 'Customer',
      selections: [
        { kind: 'Field' as const, name: '__typename' },
        { kind: 'Field' as const, name: 'id' },
      ],
    },
  ];
  const query = entityQuery(asked, requires, [], new Map([['Customer', [parseKey('id')]]]));
  return {
    kind: 'fetch',
    planned: {},
    id: null,
    subgraph: 'loyalty',
    operationName: 'Tier',
    query: query.text,
    asked,
    variables: ['on'],
    path: ['customer'],
    entities: { represent: (object) => ({ __typename: 'Customer', ...object }), query, known: null, asks: true },
    rewrite: null,
    vague: new Set(),
    lacking: null,
    needs: [],
    context: null,
  };
}

/** The key's name in replies, as the extended query asks for it. */
const keyName = /(\w+): id\b/.exec(tierFetch().query)?.[1] ?? 'id';

const rowOf = (id: string) => ({ [keyName]: id, tier: `tier of ${id}` });
const replyFor = (ids: readonly string[]): SubgraphReply => ({ data: { _entities: ids.map(rowOf) }, errors: [] });
const idsOf = ({ operation }: Received): string[] => {
  const { representations } = (operation.variables ?? {}) as { representations: { id: string }[] };
  return representations.map(({ id }) => id);
};

/** One gateway's gathering, and a subgraph a test answers for. */
function gathering(options: { readonly window?: number; readonly oneByOne?: boolean } = {}) {
  const gathered: string[] = [];
  const reach = gatherFetches({ window: options.window ?? 10_000, onGathered: (name) => void gathered.push(name) });
  const { source, received } = manualSource('loyalty');
  const fetch = tierFetch();
  const ask = (ids: readonly string[], context: RequestContext = request().context, on?: string) => {
    const representations = ids.map((id) => ({ __typename: 'Customer', id }));
    const texts = representations.map((each) => JSON.stringify(each));
    const variables = { ...(on !== undefined && { on }), representations };
    const operation = {
      query: fetch.query,
      operationName: fetch.operationName,
      variables,
      body: requestBody(fetch, variables, texts),
      question: questionOf(fetch, variables, texts),
    };
    return reach({ ...source, oneByOne: options.oneByOne ?? false }, operation, context);
  };
  const answer = (index: number) => {
    const call = received[index];
    call?.answer(replyFor(idsOf(call)));
  };
  return { ask, answer, received, gathered };
}

const told = ({ data }: SubgraphReply) => data?._entities;
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('entity fetches of different requests', () => {
  test('go at once when none of their kind is under way', async () => {
    const { ask, answer, received } = gathering();
    const first = ask(['C1']);
    expect(received.map(idsOf)).toEqual([['C1']]);
    answer(0);
    expect(await first).toEqual(replyFor(['C1']));
    void ask(['C2']);
    expect(received.map(idsOf)).toEqual([['C1'], ['C2']]);
  });

  test('wait for one that is under way, and go together; each gets his own', async () => {
    const { ask, answer, received, gathered } = gathering();
    const all = [ask(['C1']), ask(['C2']), ask(['C3', 'C4']), ask(['C4', 'C2'])];
    expect(received).toHaveLength(1);
    answer(0);
    await turn();
    expect(received.map(idsOf)).toEqual([['C1'], ['C2', 'C3', 'C4']]);
    expect(JSON.parse(received[1]?.operation.body ?? '')).toEqual({
      query: received[1]?.operation.query,
      operationName: 'Tier',
      variables: received[1]?.operation.variables,
    });
    answer(1);
    const replies = await Promise.all(all);
    expect(replies.map(told)).toEqual([['C1'], ['C2'], ['C3', 'C4'], ['C4', 'C2']].map((ids) => ids.map(rowOf)));
    // Whoever asks merges more into his own rows.
    const [, second, third, fourth] = replies.map((each) => told(each) as object[]);
    expect(fourth?.[0]).not.toBe(third?.[1]);
    expect(fourth?.[1]).not.toBe(second?.[0]);
    expect(gathered).toEqual(['loyalty', 'loyalty']);
    expect(replies.map(({ callCost }) => callCost)).toEqual([
      undefined,
      undefined,
      { made: 0, failed: 0 },
      { made: 0, failed: 0 },
    ]);
  });

  test('wait no longer than the window', async () => {
    const { ask, received } = gathering({ window: 5 });
    void ask(['C1']);
    void ask(['C2']);
    void ask(['C3']);
    await expect.poll(() => received.map(idsOf)).toEqual([['C1'], ['C2', 'C3']]);
  });

  test('that differ in another variable are calls of their own', async () => {
    const { ask, answer, received } = gathering();
    void ask(['C1']);
    void ask(['C2'], undefined, '2026-01-01');
    void ask(['C3'], undefined, '2026-02-01');
    void ask(['C4'], undefined, '2026-01-01');
    answer(0);
    await turn();
    expect(received.map(idsOf)).toEqual([['C1'], ['C2', 'C4'], ['C3']]);
    expect(received.map(({ operation }) => operation.variables?.on)).toEqual([undefined, '2026-01-01', '2026-02-01']);
  });

  test('go with those of their own class alone, so that nobody waits behind others in his betters’ name', async () => {
    const { ask, answer, received } = gathering();
    const by = (place: number): RequestContext => {
      const { context } = request();
      setPlace(context.signal, place);
      return context;
    };
    void ask(['C1']);
    for (const [id, place] of [
      ['C2', lowest],
      ['C3', highest],
      ['C4', lowest],
      ['C5', highest],
    ] as const) {
      void ask([id], by(place));
    }
    answer(0);
    await turn();
    expect(received.slice(1).map((call) => [placeOf(call.signal), idsOf(call)])).toEqual([
      [lowest, ['C2', 'C4']],
      [highest, ['C3', 'C5']],
    ]);
  });

  test('each go alone where the window is 0, the system takes one key a call, or a list is asked for', () => {
    for (const { ask, received } of [gathering({ window: 0 }), gathering({ oneByOne: true })]) {
      void ask(['C1']);
      void ask(['C2']);
      expect(received).toHaveLength(2);
    }
    const { ask, received } = gathering();
    void ask(['C1']);
    void ask(Array.from({ length: 17 }, (_, index) => `L${index}`));
    expect(received).toHaveLength(2);
  });

  test('are sent before they are too many for one call', async () => {
    const { ask, received } = gathering();
    void ask(['first']);
    for (let index = 0; index < 20; index += 1) void ask(Array.from({ length: 16 }, (_, key) => `${index}-${key}`));
    expect(received.map((each) => idsOf(each).length)).toEqual([1, 128, 128]);
  });

  test('are each told the errors about their own rows', async () => {
    const { ask, answer, received } = gathering();
    const all = [ask(['C1']), ask(['C2', 'C3']), ask(['C4'])];
    answer(0);
    await turn();
    const extensions = { code: 'LEGACY_REJECTED', system: 'loyalty', retryable: false };
    received[1]?.answer({
      data: { _entities: [rowOf('C2'), null, rowOf('C4')] },
      errors: [{ message: 'of C3', path: ['_entities', 1, 'tier'], extensions }],
    });
    const [, second, third] = await Promise.all(all);
    expect(second?.errors.map(({ message, path }) => [message, path])).toEqual([['of C3', ['_entities', 1, 'tier']]]);
    expect(third).toMatchObject({ errors: [], data: { _entities: [rowOf('C4')] } });
  });

  test('have half the time of the one who has least, and ask alone with the rest of their own', async () => {
    const { ask, answer, received } = gathering();
    const all = [ask(['C1']), ask(['C2'], request(100).context), ask(['C3'], request(5_000).context)];
    answer(0);
    await turn();
    const { signal } = received[1] ?? {};
    await expect.poll(() => signal?.aborted).toBe(true);
    received[1]?.fail(new SourceError('loyalty', 'LEGACY_TIMEOUT', 'the request has ended'));
    await turn();
    expect(received.slice(2).map(idsOf)).toEqual([['C2'], ['C3']]);
    answer(2);
    answer(3);
    expect((await Promise.all(all)).map(told)).toEqual([[rowOf('C1')], [rowOf('C2')], [rowOf('C3')]]);
  });

  test('ask alone where only their own row ran out of time', async () => {
    const { ask, answer, received } = gathering();
    const all = [ask(['C1']), ask(['C2']), ask(['C3'])];
    answer(0);
    await turn();
    const extensions = { code: 'LEGACY_TIMEOUT', system: 'loyalty', retryable: true };
    received[1]?.answer({
      data: { _entities: [rowOf('C2'), null] },
      errors: [{ message: 'slow', path: ['_entities', 1, 'tier'], extensions }],
    });
    await turn();
    expect(received.slice(2).map(idsOf)).toEqual([['C3']]);
    answer(2);
    expect((await Promise.all(all)).map(told)).toEqual([[rowOf('C1')], [rowOf('C2')], [rowOf('C3')]]);
  });

  test.each<[string, (call: Received) => void]>([
    ['is refused', (call: Received) => call.fail(new SourceError('loyalty', 'LEGACY_UNAVAILABLE', 'HTTP 500'))],
    [
      'brings no data',
      (call: Received) =>
        call.answer({
          data: null,
          errors: [{ message: 'no', extensions: { code: 'LEGACY_REJECTED', system: 'loyalty', retryable: false } }],
        }),
    ],
    ...[[], ['nope'], ['_entities'], ['_entities', 'x'], ['_entities', 99, 'tier'], undefined].map(
      (path): [string, (call: Received) => void] => [
        `has an error at ${JSON.stringify(path)}`,
        (call: Received) => {
          const extensions = { code: 'LEGACY_REJECTED', system: 'loyalty', retryable: false };
          call.answer({ ...replyFor(idsOf(call)), errors: [{ message: 'whose?', path, extensions }] });
        },
      ],
    ),
    ['brings too few rows', (call: Received) => call.answer(replyFor(idsOf(call).slice(1)))],
    ['brings them in another order', (call: Received) => call.answer(replyFor(idsOf(call).toReversed()))],
    ["brings somebody else's", (call: Received) => call.answer(replyFor(idsOf(call).map(() => 'C9')))],
  ])('ask each alone when their call %s', async (_, spoil) => {
    const { ask, answer, received } = gathering();
    const all = [ask(['C1']), ask(['C2']), ask(['C3'])];
    answer(0);
    await turn();
    const [, together] = received;
    if (together) spoil(together);
    await turn();
    expect(received.slice(2).map(idsOf)).toEqual([['C2'], ['C3']]);
    answer(2);
    received[3]?.fail(new SourceError('loyalty', 'LEGACY_UNAVAILABLE', 'HTTP 500'));
    const [, second, third] = await Promise.allSettled(all);
    expect(second).toMatchObject({ status: 'fulfilled', value: replyFor(['C2']) });
    expect(third).toMatchObject({ status: 'rejected' });
  });

  test('never go together again to a subgraph that mixes up its rows', async () => {
    const { ask, answer, received } = gathering();
    void ask(['C1']);
    void ask(['C2']);
    void ask(['C3']);
    answer(0);
    await turn();
    received[1]?.answer(replyFor(['C3', 'C2']));
    await turn();
    void ask(['C4']);
    void ask(['C5']);
    expect(received.slice(4).map(idsOf)).toEqual([['C4'], ['C5']]);
  });

  test('do not ask again a source that has too much to do', async () => {
    const { ask, answer, received } = gathering();
    const all = [ask(['C1']), ask(['C2']), ask(['C3'])];
    answer(0);
    await turn();
    received[1]?.fail(new SourceError('loyalty', 'OVERLOADED', 'the queue is full'));
    const [, second, third] = await Promise.allSettled(all);
    expect([second?.status, third?.status]).toEqual(['rejected', 'rejected']);
    expect(received).toHaveLength(2);
  });

  test('end their call when all have left, and not before', async () => {
    const { ask, answer, received } = gathering();
    const [one, other] = [request(1_000), request(3_000)];
    void ask(['C1']);
    const left = Promise.allSettled([ask(['C2'], one.context), ask(['C3'], other.context)]);
    answer(0);
    await turn();
    const { signal } = received[1] ?? {};
    one.leave();
    expect(signal?.aborted).toBe(false);
    other.leave();
    expect(signal?.aborted).toBe(true);
    received[1]?.fail(new Error('cancelled'));
    await turn();
    expect(received).toHaveLength(2);
    for (const result of await left) expect(result.status).toBe('rejected');
  });

  test('are sent without those who left while they waited', async () => {
    const { ask, answer, received } = gathering();
    const gone = request();
    void ask(['C1']);
    void ask(['C2'], gone.context).catch(() => {});
    const stayed = ask(['C3']);
    gone.leave();
    answer(0);
    await turn();
    const call = received.findIndex((each) => idsOf(each).includes('C3'));
    expect(received[call] && idsOf(received[call])).toEqual(['C3']);
    answer(call);
    expect(told(await stayed)).toEqual([rowOf('C3')]);
  });

  test('are made in the name of the first of them', async () => {
    const who = new AsyncLocalStorage<string>();
    const names: (string | undefined)[] = [];
    const { ask, answer, received } = gathering();
    void who.run('A', () => ask(['C1']));
    const { push } = received;
    received.push = (...calls) => {
      names.push(who.getStore());
      return push.apply(received, calls);
    };
    void who.run('B', () => ask(['C2']));
    void who.run('C', () => ask(['C3']));
    answer(0);
    await turn();
    expect(names).toEqual(['B']);
  });
});
