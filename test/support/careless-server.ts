/** A GraphQL endpoint with every weakness a scanner looks for, to see that it would be found. */
import { createServer, type IncomingMessage } from 'node:http';
import {
  buildSchema,
  execute,
  GraphQLError,
  MaxIntrospectionDepthRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';

const schema = buildSchema('type Query { name: String } type Mutation { rename: String }');
const rules = specifiedRules.filter((rule) => rule !== MaxIntrospectionDepthRule);

export interface CarelessServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function startCarelessServer(): Promise<CarelessServer> {
  const server = createServer((request, response) => {
    read(request).then((body) => {
      const asked = askedBy(request, body);
      const answer = Array.isArray(asked) ? asked.map(answerTo) : answerTo(asked);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function askedBy({ method, url = '', headers }: IncomingMessage, body: string): unknown {
  if (method === 'GET') return Object.fromEntries(new URL(url, 'http://localhost').searchParams);
  return headers['content-type'] === 'application/json'
    ? JSON.parse(body)
    : Object.fromEntries(new URLSearchParams(body));
}

function answerTo(asked: unknown): object {
  const extensions = { tracing: { version: 1 } };
  try {
    const document = parse(isRecord(asked) ? String(asked.query) : '');
    const errors = validate(schema, document, rules);
    return errors.length > 0 ? { errors, extensions } : { ...execute({ schema, document }), extensions };
  } catch (error) {
    const exception = error instanceof Error ? { stacktrace: error.stack?.split('\n') } : {};
    return { errors: [new GraphQLError('Something went wrong.', { extensions: { exception } })] };
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
