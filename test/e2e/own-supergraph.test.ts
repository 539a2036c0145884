/** `SUPERGRAPH_FILE=... npm run gateway` over another team's graph: subgraphs that are nothing but GraphQL over HTTP, as they are found. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Product, startProduct } from '../support/product.ts';
import { plainly, type ShopSubgraph, shopSubgraph, shopSupergraph, type Wire } from '../support/shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'own-supergraph-'));
const file = join(folder, 'shop.graphql');

let catalogue: ShopSubgraph;
let stock: ShopSubgraph;
let reviews: ShopSubgraph;
let product: Product;
beforeAll(async () => {
  catalogue = await shopSubgraph('catalogue');
  stock = await shopSubgraph('stock.v2', '/team/stock/graphql?tenant=ax&view=a%20b');
  reviews = await shopSubgraph('Reviews & Ratings', '/');
  writeFileSync(
    file,
    shopSupergraph({ catalogue: catalogue.url, 'stock.v2': stock.url, 'Reviews & Ratings': reviews.url }),
  );
  // On our own engine: @apollo/gateway refuses some of the directives.
  product = await startProduct({ SUPERGRAPH_FILE: file, ENGINE: 'compiled' });
});
afterAll(async () => {
  await product.close();
  await Promise.all([catalogue, stock, reviews].map((each) => each.close()));
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  for (const each of [catalogue, stock, reviews]) {
    each.wires = [plainly];
    each.requests.length = 0;
  }
});

const everything = '{ products { title price inStock rating } }';
const all = {
  products: [
    { title: 'Chair', price: 20, inStock: 7, rating: 4.5 },
    { title: 'Table', price: 20, inStock: 14, rating: 4.5 },
    { title: 'Lamp', price: 20, inStock: 21, rating: 4.5 },
  ],
};

test('it is answered from all its subgraphs, each at its own path and query string', async () => {
  const { errors, data } = await product.ask(everything);
  expect([errors, data]).toEqual([[], all]);
  expect(stock.requests.map(({ path }) => path)).toEqual(['/team/stock/graphql?tenant=ax&view=a%20b']);
  expect(product.output()).not.toMatch(/Stand-ins|customerCandidates/);
});

test('it is ready, though its subgraphs have no health address of ours', async () => {
  const reply = await fetch(`${product.url}readyz`);
  const body = await reply.json();
  expect(body).toMatchObject({
    status: 'ready',
    systems: { catalogue: { state: 'up' }, 'stock.v2': { state: 'up' }, 'Reviews & Ratings': { state: 'up' } },
  });
  expect(reply.status).toBe(200);
});

test('who runs it is told which of its directives protect nothing here', () => {
  expect(product.output()).toMatch(/"directives":\["@authenticated","@policy","@requiresScopes"\],"msg":"not enforced/);
});

describe('a subgraph is understood', () => {
  const encoded = (name: string, encode: (text: string) => Buffer): [string, Wire] => [
    `when its reply is compressed: ${name}`,
    (body, response) => response.setHeader('content-encoding', name).end(encode(body)),
  ];
  const close: Wire = (body, response) => response.setHeader('connection', 'close').end(body);
  test.each<[string, Wire]>([
    encoded('gzip', gzipSync),
    encoded('x-gzip', gzipSync),
    encoded('deflate', deflateSync),
    encoded('br', brotliCompressSync),
    encoded('identity', Buffer.from),
    ['when it calls its reply a text', (body, response) => response.setHeader('content-type', 'text/plain').end(body)],
    ['when it does not say what its reply is', (body, response) => response.end(body)],
    [
      'when its reply is of the newer media type',
      (body, response) => response.setHeader('content-type', 'application/graphql-response+json').end(body),
    ],
    ['when its reply begins with a byte order mark', (body, response) => response.end(`\uFEFF${body}`)],
    ['when it closes the connection after every reply', close],
    [
      'when its reply comes byte by byte',
      (body, response) => {
        for (const byte of Buffer.from(body)) response.write(Buffer.of(byte));
        response.end();
      },
    ],
    [
      'when the end of its reply is that of the connection',
      (body, response, { socket }) => {
        response.detachSocket(socket);
        socket.end(`HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n${body}`);
      },
    ],
  ])('%s', async (_, wire) => {
    stock.wires = [wire];
    for (let round = 0; round < 2; round += 1) {
      const { errors, data } = await product.ask(everything);
      expect([errors, data]).toEqual([[], all]);
    }
  });

  test('when it closes each kept connection after a moment, without having said so', async () => {
    stock.wires = [
      (body, response, { socket }) => {
        response.setHeader('keep-alive', '').end(body);
        setTimeout(() => socket.destroy(), 20);
      },
    ];
    for (let round = 0; round < 5; round += 1) {
      const { errors, data } = await product.ask(everything);
      expect([errors, data]).toEqual([[], all]);
      await new Promise((resolve) => setTimeout(resolve, round * 10));
    }
  });
});

describe('a kept connection that is closed just as the next request is on its way', () => {
  const closing: Wire = (_, response) => response.socket?.destroy();

  test('costs a query nothing: it is asked once more', async () => {
    await product.ask(everything);
    stock.requests.length = 0;
    stock.wires = [closing, plainly];
    const { errors, data } = await product.ask(everything);
    expect([errors, data]).toEqual([[], all]);
    expect(stock.requests).toHaveLength(2);
  });

  test('twice in a row is a subgraph that is not there', async () => {
    stock.wires = [closing];
    const { errors } = await product.ask(everything);
    expect(errors).toMatchObject([{ extensions: { code: 'LEGACY_UNAVAILABLE', system: 'stock.v2' } }]);
    expect(stock.requests).toHaveLength(2);
  });

  test('fails a mutation: whether it was done is not known', async () => {
    await product.ask('mutation { rate(id: "1", stars: 5) { id } }');
    reviews.requests.length = 0;
    reviews.wires = [closing, plainly];
    const { errors, data } = await product.ask('mutation { rate(id: "1", stars: 5) { id } }');
    expect(data).toEqual({ rate: null });
    expect(errors).toMatchObject([{ path: ['rate'], extensions: { code: 'LEGACY_UNAVAILABLE' } }]);
    expect(reviews.requests).toHaveLength(1);
  });

  test('is asked once more also when its reply had begun, and no more', async () => {
    stock.wires = [
      (body, response) => {
        response.setHeader('content-length', body.length);
        response.write(body.slice(0, 9), () => response.socket?.destroy());
      },
    ];
    const { errors } = await product.ask(everything);
    expect(errors).toMatchObject([{ extensions: { code: 'LEGACY_UNAVAILABLE' } }]);
    expect(stock.requests).toHaveLength(2);
  });
});

describe('a subgraph costs its own fields only', () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
  test.each<[string, string, Wire]>([
    [
      'LEGACY_REJECTED',
      'that has moved',
      (_, response) => response.writeHead(308, { location: 'https://stock.example.com/' }).end(),
    ],
    ['LEGACY_REJECTED', 'that is not at this path', (_, response) => response.writeHead(404).end('<html>')],
    ['LEGACY_UNAVAILABLE', 'whose proxy has lost it', (_, response) => response.writeHead(502).end('<html>')],
    [
      'LEGACY_MALFORMED',
      'whose reply is not compressed as it says',
      (body, response) => response.setHeader('content-encoding', 'gzip').end(body),
    ],
    [
      'LEGACY_MALFORMED',
      'whose reply is compressed in a way nobody knows',
      (body, response) => response.setHeader('content-encoding', 'zip').end(body),
    ],
    [
      'LEGACY_MALFORMED',
      'whose small reply would be a huge one',
      (_, response) => response.setHeader('content-encoding', 'gzip').end(bomb),
    ],
    ['LEGACY_MALFORMED', 'that answers nothing', (_, response) => response.writeHead(204).end()],
  ])('(%s) %s', async (code, _, wire) => {
    stock.wires = [wire];
    const { errors, data } = await product.ask(everything);
    expect(errors).toMatchObject([{ extensions: { code, system: 'stock.v2' } }]);
    expect(data).toEqual({ products: all.products.map((each) => ({ ...each, price: null, inStock: null })) });
  });
});

describe('a subgraph that is not there', () => {
  let own: Product;
  let leaving: ShopSubgraph;
  beforeAll(async () => {
    leaving = await shopSubgraph('stock.v2');
    const { url } = leaving;
    await leaving.close();
    // Its address by a setting, with a name and a password.
    own = await startProduct({
      SUPERGRAPH_FILE: file,
      ENGINE: 'compiled',
      STOCK_V2_SUBGRAPH_URL: url,
      REVIEWS___RATINGS_SUBGRAPH_URL: reviews.url.replace('//', '//reader:p%40ss@'),
    });
  });
  afterAll(() => own.close());

  test('costs its own fields, at start as later', async () => {
    const { errors, data } = await own.ask(everything);
    expect(errors).toMatchObject([{ extensions: { code: 'LEGACY_UNAVAILABLE', system: 'stock.v2', retryable: true } }]);
    expect(JSON.stringify(errors)).not.toContain('127.0.0.1');
    expect(data).toEqual({ products: all.products.map((each) => ({ ...each, price: null, inStock: null })) });
  });

  test('makes the gateway degraded, not unready', async () => {
    const reply = await fetch(`${own.url}readyz`);
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({
      status: 'degraded',
      systems: { catalogue: { state: 'up' }, 'stock.v2': { state: 'down', code: 'LEGACY_UNAVAILABLE' } },
    });
  });

  test('is another matter than one that wants a password, which its address may hold', async () => {
    await own.ask('{ product(id: "1") { rating } }');
    expect(reviews.requests.at(-1)?.headers.authorization).toBe(`Basic ${btoa('reader:p@ss')}`);
    await product.ask('{ product(id: "1") { rating } }');
    expect(reviews.requests.at(-1)?.headers.authorization).toBeUndefined();
  });
});
