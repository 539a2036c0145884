/**
 * The GraphQL explorer, served whole from this process: Hive Laboratory with its editor workers, the saved operations and a
 * page of our own. Under its content security policy the page can load nothing from, and send nothing to, anywhere else.
 */
import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { packageFile } from './package-files.ts';
import { readContractOperations, readSavedOperations } from './saved-operations.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  // The editor places its own style elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const javascript = 'text/javascript; charset=utf-8';
const pageFile = (name: string) => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8');
/** Of the page itself, in a file each; it says there what each is for. */
const scripts = [
  'before',
  'boot',
  'asking',
  'answers',
  'callers',
  'demo-callers',
  'own-callers',
  'kept',
  'table',
  'sources',
  'withheld',
  'narrow',
];

/** Whether callers are asked who they are, and if so, whether they may choose. */
export type CallersAsked = 'off' | 'required' | 'demo';

export interface ExplorerOptions {
  readonly operationsFolder: URL;
  readonly callers: CallersAsked;
  /** Names of those that are served. */
  readonly contracts: readonly string[];
}

/** Loaded on the first visit: some twenty megabytes that a gateway without visitors does without. */
const laboratory = () => import('@graphql-hive/render-laboratory/laboratory');

export async function explorer(app: FastifyInstance, options: ExplorerOptions): Promise<void> {
  const answer = (
    path: string,
    type: string,
    send: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ) =>
    app.get(path, async (request, reply) => {
      reply.header('content-type', type).header('content-security-policy', contentSecurityPolicy);
      return send(request, reply);
    });
  const serve = (path: string, type: string, body: () => string) =>
    answer(path, type, async (_request, reply) => reply.send(body()));
  const servePackage = (path: string, load: () => Promise<string>) => answer(path, javascript, packageFile(load));

  const ofContracts = [...readContractOperations(options.operationsFolder)].flatMap(([contract, saved]) =>
    options.contracts.includes(contract) ? saved.map((operation) => ({ ...operation, contract })) : [],
  );
  const operations = JSON.stringify([...readSavedOperations(options.operationsFolder), ...ofContracts]);

  const told = `data-callers="${options.callers}"`;
  serve('/', 'text/html; charset=utf-8', () => pageFile('index.html').replace('data-callers="off"', told));
  serve('/explorer/page.css', 'text/css; charset=utf-8', () => pageFile('page.css'));
  for (const name of scripts) serve(`/explorer/${name}.js`, javascript, () => pageFile(`${name}.js`));
  serve('/explorer/operations.json', 'application/json; charset=utf-8', () => operations);
  servePackage('/explorer/laboratory.js', async () => (await laboratory()).js);
  serve('/explorer/favicon.svg', 'image/svg+xml', () => pageFile('favicon.svg'));
  servePackage('/explorer/workers/editor.js', async () => (await laboratory()).editorWorkerService);
  servePackage('/explorer/workers/graphql.js', async () => (await laboratory()).graphqlWorker);
  servePackage('/explorer/workers/json.js', async () => (await laboratory()).jsonWorker);
  servePackage('/explorer/workers/typescript.js', async () => (await laboratory()).typescriptWorker);
}
