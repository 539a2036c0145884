import { describeStaleView } from '../support/stale-view.ts';

describeStaleView('memory', () => ({ place: { kind: 'memory', bytes: 8_388_608 }, keys: [], prefix: 'test' }), false);
