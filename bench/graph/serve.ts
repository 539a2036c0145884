/**
 * The four subgraphs as one lean process: every request body is worked out once and from then on answered from memory, so that
 * what is measured is the gateway. `node serve.ts 4101` listens on 4101 to 4104; GET /calls gives the calls taken so far.
 */
import { createServer } from 'node:http';
import { subgraphExecutor } from '../../subgraphs/shared/hosting/execute.ts';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { fixtureSubgraph, systems } from './fixture.ts';

const firstPort = Number(process.argv[2]);
let calls = 0;

for (const [index, name] of systems.entries()) {
  const execute = subgraphExecutor(fixtureSubgraph(name), { validate: true });
  const answers = new Map<string, Buffer>();
  const answer = async (body: string): Promise<Buffer> => {
    const operation: unknown = JSON.parse(body);
    if (!isRecord(operation)) throw new Error('not an operation');
    const variables = isRecord(operation.variables) ? operation.variables : {};
    const { data, errors } = await execute({ query: String(operation.query), variables }, {});
    return Buffer.from(JSON.stringify({ data, ...(errors.length > 0 && { errors }) }));
  };
  const server = createServer((request, response) => {
    if (request.url === '/calls') return void response.end(String(calls));
    calls += 1;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', async () => {
      const body = chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString();
      let reply = answers.get(body);
      if (reply === undefined) {
        reply = await answer(body);
        answers.set(body, reply);
      }
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': reply.length });
      response.end(reply);
    });
  });
  // While its turn is not on, a gateway keeps connections it believes to be open.
  server.keepAliveTimeout = 600_000;
  server.listen(firstPort + index, '127.0.0.1');
}
