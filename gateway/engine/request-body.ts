/**
 * The JSON text a subgraph is sent, put together round what is text already: the operation's, made once, and the representations',
 * each made once to tell equal ones apart. The variables themselves are then never written a second time.
 */
import type { Fetch } from './plan/steps.ts';
import type { Variables } from './shape/conditions.ts';

const heads = new WeakMap<Fetch, string>();

/** `representations`: their texts; null for a root fetch. */
export function requestBody(fetch: Fetch, variables: Variables, representations: readonly string[] | null): string {
  let text = heads.get(fetch) ?? writeHead(fetch);
  let separator = '';
  for (const name of fetch.variables) {
    const value = variables[name];
    if (value === undefined) continue;
    text += `${separator}${JSON.stringify(name)}:${JSON.stringify(value)}`;
    separator = ',';
  }
  return representations === null
    ? `${text}}}`
    : `${text}${separator}"representations":[${representations.join(',')}]}}`;
}

function writeHead(fetch: Fetch): string {
  const name = fetch.operationName === undefined ? '' : `,"operationName":${JSON.stringify(fetch.operationName)}`;
  const head = `{"query":${JSON.stringify(fetch.query)}${name},"variables":{`;
  heads.set(fetch, head);
  return head;
}
