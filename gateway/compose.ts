/**
 * Composes the subgraphs listed in supergraph.yaml into gateway/supergraph.graphql.
 *
 * `npm run compose` writes it and prints composition hints; `-- --check` fails when the committed file is not current.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { readSupergraphConfig } from '../subgraphs/supergraph-config.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'gateway', 'supergraph.graphql');
const print = (line: string) => process.stdout.write(`${line}\n`);

const config = readSupergraphConfig(join(root, 'supergraph.yaml'));
const result = composeServices(
  config.subgraphs.map(({ name, routingUrl, schemaFile }) => ({
    name,
    url: routingUrl,
    typeDefs: parse(readFileSync(resolve(root, schemaFile), 'utf8')),
  })),
);

for (const hint of result.hints ?? []) print(`hint ${hint.definition.code}: ${hint.message}`);
if (result.errors) {
  for (const error of result.errors) print(`error ${error.extensions.code ?? ''}: ${error.message}`);
  process.exit(1);
}
const supergraph = `${result.supergraphSdl}\n`;
if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== supergraph) {
    print('gateway/supergraph.graphql is not current: run `npm run compose` and commit the result.');
    process.exit(1);
  }
  print('gateway/supergraph.graphql is current.');
} else {
  writeFileSync(target, supergraph);
  print(`wrote gateway/supergraph.graphql from ${config.subgraphs.length} subgraphs`);
}
