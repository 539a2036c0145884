/** The scalars of the schemas: dates and times from graphql-scalars (kept as text where they are text), airline codes of our own. */
import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate, GraphQLLocalDateTime } from 'graphql-scalars';

const renamed = (scalar: GraphQLScalarType, name: string) => new GraphQLScalarType({ ...scalar.toConfig(), name });

function textScalar(name: string, shape: RegExp, expected: string): GraphQLScalarType {
  const read = (value: unknown) => {
    if (typeof value === 'string' && shape.test(value)) return value;
    throw new TypeError(`${name} must be ${expected}.`);
  };
  return new GraphQLScalarType({ name, serialize: read, parseValue: read });
}

/** Says what to write, where graphql-scalars names a type that no schema here has. */
const calendarDate = new GraphQLScalarType({
  name: 'Date',
  serialize: GraphQLLocalDate.serialize,
  parseValue(value) {
    try {
      return GraphQLLocalDate.parseValue(value);
    } catch {
      throw new TypeError('Date must be a day of the calendar, for example 2026-11-24.');
    }
  },
});

export const scalars = {
  Date: calendarDate,
  DateTime: renamed(GraphQLDateTimeISO, 'DateTime'),
  LocalDateTime: renamed(GraphQLLocalDateTime, 'LocalDateTime'),
  Decimal: textScalar('Decimal', /^-?\d+(\.\d+)?$/, 'a decimal number as text'),
  CarrierCode: textScalar('CarrierCode', /^[A-Z0-9]{2,3}$/, 'an airline designator such as AX'),
  AirportCode: textScalar('AirportCode', /^[A-Z]{3}$/, 'three letters such as FRA'),
  CountryCode: textScalar('CountryCode', /^[A-Z]{2}$/, 'two letters such as DE'),
};

/** Only those of `scalars` a schema declares; a resolver map must not name others. */
export function scalarsFor<N extends keyof typeof scalars>(...names: N[]): Pick<typeof scalars, N> {
  return Object.fromEntries(names.map((name) => [name, scalars[name]])) as Pick<typeof scalars, N>;
}
