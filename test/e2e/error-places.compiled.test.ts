/** What fails in many places of one fetch's answer is one error; vanilla tells a copy at each. */
import { expect, test } from 'vitest';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { startSmallGateway } from '../support/gateway.ts';

const unreadable = new SourceError('customers', 'LEGACY_MALFORMED', 'bad column');
const down = new SourceError('customers', 'LEGACY_UNAVAILABLE', 'refused');

test('a field that fails alike in several objects of a root fetch is one error with all its places', async () => {
  const gateway = await startSmallGateway({ behaviour: { name: { '1': unreadable, '2': unreadable } } });
  const { body } = await gateway.ask(
    '{ customers(ids: ["1","9","2"]) { id name } again: customers(ids: ["2"]) { name } }',
  );
  await gateway.close();
  expect(body.data).toEqual({
    customers: [{ id: '1', name: null }, null, { id: '2', name: null }],
    again: [{ name: null }],
  });
  expect(body.errors).toHaveLength(2);
  const places = [
    ['customers', 0, 'name'],
    ['customers', 2, 'name'],
  ];
  expect(body.errors[0]).toMatchObject({ path: places[0], extensions: { code: 'LEGACY_MALFORMED', paths: places } });
  expect(body.errors[1]).toMatchObject({ path: ['again', 0, 'name'], extensions: { code: 'LEGACY_MALFORMED' } });
  expect(body.errors[1].extensions).not.toHaveProperty('paths');
});

test('what fails otherwise in another object is an error of its own', async () => {
  const gateway = await startSmallGateway({ behaviour: { name: { '1': unreadable, '2': down } } });
  const { body } = await gateway.ask('{ customers(ids: ["1","2"]) { name } }');
  await gateway.close();
  expect(body.errors).toHaveLength(2);
  expect(body.errors).toMatchObject([
    { path: ['customers', 0, 'name'], extensions: { code: 'LEGACY_MALFORMED' } },
    { path: ['customers', 1, 'name'], extensions: { code: 'LEGACY_UNAVAILABLE' } },
  ]);
});

test('a hidden field that fails in several objects is told once, at the fields that depend on it', async () => {
  const gateway = await startSmallGateway({ behaviour: { name: { '1': unreadable, '2': unreadable } } });
  const { body } = await gateway.ask('{ customers(ids: ["1","2"]) { greeting } }');
  await gateway.close();
  expect(body.data).toEqual({ customers: [{ greeting: null }, { greeting: null }] });
  expect(body.errors).toHaveLength(1);
  expect(body.errors[0].extensions.paths).toEqual([
    ['customers', 0, 'greeting'],
    ['customers', 1, 'greeting'],
  ]);
});
