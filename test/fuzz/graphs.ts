/** The two graphs the fuzz test runs on: the product's own, and one that has everything federation can make difficult. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'graphql';
import { readSupergraphConfig } from '../../subgraphs/supergraph-config.ts';
import { type Graph, makeGraph, type SubgraphText } from './graph.ts';

const nasty = new URL('nasty/', import.meta.url);
const config = fileURLToPath(new URL('../../supergraph.yaml', import.meta.url));

export const graphs: Readonly<Record<string, () => Promise<Graph>>> = {
  airline: () =>
    makeGraph(
      readSupergraphConfig(config).subgraphs.map(({ name, schemaFile }) => ({
        name,
        typeDefs: parse(readFileSync(new URL(schemaFile, `file://${config}`), 'utf8')),
      })),
    ),
  nasty: () => makeGraph(nastyTexts()),
};

export function nastyTexts(): SubgraphText[] {
  return readdirSync(nasty)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => ({
      name: file.replace('.graphql', ''),
      typeDefs: parse(readFileSync(new URL(file, nasty), 'utf8')),
    }));
}
