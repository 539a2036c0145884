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
