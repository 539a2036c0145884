import { requestTracker } from '../../subgraphs/service-cases/adapters/request-tracker/index.ts';
import { lineTo, shownByLine } from '../support/line.ts';
import { loadCases } from '../support/request-tracker/load.ts';
import { realRequestTracker } from '../support/request-tracker/real.ts';
import { deskWorld } from '../support/service-desk-world.ts';
import { describeServiceCaseSource } from './service-case-source.ts';

describeServiceCaseSource(
  'RT REST 2.0 on a real Request Tracker 5',
  async ({ guard, concurrency }) => {
    const { cases } = deskWorld();
    const rt = realRequestTracker();
    const numbers = await loadCases(rt, cases);
    const line = await lineTo(rt.url);
    const source = requestTracker({ url: line.url, token: rt.token, queues: [], concurrency, guard });
    return {
      ...line,
      source,
      cases: cases.map((held) => ({ ...held, id: numbers.get(held.id) ?? 0 })),
      close: () => source.close().then(line.close),
    };
  },
  shownByLine,
);
