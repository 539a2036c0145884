// The editor's workers, as files of our own: under the page's content security policy nothing else would load.
const workers = {
  editorWorkerService: '/explorer/workers/editor.js',
  graphql: '/explorer/workers/graphql.js',
  json: '/explorer/workers/json.js',
  typescript: '/explorer/workers/typescript.js',
};
globalThis.MonacoEnvironment = {
  globalAPI: false,
  getWorker: (_module, label) => new Worker(workers[label] ?? workers.editorWorkerService, { name: label }),
};

// Every operation run here shows its plan, saved or not: the gateway adds it when asked.
const send = globalThis.fetch.bind(globalThis);
globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  const { origin, pathname } = new URL(request.url);
  if (origin === location.origin && pathname === '/graphql') request.headers.set('x-query-plan', '1');
  return send(request);
};
