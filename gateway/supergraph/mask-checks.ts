/** Masks that would not do what they say. */
import { enumValueOf } from '../../subgraphs/shared/privacy/classes.ts';
import { classOfType, type FieldClass, fieldsOf } from '../../subgraphs/shared/privacy/declarations.ts';
import type { DataMask } from '../../subgraphs/shared/privacy/masks.ts';
import type { Joined, JoinedField } from './joined-fields.ts';
import type { SubgraphSchema } from './privacy-checks.ts';

/** Scalars whose values are of the form a mask is made for. */
const fitting: Readonly<Record<Exclude<DataMask, 'BY_FIELD'>, readonly string[]>> = {
  FIRST_LETTER: ['String', 'ID'],
  LAST_THREE: ['String', 'ID'],
  LAST_FOUR: ['String', 'ID'],
  YEAR: ['Date'],
};

export function maskProblems(
  joined: Joined,
  composed: ReadonlyMap<string, FieldClass>,
  subgraphs: readonly SubgraphSchema[],
): string[] {
  const classed = joined.fields.flatMap((field) => {
    const own = composed.get(field.coordinate);
    return own === undefined || own.mask === null ? [] : [{ field, own, mask: own.mask }];
  });
  const byCoordinate = new Map(joined.fields.map((field) => [field.coordinate, field]));
  return [
    ...subgraphs.flatMap(masksOfTypes),
    ...classed.flatMap(({ field, own, mask }) => misfits(joined, field, own, mask)),
    ...classed
      .filter(({ mask }) => mask === 'BY_FIELD')
      .flatMap(({ field, own }) => takenAlong(joined, field, own, composed, byCoordinate)),
  ];
}

function masksOfTypes({ name, document }: SubgraphSchema): string[] {
  const types = new Map(fieldsOf(document).map(({ type }) => [type.name.value, type]));
  return [...types.values()].flatMap((type) => {
    const own = classOfType(type);
    return own !== null && (own.mask !== null || own.compares.length > 0)
      ? [
          `${name}: ${type.name.value} has a mask or compares for all its fields. Write these on the fields they are for.`,
        ]
      : [];
  });
}

function misfits({ fieldsOfType }: Joined, { coordinate, returns }: JoinedField, own: FieldClass, mask: DataMask) {
  if (own.dataClass === 'public') return [`${coordinate}: what is PUBLIC is shown whole; remove mask: ${mask}.`];
  if (mask === 'BY_FIELD') {
    return fieldsOfType.has(returns) ? [] : [`${coordinate}: ${returns} has no fields; BY_FIELD leaves nothing of it.`];
  }
  return fitting[mask].includes(returns)
    ? []
    : [`${coordinate}: ${mask} leaves nothing of ${returns}; it is made for ${fitting[mask].join(' and ')}.`];
}

/** What cannot be null takes along what it is in. */
function takenAlong(
  { fieldsOfType }: Joined,
  { coordinate, returns }: JoinedField,
  own: FieldClass,
  composed: ReadonlyMap<string, FieldClass>,
  byCoordinate: ReadonlyMap<string, JoinedField>,
): string[] {
  return (fieldsOfType.get(returns) ?? [])
    .filter((inner) => {
      const found = composed.get(inner);
      return found?.dataClass === own.dataClass && found.mask === null && !byCoordinate.get(inner)?.mayBeNull;
    })
    .map(
      (inner) =>
        `${inner}: it is hidden where ${coordinate} is shown in part, and as it cannot be null it takes all of it along. Give it a mask, make it nullable, or ${enumValueOf('public')} if it tells nothing more.`,
    );
}
