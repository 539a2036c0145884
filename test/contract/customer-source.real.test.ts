/** Needs a PostgreSQL and a MariaDB; TEST_POSTGRES_URL and TEST_MARIADB_URL say where. */
import { sqlCustomers } from '../../subgraphs/customers/adapters/sql/index.ts';
import { loadServer } from '../support/customer-master.ts';
import { lineTo, shownByLine } from '../support/line.ts';
import { describeCustomerSource } from './customer-source.ts';

for (const [name, kind] of [
  ['a real PostgreSQL', 'postgres'],
  ['a real MariaDB', 'mysql'],
] as const) {
  describeCustomerSource(
    name,
    async (given) => {
      const master = await loadServer(kind);
      const line = await lineTo(master.url);
      const source = sqlCustomers({ url: line.url, home: 'DE', ...given });
      return { ...line, source, close: () => source.close().then(line.close).then(master.remove) };
    },
    shownByLine,
  );
}
