// Mounts the explorer with the gateway's saved operations beside whatever this browser has kept of its user's own.
import { isKnown } from './callers.js';
import { fitNarrow } from './narrow.js';

const collectionId = 'touch-points';
const kept = (name) => JSON.parse(localStorage.getItem(`hive-laboratory:${name}`) ?? 'null');

const saved = await (await fetch('/explorer/operations.json')).json();
const createdAt = new Date(0).toISOString();
const entry = ({ id, name, description, query, variables, extensions }) => ({
  id,
  name,
  description,
  query,
  variables: JSON.stringify(variables, null, 2),
  headers: '{}',
  extensions: JSON.stringify(extensions, null, 2),
  createdAt,
});
const operations = saved.filter(({ contract }) => contract === undefined).map(entry);
// Each in a collection of its own: they are what is asked of a part of the graph.
const ofContracts = Map.groupBy(
  saved.filter(({ contract }) => contract !== undefined),
  ({ contract }) => contract,
);

const ours = [
  { id: collectionId, name: 'Touch points', createdAt, operations },
  ...[...ofContracts].map(([contract, own]) => ({
    id: `${collectionId}-${contract}`,
    name: `Contract: ${contract}`,
    createdAt,
    operations: own.map(entry),
  })),
];
const settings = {
  collections: [...ours, ...(kept('collections') ?? []).filter(({ id }) => !id.startsWith(collectionId))],
};
const first = operations[0];
const firstVisit = kept('tabs') === null && first !== undefined;

// It reads the schema at once, and never again when it is not given to whoever asks.
if (isKnown()) {
  const place = document.querySelector('#explorer');
  globalThis.HiveLaboratory.renderLaboratory(place, {
    theme: 'light',
    enableDocs: true,
    defaultEndpoint: new URL('/graphql', location.href).href,
    defaultCollections: settings.collections,
    ...(firstVisit && {
      defaultOperations: [first],
      defaultTabs: [{ id: 'tab-first', type: 'operation', data: { id: first.id, name: first.name } }],
      defaultActiveTabId: 'tab-first',
    }),
  });
  fitNarrow(place);
} else {
  const hint = document.createElement('p');
  hint.className = 'hint';
  hint.textContent = 'Once you have said above who you are, the explorer is here.';
  document.querySelector('#explorer').replaceChildren(hint);
}
