/** The planner's rewrites of data on its way to and from a subgraph: renamed response keys, `__typename`s of interface objects. */
import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import { isOfType } from './types.ts';

/** Changes `value` in place. */
export type Rewrite = (value: unknown) => void;

/** How a path says that it goes on with objects of a type only. */
export const onType = '... on ';

export function rewriter(rewrites: readonly FetchDataRewrite[], schema: GraphQLSchema): Rewrite {
  const each = rewrites.map((rewrite) => compile(rewrite, schema));
  return (value) => {
    for (const rewrite of each) rewrite(value);
  };
}

function compile(rewrite: FetchDataRewrite, schema: GraphQLSchema): Rewrite {
  const field = rewrite.path.at(-1);
  if (field === undefined) return () => {};
  const change = (object: Record<string, unknown>) => {
    if (rewrite.kind === 'ValueSetter') object[field] = rewrite.setValueTo;
    else if (Object.hasOwn(object, field)) {
      object[rewrite.renameKeyTo] = object[field];
      delete object[field];
    }
  };
  return rewrite.path
    .slice(0, -1)
    .reduceRight<Rewrite>((inner, element) => descend(element, schema, inner), eachObject(change));
}

function eachObject(change: (object: Record<string, unknown>) => void): Rewrite {
  const visit: Rewrite = (value) => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isRecord(value)) change(value);
  };
  return visit;
}

function descend(element: string, schema: GraphQLSchema, inner: Rewrite): Rewrite {
  if (!element.startsWith(onType)) return eachObject((object) => inner(object[element]));
  const condition = element.slice(onType.length);
  return eachObject((object) => {
    const { __typename: typename } = object;
    if (typeof typename !== 'string' || isOfType(schema, typename, condition)) inner(object);
  });
}
