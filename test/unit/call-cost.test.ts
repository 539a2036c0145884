import { expect, test } from 'vitest';
import { readCallCost, writeCallCost } from '../../subgraphs/shared/hosting/call-cost.ts';

const call = (outcome: string) => ({ system: 'loyalty', operation: 'members', keys: 1, milliseconds: 3, outcome });

test('what a service says its answer cost is read back', () => {
  const written = [[], ['ok'], ['ok', 'ok', 'LEGACY_TIMEOUT'], ['CANCELLED']].map((ends) =>
    writeCallCost(ends.map(call)),
  );
  expect(written).toEqual(['0', '1', '3;failed=1', '1;failed=1']);
  expect(written.map(readCallCost)).toEqual([
    { made: 0, failed: 0 },
    { made: 1, failed: 0 },
    { made: 3, failed: 1 },
    { made: 1, failed: 1 },
  ]);
});

test('a header that is not of this form says nothing', () => {
  for (const text of ['', 'many', '-1', '1.5', '1, 2', '3;failed=x', '9999999999', ' 1']) {
    expect(readCallCost(text)).toBeNull();
  }
});

test('no more calls fail than were made', () => {
  expect(readCallCost('2;failed=9')).toEqual({ made: 2, failed: 2 });
});
