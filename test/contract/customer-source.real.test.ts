/** Needs a PostgreSQL and a MariaDB; TEST_POSTGRES_URL and TEST_MARIADB_URL say where. */
import { sqlCustomers } from '../../subgraphs/customers/adapters/sql/index.ts';
import { loadServer, options } from '../support/customer-master.ts';
import { describeCustomerSource } from './customer-source.ts';

for (const [name, kind] of [
  ['a real PostgreSQL', 'postgres'],
  ['a real MariaDB', 'mysql'],
] as const) {
  describeCustomerSource(name, async (onCall) => {
    const master = await loadServer(kind);
    const source = sqlCustomers(options(master.url, onCall));
    return { source, close: () => source.close().then(master.remove) };
  });
}
