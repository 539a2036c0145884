import { expect, it } from 'vitest';
import { sqlCustomers } from '../../subgraphs/customers/adapters/sql/index.ts';
import { loadSqlite, options } from '../support/customer-master.ts';
import { describeCustomerSource } from './customer-source.ts';

describeCustomerSource('SQLite', async (given) => {
  const master = await loadSqlite();
  const source = sqlCustomers({ url: master.url, home: 'DE', ...given });
  return { source, close: () => source.close().then(master.remove) };
});

it('A customer master whose file is missing is unavailable, and no file is made', async () => {
  const source = sqlCustomers(options('sqlite:/nowhere/customers.sqlite'));
  const { signal } = new AbortController();
  await expect(source.customers(['C0000101'], signal)).rejects.toMatchObject({ code: 'LEGACY_UNAVAILABLE' });
  expect(await source.health(signal)).toMatchObject({ state: 'down', code: 'LEGACY_UNAVAILABLE' });
});
