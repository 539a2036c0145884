/** A small-graph subgraph over HTTP whose answers a test may change, delay, cut or leave out. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { remote } from '../../gateway/data-sources/remote.ts';
import { subgraphExecutor } from '../../subgraphs/shared/hosting/execute.ts';
import { everybody } from './everybody.ts';
import { type Behaviour, type SmallName, smallSubgraph } from './small-graph.ts';

export interface Lie {
  /** Changes the answer; entities are in `data._entities`. */
  readonly answer?: (data: Record<string, unknown>) => unknown;
  /** Takes over altogether. */
  readonly instead?: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
}

export interface LyingSubgraph {
  readonly source: DataSource;
  readonly url: URL;
  /** Requests taken, and those whose connection the gateway closed before it was answered. */
  readonly taken: { requests: number; abandoned: number; headers: IncomingMessage['headers'][] };
  close(): Promise<void>;
}

export async function lyingSubgraph(name: SmallName, lie: Lie, behaviour: Behaviour = {}): Promise<LyingSubgraph> {
  const subgraph = smallSubgraph(name, behaviour);
  const execute = subgraphExecutor(subgraph, { validate: true });
  const taken: LyingSubgraph['taken'] = { requests: 0, abandoned: 0, headers: [] };
  const server = createServer(async (request, response) => {
    taken.requests++;
    taken.headers.push(request.headers);
    response.once('close', () => {
      if (!response.writableFinished) taken.abandoned++;
    });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (lie.instead) return lie.instead(request, response);
    const operation = JSON.parse(Buffer.concat(chunks).toString());
    const { data, errors } = await execute(operation, subgraph.context(everybody()));
    const changed = data && lie.answer ? lie.answer(data) : data;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: changed, ...(errors.length > 0 && { errors }) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/graphql`);
  return {
    source: remote(name, url, { connections: 4 }),
    url,
    taken,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
