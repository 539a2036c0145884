/** Every row, in the order in which they are run. */
import { afterwardsRows } from './cases/afterwards.ts';
import { allDeadRows } from './cases/all-dead.ts';
import { cacheRows } from './cases/cache.ts';
import { leavingRows } from './cases/leaving.ts';
import { overloadRows } from './cases/overload.ts';
import { reloadingRows } from './cases/reloading.ts';
import { requestRows } from './cases/requests.ts';
import { startingRows } from './cases/starting.ts';
import { stoppingRows } from './cases/stopping.ts';
import { throughputRows } from './cases/throughput.ts';
import { runnable } from './fault-row.ts';
import type { Row } from './row.ts';
import { faultRows } from './table.ts';

export const rows: readonly Row[] = [
  ...faultRows.map(runnable),
  ...throughputRows,
  ...allDeadRows,
  ...leavingRows,
  ...startingRows,
  ...stoppingRows,
  ...reloadingRows,
  ...requestRows,
  ...overloadRows,
  ...cacheRows,
  ...afterwardsRows,
];
