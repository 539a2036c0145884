/** Supergraphs of no airline at all, composed on the spot, and subgraphs that answer for them over HTTP. */
import { createServer } from 'node:http';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { execute, parse } from 'graphql';

export interface Part {
  readonly name: string;
  readonly url?: string;
  readonly typeDefs: string;
}

/** `imports` of the federation directives each part uses. */
export function composeParts(parts: readonly Part[], imports: readonly string[]): string {
  const link = linked(imports);
  const result = composeServices(
    parts.map(({ name, url, typeDefs }) => ({
      name,
      url: url ?? `http://${name}.example.com/graphql`,
      typeDefs: parse(`${link}\n${typeDefs}`),
    })),
  );
  if (result.supergraphSdl === undefined) throw new Error(result.errors?.map(({ message }) => message).join('\n'));
  return result.supergraphSdl;
}

export interface HttpSubgraph {
  readonly url: string;
  /** Bodies of the requests taken. */
  readonly taken: { readonly query: string; readonly variables?: Record<string, unknown> }[];
  close(): Promise<void>;
}

/** Answers after `wait`, when there is one. */
export async function httpSubgraph(
  typeDefs: string,
  resolvers: Record<string, unknown>,
  wait?: () => Promise<void>,
  imports: readonly string[] = ['@key', '@shareable'],
): Promise<HttpSubgraph> {
  const link = linked(imports);
  const schema = buildSubgraphSchema([
    { typeDefs: parse(`${link}\n${typeDefs}`), resolvers: resolvers as GraphQLResolverMap<unknown> },
  ]);
  const taken: HttpSubgraph['taken'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    taken.push(body);
    await wait?.();
    const result = await execute({ schema, document: parse(body.query), variableValues: body.variables });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(result));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/graphql`,
    taken,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function linked(imports: readonly string[]): string {
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ${JSON.stringify(imports)})`;
}
