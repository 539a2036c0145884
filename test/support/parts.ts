/** Reads an answer in parts as clients do: from the wire, one part after another, put together by `path` or by `id`. */
import type { TestGateway } from './gateway.ts';

export const byPath = 'multipart/mixed;deferSpec=20220824, application/json';
export const byId = 'multipart/mixed;incrementalSpec=v0.2, application/json';

type Json = ReturnType<typeof JSON.parse>;

export interface Parts {
  readonly headers: Headers;
  readonly list: readonly Json[];
  /** When each part was there, in milliseconds since the request. */
  readonly at: readonly number[];
}

export async function askInParts(
  gateway: Pick<TestGateway, 'url'>,
  query: string,
  options: {
    readonly variables?: Record<string, unknown>;
    readonly accept?: string;
    readonly headers?: Record<string, string>;
    readonly signal?: AbortSignal;
    readonly onPart?: (part: Json) => void;
  } = {},
): Promise<Parts> {
  const start = performance.now();
  const reply = await fetch(`${gateway.url.replace(/\/$/, '')}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: options.accept ?? byPath, ...options.headers },
    body: JSON.stringify({ query, variables: options.variables }),
    ...(options.signal && { signal: options.signal }),
  });
  const type = reply.headers.get('content-type') ?? '';
  const list: Json[] = [];
  const at: number[] = [];
  const take = (text: string) => {
    list.push(JSON.parse(text));
    at.push(performance.now() - start);
    options.onPart?.(list.at(-1));
  };
  if (!type.startsWith('multipart/mixed')) {
    take(await reply.text());
    return { headers: reply.headers, list, at };
  }
  const boundary = `\r\n--${/boundary="(.*?)"/.exec(type)?.[1]}`;
  let text = '';
  for await (const chunk of reply.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf(boundary); end >= 0; end = text.indexOf(boundary)) {
      const part = text.slice(0, end);
      text = text.slice(end + boundary.length);
      if (part !== '') take(part.slice(part.indexOf('\r\n\r\n') + 4));
    }
  }
  if (text !== '--\r\n') throw new Error(`the answer ends with ${JSON.stringify(text)}`);
  return { headers: reply.headers, list, at };
}

/** The answer that all parts make together. */
export function together(list: readonly Json[]): { data: Json; errors: Json[] } {
  const [first, ...rest] = list;
  const data = structuredClone(first.data);
  const errors = [...(first.errors ?? [])];
  const places = new Map<string, (string | number)[]>();
  const announce = (part: Json) => part.pending?.forEach(({ id, path }: Json) => void places.set(id, path));
  announce(first);
  for (const part of rest) {
    announce(part);
    for (const item of part.incremental ?? []) {
      errors.push(...(item.errors ?? []));
      const path = item.path ?? places.get(item.id);
      if (item.data !== null)
        join(
          path.reduce((value: Json, segment: string | number) => value[segment], data),
          item.data,
        );
    }
    for (const { id, errors: own } of part.completed ?? []) {
      if (!places.delete(id)) throw new Error(`${id} was not pending`);
      errors.push(...(own ?? []));
    }
  }
  if (places.size > 0) throw new Error(`still pending: ${[...places.keys()]}`);
  return { data, errors };
}

function join(target: Json, source: Json): void {
  for (const [name, value] of Object.entries(source)) {
    const known = target[name];
    if (known !== null && typeof known === 'object' && value !== null && typeof value === 'object') join(known, value);
    else target[name] = value;
  }
}
