/** Composes the subgraphs that a file in rover's supergraph.yaml shape lists. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { readSupergraphConfig } from '../../subgraphs/supergraph-config.ts';
import { withPolicies } from './derived-policies.ts';
import { privacyProblems, usesDataClasses } from './privacy-checks.ts';

export interface Composed {
  readonly sdl: string;
  readonly hints: readonly string[];
  /** What it was made of: a change to any of these makes another supergraph. */
  readonly files: readonly string[];
}

/**
 * Throws an Error that tells every reason, one a line, why they do not compose. `classes`: whether every field has to have a data class;
 * `where-used`, as soon as one has.
 */
export function compose(configFile: string, classes: 'required' | 'where-used' = 'where-used'): Composed {
  const { subgraphs } = readSupergraphConfig(configFile);
  const folder = dirname(configFile);
  const parts = subgraphs.map(({ name, routingUrl, schemaFile }) => ({
    name,
    url: routingUrl,
    file: resolve(folder, schemaFile),
    document: parse(readFileSync(resolve(folder, schemaFile), 'utf8')),
  }));
  const result = composeServices(parts.map(({ name, url, document }) => ({ name, url, typeDefs: document })));
  if (result.errors) {
    throw new Error(
      result.errors.map(({ message, extensions }) => `${String(extensions.code ?? 'error')}: ${message}`).join('\n'),
    );
  }
  if (classes === 'required' || parts.some(usesDataClasses)) {
    const problems = privacyProblems(parts, result.supergraphSdl);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }
  return {
    sdl: withPolicies(`${result.supergraphSdl}\n`),
    hints: (result.hints ?? []).map(({ definition, message }) => `${definition.code}: ${message}`),
    files: [configFile, ...parts.map(({ file }) => file)],
  };
}
