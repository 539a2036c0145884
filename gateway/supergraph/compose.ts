/** Composes the subgraphs that a file in rover's supergraph.yaml shape lists. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { readSupergraphConfig } from '../../subgraphs/supergraph-config.ts';

export interface Composed {
  readonly sdl: string;
  readonly hints: readonly string[];
  /** What it was made of: a change to any of these makes another supergraph. */
  readonly files: readonly string[];
}

/** Throws an Error that tells every reason, one a line, why they do not compose. */
export function compose(configFile: string): Composed {
  const { subgraphs } = readSupergraphConfig(configFile);
  const folder = dirname(configFile);
  const parts = subgraphs.map(({ name, routingUrl, schemaFile }) => ({
    name,
    url: routingUrl,
    file: resolve(folder, schemaFile),
  }));
  const result = composeServices(
    parts.map(({ name, url, file }) => ({ name, url, typeDefs: parse(readFileSync(file, 'utf8')) })),
  );
  if (result.errors) {
    throw new Error(
      result.errors.map(({ message, extensions }) => `${String(extensions.code ?? 'error')}: ${message}`).join('\n'),
    );
  }
  return {
    sdl: `${result.supergraphSdl}\n`,
    hints: (result.hints ?? []).map(({ definition, message }) => `${definition.code}: ${message}`),
    files: [configFile, ...parts.map(({ file }) => file)],
  };
}
