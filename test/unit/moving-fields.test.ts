import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { draw, labelsOf, readMovingFields } from '../../gateway/engine/operations/moving-fields.ts';

const supergraph = parse(`
  type Guest @join__type(graph: NEW) {
    id: ID!
    tier: String @join__field(graph: NEW, override: "old", overrideLabel: "percent(20)") @join__field(graph: OLD, overrideLabel: "percent(20)")
    meal: String @join__field(graph: NEW, override: "old", overrideLabel: "percent(5.5)")
    seat: String @join__field(graph: NEW, override: "old", overrideLabel: "night-shift")
  }
`);

describe('a field that moves by shares', () => {
  const moving = readMovingFields(supergraph);

  test('has its label in the operations that may ask for it, under any alias', () => {
    expect(labelsOf(parse('{ guest { id } }'), moving)).toEqual([]);
    expect(labelsOf(parse('{ guest { t: tier ...S } } fragment S on Guest { seat tier }'), moving)).toEqual([
      'night-shift',
      'percent(20)',
    ]);
  });

  test('is asked of its new subgraph as often as its label says', () => {
    const thousandths = Array.from({ length: 1_000 }, (_, index) => index / 1_000);
    const on = (label: string) => thousandths.filter((each) => draw([label], () => each).length > 0).length;
    expect([on('percent(0)'), on('percent(5.5)'), on('percent(20)'), on('percent(100)')]).toEqual([0, 55, 200, 1_000]);
  });

  test('stays where it is under a label of another kind', () => {
    expect(draw(['night-shift'], () => 0)).toEqual([]);
  });
});
