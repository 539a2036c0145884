import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BadUserInput, SourceError } from '../../subgraphs/shared/errors.ts';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { placesOf } from '../support/places.ts';

const down = new SourceError('loyalty', 'LEGACY_UNAVAILABLE', 'refused by 10.0.0.7');

describe('an operation over several subgraphs', () => {
  let gateway: TestGateway;
  const asked: string[] = [];
  beforeAll(async () => {
    gateway = await startSmallGateway({ behaviour: { onEntity: (name, id) => void asked.push(`${name} ${id}`) } });
  });
  afterAll(() => gateway?.close());

  test('is answered whole', async () => {
    const { status, body } = await gateway.ask(
      'query ($id: ID!) { customer(id: $id) { name greeting loyalty { tier } } }',
      {
        id: '1',
      },
    );
    expect(status).toBe(200);
    expect(body).toEqual({ data: { customer: { name: 'Anna', greeting: 'Dear Anna', loyalty: { tier: 'GOLD' } } } });
  });

  test('sends equal representations once', async () => {
    asked.length = 0;
    const { body } = await gateway.ask('{ customers(ids: ["1","2","1","2","1"]) { miles } }');
    expect(body.data.customers.map((item: { miles: number }) => item.miles)).toEqual([1000, 2000, 1000, 2000, 1000]);
    expect(asked).toEqual(['loyalty 1', 'loyalty 2']);
  });

  test('keeps an unknown item of a list null, without an error', async () => {
    const { body } = await gateway.ask('{ customers(ids: ["1","9","2"]) { name miles } }');
    expect(body).toEqual({ data: { customers: [{ name: 'Anna', miles: 1000 }, null, { name: 'Ben', miles: 2000 }] } });
  });
});

describe('an error', () => {
  const cases: [string, Parameters<typeof startSmallGateway>[0], string, unknown[]][] = [
    [
      'of one item of a list has its index',
      { behaviour: { miles: { '2': down } } },
      '{ customers(ids: ["1","9","2","3"]) { id miles } }',
      [['customers', 2, 'miles']],
    ],
    [
      'in a list in a list has both indexes, past nulls',
      { behaviour: { miles: { '2': down, '3': down } } },
      '{ grid { miles } }',
      [
        ['grid', 0, 2, 'miles'],
        ['grid', 2, 0, 'miles'],
      ],
    ],
    [
      'of an aliased field has the alias',
      { behaviour: { miles: { '1': down } } },
      '{ her: customer(id: "1") { points: miles } }',
      [['her', 'points']],
    ],
    [
      'within a fragment has the path without it',
      { behaviour: { miles: { '1': down } } },
      'query { customer(id: "1") { ...F } } fragment F on Customer { ... on Customer { miles } }',
      [['customer', 'miles']],
    ],
    [
      'of an item sent once stands at every place it is shown',
      { behaviour: { miles: { '1': down } } },
      '{ customers(ids: ["1","2","1"]) { miles } }',
      [
        ['customers', 0, 'miles'],
        ['customers', 2, 'miles'],
      ],
    ],
    [
      'deep in an entity names every list on the way',
      { behaviour: { seat: { 'B2/1': down } } },
      '{ customers(ids: ["1","2"]) { bookings { locator passengers { seat } } } }',
      [['customers', 1, 'bookings', 1, 'passengers', 1, 'seat']],
    ],
    [
      'of an entity reached through another one',
      { behaviour: { miles: { '2': down } } },
      '{ customers(ids: ["1","2"]) { bookings { passengers { customer { miles } } } } }',
      [
        ['customers', 1, 'bookings', 0, 'passengers', 0, 'customer', 'miles'],
        ['customers', 1, 'bookings', 1, 'passengers', 0, 'customer', 'miles'],
      ],
    ],
  ];
  test.each(cases)('%s', async (_name, options, query, paths) => {
    const gateway = await startSmallGateway(options);
    const { body } = await gateway.ask(query);
    await gateway.close();
    expect(placesOf(body.errors)).toEqual(paths);
    for (const error of body.errors) {
      expect(error.message).toBe('The loyalty system cannot be reached.');
      const { paths: _, ...extensions } = error.extensions;
      expect(extensions).toEqual({
        code: 'LEGACY_UNAVAILABLE',
        system: 'loyalty',
        retryable: true,
        requestId: expect.any(String),
      });
    }
  });

  test('of a field that another subgraph needs is told at the field that depends on it', async () => {
    const unreadable = new SourceError('customers', 'LEGACY_MALFORMED', 'bad column');
    const gateway = await startSmallGateway({ behaviour: { name: { '2': unreadable } } });
    const { body } = await gateway.ask('{ customers(ids: ["1","2"]) { greeting } }');
    await gateway.close();
    expect(body.data).toEqual({ customers: [{ greeting: 'Dear Anna' }, { greeting: null }] });
    expect(body.errors).toMatchObject([
      { path: ['customers', 1, 'greeting'], extensions: { code: 'LEGACY_MALFORMED' } },
    ]);
  });

  test('of the client keeps its text', async () => {
    const gateway = await startSmallGateway({
      behaviour: { miles: { '1': new BadUserInput('first must be 1 to 5.') } },
    });
    const { body } = await gateway.ask('{ customer(id: "1") { miles } }');
    await gateway.close();
    expect(body.errors).toMatchObject([{ message: 'first must be 1 to 5.', extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('of a defect tells nothing of what is inside, and the log tells where', async () => {
    const gateway = await startSmallGateway();
    const { body } = await gateway.ask('query Broken { fail(how: "bug") }');
    await gateway.close();
    expect(JSON.stringify(body)).not.toMatch(/secret|db17|TypeError| at /);
    expect(body.errors).toMatchObject([
      { path: ['fail'], extensions: { code: 'INTERNAL_SERVER_ERROR', system: 'customers' } },
    ]);
    const line = gateway.lines.find(({ operation }) => operation === 'Broken');
    expect(line).toMatchObject({ requestId: body.errors[0].extensions.requestId, codes: ['INTERNAL_SERVER_ERROR'] });
    expect(JSON.stringify(line)).toContain('TypeError');
    expect(JSON.stringify(line)).not.toContain('secret');
  });

  test('of a value its scalar refuses is the client’s, as literal and as variable', async () => {
    const gateway = await startSmallGateway();
    const literal = await gateway.ask('{ onDay(day: "tomorrow") customer(id: "1") { name } }');
    const variable = await gateway.ask('query ($day: Day) { onDay(day: $day) }', { day: 'tomorrow' });
    await gateway.close();
    expect(literal.body).toMatchObject({
      data: { onDay: null, customer: { name: 'Anna' } },
      errors: [{ path: ['onDay'], extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect(variable.body).toMatchObject({ errors: [{ path: ['onDay'], extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});
