/** What is told of a field that whoever asks may not see. */
import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

export const unauthorized = 'UNAUTHORIZED_FIELD_OR_TYPE';

/** `coordinate`: `Customer.email` */
export function notForYou(coordinate: string, { extensions, ...options }: GraphQLErrorOptions = {}): GraphQLError {
  return new GraphQLError(`You may not see ${coordinate} for this purpose.`, {
    ...options,
    extensions: { code: unauthorized, ...extensions },
  });
}
