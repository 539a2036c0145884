import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareFetches } from '../../gateway/engine/shared-fetches.ts';
import { alone } from '../../gateway/engine/subgraph-call.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import type { SubgraphOperation } from '../../subgraphs/shared/hosting/execute.ts';
import type { SubgraphReply } from '../../subgraphs/shared/hosting/reply.ts';
import { highest, lowest, placeOf, setPlace } from '../../subgraphs/shared/policies/client-class.ts';
import { manualSource, type Received, request } from '../support/manual-source.ts';

const operation = (id: number): SubgraphOperation => ({ query: 'query ($id: ID) { a(id: $id) }', variables: { id } });
const reply = (value: unknown): SubgraphReply => ({ data: { a: value }, errors: [] });

/** As those get it who wait for another's call. */
const joined = (value: unknown): SubgraphReply => ({
  ...reply(value),
  origins: [{ from: 'live', asOf: expect.any(Number) }],
  callCost: { made: 0, failed: 0 },
});

describe('equal fetches of different requests', () => {
  test('share one call, and each gets an answer of its own', async () => {
    const shared: string[] = [];
    const fetches = shareFetches(alone, (subgraph) => void shared.push(subgraph));
    const { source, received } = manualSource();
    const asked = Array.from({ length: 100 }, () => fetches.fetch(source, operation(1), request().context));
    expect(received).toHaveLength(1);
    received[0]?.answer(reply({ deep: [1] }));
    const replies = await Promise.all(asked);
    expect(replies).toEqual([reply({ deep: [1] }), ...Array(99).fill(joined({ deep: [1] }))]);
    expect(new Set(replies.map(({ data }) => data)).size).toBe(100);
    expect(shared).toEqual(Array(99).fill('loyalty'));
  });

  test('do not join one whose maker has no time left, so that a call that hangs ends however often it is asked', async () => {
    const fetches = shareFetches(alone, () => {});
    const { source, received } = manualSource();
    const maker = request(20);
    fetches.fetch(source, operation(1), maker.context).catch(() => {});
    const early = request();
    const first = fetches.fetch(source, operation(1), early.context);
    expect(received).toHaveLength(1);
    await expect.poll(() => performance.now() > maker.context.deadline).toBe(true);
    const late = fetches.fetch(source, operation(1), request().context);
    expect(received).toHaveLength(2);
    received[1]?.answer(reply('new'));
    expect(await late).toEqual(reply('new'));
    maker.leave();
    expect(received[0]?.signal.aborted).toBe(false);
    // Who had joined before is still waited for.
    early.leave();
    expect(received[0]?.signal.aborted).toBe(true);
    first.catch(() => {});
  });

  test('do not join one of a client who waits behind them, but one of a client before them', async () => {
    const shared: string[] = [];
    const fetches = shareFetches(alone, (subgraph) => void shared.push(subgraph));
    const { source, received } = manualSource();
    const [partner, own, other] = [request(), request(), request()];
    setPlace(partner.context.signal, lowest);
    setPlace(other.context.signal, lowest);
    const asked = [partner, own, other].map(({ context }) => fetches.fetch(source, operation(1), context));
    expect(received.map(({ signal }) => placeOf(signal))).toEqual([lowest, highest]);
    for (const each of received) each.answer(reply(1));
    expect(await Promise.all(asked)).toEqual([reply(1), reply(1), joined(1)]);
    expect(shared).toEqual(['loyalty']);
  });

  test('share its failure too', async () => {
    const fetches = shareFetches(alone, () => {});
    const { source, received } = manualSource();
    const asked = [1, 2].map(() => fetches.fetch(source, operation(1), request().context));
    received[0]?.fail(new SourceError('loyalty', 'LEGACY_UNAVAILABLE', 'down'));
    const ends = await Promise.allSettled(asked);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(received).toHaveLength(1);
  });

  test('are made anew once the call has ended', async () => {
    const fetches = shareFetches(alone, () => {});
    const { source, received } = manualSource();
    const first = fetches.fetch(source, operation(1), request().context);
    received[0]?.answer(reply(1));
    await first;
    void fetches.fetch(source, operation(1), request().context);
    expect(received).toHaveLength(2);
  });

  test('do not join a call that began before a change', () => {
    const fetches = shareFetches(alone, () => {});
    const { source, received } = manualSource();
    void fetches.fetch(source, operation(1), request().context);
    fetches.forget();
    void fetches.fetch(source, operation(1), request().context);
    expect(received).toHaveLength(2);
  });
});

describe('a shared call', () => {
  test.each([
    ['the one who made it first', [0, 1, 2]],
    ['the one who made it last', [2, 1, 0]],
  ])('is given up when all have left, %s', (_, order) => {
    const fetches = shareFetches(alone, () => {});
    const { source, received } = manualSource();
    const requests = [request(), request(), request()];
    for (const { context } of requests) void fetches.fetch(source, operation(1), context);
    const signal = received[0]?.signal;
    for (const [left, index] of order.entries()) {
      expect([left, signal?.aborted]).toEqual([left, false]);
      requests[index]?.leave();
    }
    expect(signal?.aborted).toBe(true);
  });

  test('still answers those who stay', async () => {
    const fetches = shareFetches(alone, () => {});
    const { source, received } = manualSource();
    const [maker, other] = [request(), request()];
    void fetches.fetch(source, operation(1), maker.context);
    const stays = fetches.fetch(source, operation(1), other.context);
    maker.leave();
    received[0]?.answer(reply('yes'));
    expect(await stays).toEqual(joined('yes'));
  });

  test('that ran out of its maker’s time is made again for those who have some left', async () => {
    const fetches = shareFetches(alone, () => {});
    const { source, received } = manualSource();
    const late = fetches.fetch(source, operation(1), request(0).context);
    const others = [request(), request()].map(({ context }) => fetches.fetch(source, operation(1), context));
    await new Promise((resolve) => setTimeout(resolve, 2));
    received[0]?.fail(new SourceError('loyalty', 'LEGACY_TIMEOUT', 'deadline'));
    await expect(late).rejects.toThrow();
    await expect.poll(() => received.length).toBe(2);
    received[1]?.answer(reply('in time'));
    expect(await Promise.all(others)).toEqual([reply('in time'), joined('in time')]);
  });
});

test('answers never get mixed up, whoever asks what, leaves or is answered in whatever order', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('ask'), who: fc.nat(4), what: fc.nat(3), of: fc.nat(1) }),
    fc.record({ kind: fc.constant('answer'), who: fc.nat(5), what: fc.constant(0), of: fc.constant(0) }),
    fc.record({ kind: fc.constant('leave'), who: fc.nat(4), what: fc.constant(0), of: fc.constant(0) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const fetches = shareFetches(alone, () => {});
      const sources = [manualSource('a'), manualSource('b')] as const;
      const requests = Array.from({ length: 5 }, () => request());
      const open: { received: Received; name: string }[] = [];
      const told: { readonly who: number; readonly end: Promise<void> }[] = [];
      const answerOne = ({ received, name }: { received: Received; name: string }) =>
        received.answer(reply(`${name} ${JSON.stringify(received.operation.variables)}`));
      for (const { kind, who, what, of } of steps) {
        if (kind === 'leave') requests[who]!.leave();
        else if (kind === 'answer') open.splice(who, 1).forEach(answerOne);
        else if (!requests[who]!.context.signal.aborted) {
          const { source, received } = sources[of]!;
          const before = received.length;
          const asked = fetches.fetch(source, operation(what), requests[who]!.context);
          for (const call of received.slice(before)) open.push({ received: call, name: source.name });
          const end = asked.then(({ data }) => {
            expect(data).toEqual({ a: `${source.name} ${JSON.stringify({ id: what })}` });
            // Whatever a taker does to its answer is nobody else's.
            data!.a = 'spoilt';
          });
          told.push({ who, end });
        }
        await Promise.resolve();
      }
      open.splice(0).forEach(answerOne);
      // Everyone who stays is answered. Who has left is told so elsewhere.
      await Promise.all(told.flatMap(({ who, end }) => (requests[who]!.context.signal.aborted ? [] : [end])));
    }),
    { numRuns: 300 },
  );
});
