/** Three subgraphs of no airline, as another team would run them: servers of their own that know nothing of this product. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { composeParts } from './any-graph.ts';

const directives = [
  '@key',
  '@shareable',
  '@override',
  '@tag',
  '@authenticated',
  '@requiresScopes',
  '@policy',
  '@cost',
  '@listSize',
  '@cacheTag',
];

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ${JSON.stringify(directives)})`;

const titles: Readonly<Record<string, string>> = { '1': 'Chair', '2': 'Table', '3': 'Lamp' };
const asReference = { __resolveReference: (reference: unknown) => reference };

const parts = {
  catalogue: {
    typeDefs: `
      type Query {
        product(id: ID!): Product @cost(weight: 2)
        products: [Product!]! @listSize(assumedSize: 3) @cacheTag(format: "products")
      }
      type Product @key(fields: "id") @tag(name: "public") { id: ID! title: String! @authenticated price: Int }`,
    resolvers: {
      Query: {
        product: (_: unknown, { id }: { id: string }) => (titles[id] ? { id } : null),
        products: () => Object.keys(titles).map((id) => ({ id })),
      },
      Product: { ...asReference, title: ({ id }: { id: string }) => titles[id], price: () => 10 },
    },
  },
  'stock.v2': {
    typeDefs: `
      type Product @key(fields: "id") {
        id: ID!
        inStock: Int @requiresScopes(scopes: [["stock:read"]])
        price: Int @override(from: "catalogue", label: "percent(100)")
      }`,
    resolvers: {
      Product: { ...asReference, inStock: ({ id }: { id: string }) => Number(id) * 7, price: () => 20 },
    },
  },
  'Reviews & Ratings': {
    typeDefs: `
      type Mutation { rate(id: ID!, stars: Int!): Product }
      type Product @key(fields: "id") { id: ID! rating: Float @policy(policies: [["reviews"]]) }`,
    resolvers: {
      Mutation: { rate: (_: unknown, { id }: { id: string }) => ({ id }) },
      Product: { ...asReference, rating: () => 4.5 },
    },
  },
} as const;

export type ShopName = keyof typeof parts;

/** Sends an answer, or does something else. `body`: the JSON text of the answer. */
export type Wire = (body: string, response: ServerResponse, request: IncomingMessage) => void;

export const plainly: Wire = (body, response) => response.setHeader('content-type', 'application/json').end(body);

export interface ShopSubgraph {
  readonly server: Server;
  /** Where operations are taken. */
  readonly url: string;
  /** What becomes of each operation in turn; the last of them of all that follow. */
  wires: readonly Wire[];
  /** Of the operations taken. */
  readonly requests: { readonly path: string; readonly query: string; readonly headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

/** `path` may have a query string. Everything else is answered with 404. `tls`: key and certificate in PEM. */
export async function shopSubgraph(
  name: ShopName,
  path = '/graphql',
  tls?: { readonly key: string; readonly cert: string },
): Promise<ShopSubgraph> {
  const { typeDefs, resolvers } = parts[name];
  const schema = buildSubgraphSchema([
    { typeDefs: parse(`${link}\n${typeDefs}`), resolvers: resolvers as GraphQLResolverMap<unknown> },
  ]);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.method !== 'POST' || request.url !== path) return void response.writeHead(404).end('nothing here');
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    subgraph.requests.push({ path: request.url, query, headers: request.headers });
    const result = await execute({ schema, document: parse(query), variableValues: variables });
    const wire = subgraph.wires[Math.min(subgraph.requests.length, subgraph.wires.length) - 1] ?? plainly;
    wire(JSON.stringify(result), response, request);
  };
  const server = tls ? createTlsServer(tls, answer) : createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const subgraph: ShopSubgraph = {
    server,
    url: `http${tls ? 's' : ''}://127.0.0.1:${typeof address === 'object' ? address?.port : 0}${path}`,
    wires: [plainly],
    requests: [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return subgraph;
}

/** Composed as another team would; its directives are those a Federation 2 graph may have. */
export function shopSupergraph(urls: Readonly<Record<ShopName, string>>): string {
  return composeParts(
    Object.entries(parts).map(([name, { typeDefs }]) => ({ name, typeDefs, url: Reflect.get(urls, name) })),
    directives,
  );
}
