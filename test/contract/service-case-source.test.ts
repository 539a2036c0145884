import { start } from '../../legacy/service-desk/index.ts';
import { requestTracker } from '../../subgraphs/service-cases/adapters/request-tracker/index.ts';
import { deskWorld } from '../support/service-desk-world.ts';
import { describeServiceCaseSource } from './service-case-source.ts';

describeServiceCaseSource('RT REST 2.0 on the stand-in', async (guard) => {
  const world = deskWorld();
  const standIn = await start(world, { dataFolder: '' });
  const { SERVICE_CASES_URL: url = '', SERVICE_CASES_TOKEN: token = '' } = standIn.settings;
  const source = requestTracker({ url, token, queues: [], concurrency: 4, guard });
  return {
    source,
    cases: world.cases,
    close: async () => {
      await source.close();
      await standIn.close();
    },
  };
});
