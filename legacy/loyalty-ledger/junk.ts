/**
 * Rows as every old ledger has them: left by a migration, wrong in ways the host never checked. They belong to nobody in the
 * world. README lists them; tests read them.
 */
import type { SqlValue } from '../shared/sql-load.ts';
import type { TableName } from './tables.ts';

export const junk = {
  /** Unknown status letter and tier code, impossible birth date and posting date, unknown entry type, half a flight. */
  garbled: '2000999901',
  /** Merged into each other. */
  circle: ['2000999902', '2000999903'],
  /** Merged into a number that is not there. */
  dangling: '2000999904',
} as const;

const member = (number: string, status: string, into: string | null, birth: number, tier: string): SqlValue[] => [
  number,
  status,
  into,
  '',
  'TESTSATZ',
  'MIGRATION',
  '',
  birth,
  1_051_201,
  tier,
  1_051_201,
  1_060_231,
  1_050,
  1_061_231,
];

/** `firstEntry`: the number of the first of three entries. */
export function junkRows(firstEntry: number): readonly (readonly [TableName, readonly (readonly SqlValue[])[]])[] {
  const { garbled, circle, dangling } = junk;
  return [
    [
      'lymember',
      [
        member(garbled, 'Z', null, 750_230, 'ZZ'),
        member(circle[0], 'M', circle[1], 600_101, 'BA'),
        member(circle[1], 'M', circle[0], 600_101, 'BA'),
        member(dangling, 'M', '2000999999', 600_101, 'BA'),
      ],
    ],
    ['lybalnce', [[garbled, 100_050, 100_050, 0, 0, 1_051_201_250_000]]],
    ['lytierhs', [[garbled, 1, 'ZZ', 1_051_301, 1_060_228]]],
    [
      'lyexplot',
      [
        [garbled, 1, 100_000, 1_290_230],
        [garbled, 2, 50, 1_991_231],
      ],
    ],
    [
      'lyentry',
      [
        [firstEntry, garbled, 'Q', 1_051_202, 100_000, 0, '', '', 0, '', null, 'UNKNOWN TYPE'],
        [firstEntry + 1, garbled, 'J', 1_051_131, 50, 0, '', '', 0, '', 'ZZZZ', 'IMPOSSIBLE DAY'],
        [firstEntry + 2, garbled, 'F', 1_051_203, 0, 0, 'AX', '0101', 1_051_203, '', null, 'HALF A FLIGHT'],
      ],
    ],
  ];
}
