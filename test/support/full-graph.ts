/** Subgraphs of the product's own schemas in which everything is there: every list has one entry, and nothing is null. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  parse,
} from 'graphql';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { subgraphExecutor } from '../../subgraphs/shared/hosting/execute.ts';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { readSupergraphConfig } from '../../subgraphs/supergraph-config.ts';
import { root } from './source-files.ts';

const config = resolve(root, 'supergraph.yaml');

export const ownSchemas = () =>
  readSupergraphConfig(config).subgraphs.map(({ name, schemaFile }) => ({
    name,
    document: parse(readFileSync(resolve(dirname(config), schemaFile), 'utf8')),
  }));

export function fullSources(): DataSource[] {
  return ownSchemas().map(({ name, document }) => {
    const schema = buildSubgraphSchema([{ typeDefs: document }]);
    for (const type of Object.values(schema.getTypeMap())) {
      if (isScalarType(type) && !isSpecifiedScalarType(type)) type.serialize = (value) => value;
      if (!isObjectType(type) || type.name.startsWith('_')) continue;
      for (const field of Object.values(type.getFields())) if (!field.name.startsWith('_')) field.resolve = there;
    }
    const system = name as DataSource['name'];
    const run = subgraphExecutor({ name: system, schema, typeDefs: document }, { validate: true });
    return {
      name: system,
      fetch: async (operation, { access }) => {
        // As the product's own do, in whichever process they are.
        const reply = await run(operation, {}, access && { access, needs: operation.needs ?? [] });
        const data: unknown = JSON.parse(JSON.stringify(reply.data));
        return { ...reply, data: isRecord(data) ? data : null };
      },
      health: async () => ({ state: 'up', milliseconds: 0 }),
      close: async () => {},
    };
  });
}

/** What a representation says of itself is kept, so that rows are found again by their keys. */
const there: GraphQLFieldResolver<unknown, unknown> = (owner, args, context, info) =>
  defaultFieldResolver(owner, args, context, info) ?? exampleOf(info.returnType);

function exampleOf(type: GraphQLOutputType): unknown {
  if (isNonNullType(type)) return exampleOf(type.ofType);
  if (isListType(type)) return [exampleOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.value;
  return isScalarType(type) ? (wholeValues[type.name] ?? 'Whole 1234') : {};
}

/** Of scalars whose values are no texts, or texts of a form. */
export const wholeValues: Readonly<Record<string, unknown>> = {
  Int: 7,
  Float: 7.5,
  Boolean: true,
  Date: '1987-06-05',
  DateTime: '2026-06-05T10:00:00Z',
  LocalDateTime: '2026-06-05T10:00:00',
  Decimal: '12.50',
};
