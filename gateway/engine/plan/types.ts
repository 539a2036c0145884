/** Is an object of one type also of another? By the supergraph, whose types include those clients cannot see. */
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';

export function isOfType(schema: GraphQLSchema, typename: string, condition: string): boolean {
  if (typename === condition) return true;
  const type = schema.getType(typename);
  const wanted = schema.getType(condition);
  if (!type || !wanted || !isAbstractType(wanted)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}
