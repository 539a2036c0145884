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

// In place before the explorer is loaded, which may keep the function it finds: all it asks of the graph goes through asking.js.
const send = globalThis.fetch.bind(globalThis);
const asking = import('./asking.js');
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || !/^\/graphql(\/|$)/.test(pathname)) return send(request);
  const { ask } = await asking;
  return ask(request, send);
};
