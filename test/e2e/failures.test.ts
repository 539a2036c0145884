/**
 * One legacy system is dead, hangs, answers junk or shuffles its records: the other three answer in full, the failed one's
 * fields are null with an error at their path, and nobody sees another customer's data. Through the running product.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { personas } from '../../legacy/world/personas.ts';
import { placesOf } from '../support/places.ts';
import { type Answer, freePort, type Product, startProduct } from '../support/product.ts';

const { ada, siobhan, mara } = personas;
const everything = `query Everything($ids: [ID!]!, $locator: String!, $number: String!, $case: ID!) {
  customers(ids: $ids) {
    id
    name { surname }
    loyalty { number tier { level } }
    bookings(first: 2, when: UPCOMING) { edges { node { recordLocator passengers { name { surname } } } passenger { name { surname } } } }
    serviceCases(first: 5) { edges { node { id requester { customerId membershipNumber email } } } }
  }
  booking(recordLocator: $locator) { recordLocator passengers { name { surname } } }
  loyaltyMembership(number: $number) { number member { name { surname } } }
  serviceCase(id: $case) { id subject }
}`;
const variables = {
  ids: [ada.customerId, siobhan.customerId, mara.customerId],
  locator: ada.recordLocator,
  number: ada.membershipNumber,
  case: String(ada.openCase),
};

interface Everything {
  customers: ({
    id: string;
    name: { surname: string } | null;
    loyalty: { number: string } | null;
    bookings: { edges: { node: { recordLocator: string } }[] } | null;
    serviceCases: { edges: { node: { id: string } }[] } | null;
  } | null)[];
  booking: { recordLocator: string } | null;
  loyaltyMembership: { number: string } | null;
  serviceCase: { id: string } | null;
}
type Part = 'loyalty' | 'bookings' | 'serviceCases';
const rootOf: Record<Part, keyof Everything> = {
  loyalty: 'loyaltyMembership',
  bookings: 'booking',
  serviceCases: 'serviceCase',
};

/** The healthy answer with one system's parts taken out. */
function without(healthy: Everything, part: Part): Everything {
  return {
    ...healthy,
    customers: healthy.customers.map((customer) => customer && { ...customer, [part]: null }),
    [rootOf[part]]: null,
  };
}

function expectOnly(answer: Answer<Everything>, healthy: Everything, part: Part, codes: readonly string[]) {
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual(without(healthy, part));
  const places = [['customers', 0, part], ['customers', 1, part], ['customers', 2, part], [rootOf[part]]];
  expect(placesOf(answer.errors)).toHaveLength(places.length);
  expect(placesOf(answer.errors)).toEqual(expect.arrayContaining(places));
  for (const error of answer.errors) {
    expect(codes).toContain(error.extensions?.code);
    expect(JSON.stringify(error)).not.toMatch(/127\.0\.0\.1|localhost|ECONN|sqlite|postgres|mysql|SELECT|at .*\.ts/i);
  }
}

/** A TCP server that takes connections and then does as it is told. */
async function badServer(onSocket: (socket: Socket) => void): Promise<{ port: number; server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return { port, server };
}

describe('with the stand-ins', () => {
  let product: Product;
  let healthy: Everything;

  beforeAll(async () => {
    product = await startProduct({
      RESERVATIONS_TIMEOUT_MS: '1000',
      SERVICE_CASES_TIMEOUT_MS: '1000',
      // So many faults in a row would open the circuits; policies.test.ts is about these.
      RESERVATIONS_CIRCUIT_CALLS: '100000',
      SERVICE_CASES_CIRCUIT_CALLS: '100000',
    });
    const answer = await product.ask<Everything>(everything, variables);
    expect(answer.errors).toEqual([]);
    healthy = answer.data!;
    expect(healthy.customers.every((customer) => customer?.loyalty && customer.bookings?.edges.length)).toBe(true);
    expect(healthy.customers[0]?.serviceCases?.edges.length).toBeGreaterThan(0);
  });
  afterAll(async () => {
    expect(await product?.close()).toBe(0);
  });

  const hosts = [
    ['pss', 'bookings'],
    ['service-desk', 'serviceCases'],
  ] as const;
  for (const [standIn, part] of hosts) {
    describe(standIn, () => {
      afterEach(() => product.fault(standIn, 'none'));

      for (const [kind, codes] of [
        ['refuse', ['LEGACY_UNAVAILABLE']],
        ['hang', ['LEGACY_TIMEOUT', 'OVERLOADED']],
        ['drop', ['LEGACY_UNAVAILABLE', 'LEGACY_MALFORMED']],
        ['garble', ['LEGACY_MALFORMED']],
        ['unavailable', ['LEGACY_UNAVAILABLE']],
        ['rate-limit', ['OVERLOADED']],
      ] as const) {
        it(`costs its own fields only when it answers with "${kind}"`, async () => {
          await product.fault(standIn, kind);
          expectOnly(await product.ask<Everything>(everything, variables), healthy, part, codes);
        });
      }

      it('shows nobody else’s records when it shuffles them', async () => {
        await product.fault(standIn, 'shuffle');
        const { data } = await product.ask<Everything>(everything, variables);
        const other = without(healthy, part);
        expect(without(data!, part)).toEqual(other);
        const known = new Map(healthy.customers.map((customer) => [customer?.id, customer?.[part]]));
        for (const customer of data!.customers) {
          const names = (value: unknown) => new Set(JSON.stringify(value).match(/"(recordLocator|id)":"[^"]+"/g) ?? []);
          for (const name of names(customer?.[part] ?? null)) expect(names(known.get(customer?.id))).toContain(name);
        }
      });

      it('answers in full again once the fault is over', async () => {
        expect((await product.ask<Everything>(everything, variables)).data).toEqual(healthy);
      });
    });
  }
});

describe('with a SQL system that', () => {
  const servers: Server[] = [];
  let healthy: Everything;
  let product: Product | undefined;

  beforeAll(async () => {
    const well = await startProduct();
    healthy = (await well.ask<Everything>(everything, variables)).data!;
    await well.close();
  });
  afterEach(async () => {
    await product?.close();
    product = undefined;
  });
  afterAll(() => {
    for (const server of servers) server.close();
  });

  async function serverThat(onSocket: (socket: Socket) => void): Promise<number> {
    const { port, server } = await badServer(onSocket);
    servers.push(server);
    return port;
  }
  const cases = [
    // Nothing ever listens on port 1.
    ['is not there', async () => 1, ['LEGACY_UNAVAILABLE']],
    ['hangs', () => serverThat(() => undefined), ['LEGACY_TIMEOUT', 'OVERLOADED']],
    [
      'answers junk',
      () => serverThat((socket) => socket.end('\u0000\u00ffjunk\r\n'.repeat(40))),
      ['LEGACY_UNAVAILABLE', 'LEGACY_MALFORMED', 'LEGACY_TIMEOUT'],
    ],
  ] as const;

  for (const [what, port, codes] of cases) {
    for (const scheme of ['mysql', 'postgres']) {
      it(`${what} (${scheme}), loyalty costs its own fields only`, async () => {
        product = await startProduct({
          LOYALTY_URL: `${scheme}://user:secret@127.0.0.1:${await port()}/ledger`,
          LOYALTY_TIMEOUT_MS: '1000',
        });
        const answer = await product.ask<Everything>(everything, variables);
        expectOnly(answer, healthy, 'loyalty', codes);
        expect(product.output()).not.toContain('secret');
      });
    }

    it(`${what}, the customer master costs the customers, and the other three answer in full`, async () => {
      product = await startProduct({
        CUSTOMERS_URL: `postgres://user:secret@127.0.0.1:${await port()}/crm`,
        CUSTOMERS_TIMEOUT_MS: '1000',
      });
      const answer = await product.ask<Everything>(everything, variables);
      expect({ ...answer.data, customers: null }).toEqual({ ...healthy, customers: null });
      for (const error of answer.errors) expect(codes).toContain(error.extensions?.code);
      expect(answer.errors.length).toBeGreaterThan(0);
    });
  }
});
