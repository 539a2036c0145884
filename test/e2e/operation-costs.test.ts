/** An operation that may cost more than its client's class is allowed is refused before it is planned. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unlimited } from '../../gateway/abuse/settings.ts';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';

const asked: string[] = [];
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startSmallGateway({
    behaviour: { onContext: (name) => void asked.push(name) },
    config: {
      trustedProxies: ['127.0.0.1'],
      abuse: { ...unlimited, costBudgets: { 'first-party': 1_000, internal: 100, partner: 10 } },
    },
  });
});
afterAll(() => gateway?.close());

const as = (name: string) => ({ 'x-client-class': name });
// A customer, ten bookings, ten passengers each.
const bookings = '{ customer(id: "1") { bookings { passengers { name } } } }';

test('by class, naming cost and budget, and no subgraph is asked', async () => {
  asked.length = 0;
  const refused = await gateway.ask(bookings, {}, as('internal'));
  expect(refused.status).toBe(400);
  expect(refused.body).toEqual({
    errors: [
      {
        message: 'The operation may cost 111; 100 is allowed. Ask for shorter lists or fewer fields.',
        extensions: {
          code: 'OPERATION_TOO_COSTLY',
          cost: 111,
          budget: 100,
          requestId: refused.headers.get('x-request-id'),
        },
      },
    ],
  });
  expect(asked).toEqual([]);
  expect(String((await gateway.send('/metrics')).body)).toContain(
    'graph_limited_total{class="internal",reason="cost"} 1',
  );
});

test('also when another class has been answered it many times', async () => {
  for (let time = 0; time < 3; time += 1) {
    expect((await gateway.ask(bookings, {}, as('first-party'))).status).toBe(200);
    expect((await gateway.ask(bookings, {}, as('partner'))).status).toBe(400);
  }
});

test('as its variables make it', async () => {
  const query = 'query ($all: Boolean!) { customer(id: "1") { name bookings @include(if: $all) { locator } } }';
  for (let time = 0; time < 2; time += 1) {
    expect((await gateway.ask(query, { all: false }, as('partner'))).status).toBe(200);
    expect((await gateway.ask(query, { all: true }, as('partner'))).status).toBe(400);
  }
});

test('its cost is told to who asks', async () => {
  const { body } = await gateway.ask('{ customer(id: "1") { name } }', {}, { ...as('partner'), 'x-cost': '1' });
  expect(body).toEqual({ data: { customer: { name: 'Anna' } }, extensions: { cost: { estimated: 1, budget: 10 } } });
});
