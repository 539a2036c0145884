/**
 * `npm test` runs what needs no server of its own; `npm run test:real` the files named `*.real.test.ts`, which do; `npm run
 * test:vanilla` once more what goes through the gateway, with @apollo/gateway's engine in it, but for `*.compiled.test.ts`: what only
 * our own engine promises.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const real = 'test/**/*.real.test.ts';
const ownEngine = 'test/**/*.compiled.test.ts';
const throughTheGateway = ['test/e2e/*.test.ts', 'test/contract/subgraph-placement.test.ts'];

export default defineConfig(({ mode }) => ({
  // One copy of graphql: Apollo's packages load the CommonJS one, so the tests must too.
  resolve: { alias: [{ find: /^graphql$/, replacement: `${root}node_modules/graphql/index.js` }] },
  test: {
    root,
    ...(mode === 'real'
      ? { include: [real], fileParallelism: false }
      : mode === 'vanilla'
        ? { include: throughTheGateway, exclude: [real, ownEngine] }
        : { include: ['test/**/*.test.ts'], exclude: [real] }),
    // Some tests start the whole product, on machines that do other things too.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
}));
