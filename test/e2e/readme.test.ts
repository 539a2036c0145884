/** README's examples, run as they stand. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { type Product, startProduct } from '../support/product.ts';

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text = '']) => ({
  language,
  text,
}));
/** A question and the answer printed after it. */
const pairs = blocks.flatMap((block, index) => {
  const answer = blocks[index + 1];
  return block.language !== 'json' && answer?.language === 'json'
    ? [{ question: block, answer: JSON.parse(answer.text) }]
    : [];
});

let product: Product;
beforeAll(async () => {
  // As `npm start` does: whoever runs these commands is the agent of a demo.
  product = await startProduct({ WORLD_PEOPLE: '2000', AUTH: '' });
});
afterAll(async () => {
  await product?.close();
});

describe('README', () => {
  it('has a GraphQL example and three with curl, each with its answer', () => {
    expect(pairs.map(({ question }) => question.language)).toEqual(['graphql', 'sh', 'sh', 'sh']);
  });

  it('prints the GraphQL example’s real answer', async () => {
    const { question, answer } = pairs[0]!;
    const variables = JSON.parse(/With `(\{.*?\})`/.exec(readme)![1]!);
    const { data, errors } = await product.ask(question.text, variables);
    expect(errors).toEqual([]);
    expect({ data }).toEqual(answer);
  });

  const curl = async (question: string) => {
    const { stdout } = await promisify(execFile)('sh', ['-c', question.replace('http://localhost:4000/', product.url)]);
    return JSON.parse(stdout);
  };

  it('prints the curl example’s real answer', async () => {
    const { question, answer } = pairs[1]!;
    expect(await curl(question.text)).toEqual(answer);
  });

  it('prints the sources of an answer as they are, but for the times', async () => {
    const { question, answer } = pairs[2]!;
    const timeless = (text: string) =>
      JSON.parse(
        text
          .replaceAll(/"asOf":"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"asOf":"then"')
          .replaceAll(/("milliseconds"):[\d.]+/g, '$1:1'),
      );
    expect(timeless(JSON.stringify(await curl(question.text)))).toEqual(timeless(JSON.stringify(answer)));
  });

  it('starts with a cache, and invalidates, as it says', async () => {
    const start = blocks.find(({ text }) => /^CACHE=/.test(text))?.text ?? '';
    const settings = Object.fromEntries(
      [...start.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name!, value!]),
    );
    expect(Object.keys(settings)).toEqual(['CACHE', 'ADMIN_PORT', 'ADMIN_TOKEN']);
    const cached = await startProduct({ ...settings, AUTH: '', ADMIN_PORT: '0', ENGINE: 'compiled' });
    try {
      const { question, answer } = pairs[3]!;
      const admin = /^Admin +(\S+)$/m.exec(cached.output())![1]!;
      const command = question.text.replace(`http://localhost:${settings.ADMIN_PORT}/invalidation`, admin);
      const { stdout } = await promisify(execFile)('sh', ['-c', command]);
      expect(JSON.parse(stdout)).toEqual(answer);
    } finally {
      await cached.close();
    }
  });

  it('names only npm scripts that exist', () => {
    const named = [...readme.matchAll(/npm (?:run ([a-z][a-z:-]*)|(?:start|test)\b)/g)].map(
      ([, name]) => name ?? 'start',
    );
    for (const name of named) expect(Object.keys(packageFile.scripts)).toContain(name);
  });

  it('links only to files that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, path]) => path!);
    for (const path of links) expect(existsSync(new URL(path, root)), path).toBe(true);
  });

  it('names every error code there is', () => {
    const codes = [...readFileSync(new URL('gateway/error-codes.ts', root), 'utf8').matchAll(/'([A-Z_]+)'/g)].map(
      ([, code]) => code!,
    );
    expect(codes.length).toBeGreaterThan(5);
    for (const code of codes) expect(readme, code).toContain(`\`${code}\``);
  });
});
