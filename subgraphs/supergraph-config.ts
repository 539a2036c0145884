/** Reads supergraph.yaml in rover's shape: `subgraphs: { name: { routing_url, schema: { file } } }`. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const shape = z.object({
  federation_version: z.string().optional(),
  subgraphs: z.record(z.string(), z.object({ routing_url: z.url(), schema: z.object({ file: z.string() }) })),
});

export interface SubgraphEntry {
  readonly name: string;
  readonly routingUrl: string;
  /** Relative to the folder of supergraph.yaml. */
  readonly schemaFile: string;
}

/** Throws an Error that names the file and every wrong entry in it. */
export function readSupergraphConfig(file: string): { subgraphs: SubgraphEntry[] } {
  const parsed = shape.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return {
    subgraphs: Object.entries(parsed.data.subgraphs).map(([name, entry]) => ({
      name,
      routingUrl: entry.routing_url,
      schemaFile: entry.schema.file,
    })),
  };
}
