import { start } from '../../legacy/service-desk/index.ts';
import { requestTracker } from '../../subgraphs/service-cases/adapters/request-tracker/index.ts';
import { lineTo, shownByStandIn } from '../support/line.ts';
import { deskWorld } from '../support/service-desk-world.ts';
import { describeServiceCaseSource } from './service-case-source.ts';

describeServiceCaseSource(
  'RT REST 2.0 on the stand-in',
  async ({ guard, concurrency }) => {
    const world = deskWorld();
    const standIn = await start(world, { dataFolder: '' });
    const { SERVICE_CASES_URL = '', SERVICE_CASES_TOKEN: token = '' } = standIn.settings;
    const line = await lineTo(SERVICE_CASES_URL, standIn);
    const source = requestTracker({ url: line.url, token, queues: [], concurrency, guard });
    return {
      ...line,
      source,
      cases: world.cases,
      close: async () => {
        await source.close();
        await line.close();
        await standIn.close();
      },
    };
  },
  shownByStandIn,
);
