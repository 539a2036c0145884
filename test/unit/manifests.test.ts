/** Manifests of registered operations: what is read, what is told of a wrong one, and whose an operation is. */
import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Principal } from '../../gateway/identity/principal.ts';
import { namedBy, withText } from '../../gateway/registered/asked.ts';
import { documentsOf } from '../../gateway/registered/documents.ts';
import { readManifest } from '../../gateway/registered/manifest.ts';
import { readManifests } from '../../gateway/registered/manifest-files.ts';
import { readRungs, rungOf } from '../../gateway/registered/rungs.ts';

const hello = 'query Hello { hello }';
const idOf = (text: string, algorithm = 'sha256') => hash(algorithm, text, 'hex');
const apollo = (...operations: readonly Record<string, unknown>[]) =>
  JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations });
const entry = (changes: Record<string, unknown> = {}) => ({
  id: idOf(hello),
  name: 'Hello',
  type: 'query',
  body: hello,
  ...changes,
});

const partner: Principal = {
  issuer: 'api-keys',
  kind: 'partner',
  tenant: 'Portal Ltd',
  subject: 'portal',
  client: 'portal',
  roles: [],
  scopes: [],
  purposes: [],
  customerId: null,
  clientClass: 'partner',
};

describe('a manifest', () => {
  test('is read in Apollo’s form and in Relay’s, with the hash that Relay was set to', () => {
    const operations = [{ id: idOf(hello), text: hello }];
    expect(readManifest(apollo(entry()))).toEqual({ operations });
    for (const algorithm of ['sha256', 'sha1', 'md5']) {
      const id = idOf(hello, algorithm);
      expect(readManifest(JSON.stringify({ [id]: hello }))).toEqual({ operations: [{ id, text: hello }] });
    }
    expect(readManifest('{ "hello/1": "{ hello }" }')).toEqual({
      operations: [{ id: 'hello/1', text: '{ hello }' }],
    });
    expect(readManifest('{}')).toEqual({ operations: [] });
  });

  test.each([
    ['{', ['it is not JSON.']],
    ['[]', ['write an object of ids and texts, or a manifest of Apollo’s.']],
    ['{ "x": 7 }', ['x: write the text of an operation.']],
    [apollo(entry()).replace('"version":1', '"version":2'), ['version: write 1: no other version is known here.']],
    [
      JSON.stringify({ operations: [] }).replace('[]', '[],"format":"other","version":1'),
      ['format: write apollo-persisted-query-manifest.'],
    ],
    [apollo(entry(), entry({ body: 7 })), ['operations[1].body: write the text of an operation.']],
    [
      apollo(entry({ body: `${hello} ` })),
      ['operations[0]: its id is not the SHA256 of its text: make the manifest again.'],
    ],
    [apollo(entry({ name: 'Other' })), ['operations[0]: its operation is not named Other.']],
    [apollo(entry({ type: 'mutation' })), ['operations[0]: it is a query, not a mutation.']],
    [apollo(entry({ id: 'a', body: '{ hello' })), ['operations[0]: its text is no GraphQL (line 1, column 8 of it).']],
    ['{ "a": "{ b } query C { d }" }', ['a: write one operation, and no second one.']],
    ['{ "a": "fragment F on G { b }" }', ['a: write one operation, and no second one.']],
    [
      apollo(entry({ id: 'a' }), entry({ id: 'a', body: 'query Hello { other }' })),
      ['a: it is the id of 2 different texts.'],
    ],
  ])('that is wrong is told with the place: %s', (text, problems) => {
    expect(readManifest(text)).toEqual({ problems });
  });

  test('of whatever text ends in operations or in problems', () => {
    const value = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.string()), fc.record({ format: fc.string() }));
    fc.assert(
      fc.property(value, (json) => {
        const read = readManifest(JSON.stringify(json));
        expect('operations' in read || read.problems.length > 0).toBe(true);
      }),
    );
  });
});

describe('a folder of manifests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'portal'), { recursive: true });
  });
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

  test('has those of everybody in itself, and those of a client in its own folder', () => {
    write('all.json', apollo(entry()));
    write('portal/app.json', '{ "mine": "{ mine }" }');
    write('notes.txt', 'not a manifest');
    write('.hidden.json', 'not seen');
    const read = readManifests(folder);
    if ('problems' in read) throw new Error(read.problems.join('\n'));
    const documents = documentsOf(read.manifests, { saved: ['{ ours }'], forContracts: [] });
    const stranger = { ...partner, client: 'other' };
    expect(documents.find(partner, 'mine')).toBe('{ mine }');
    expect(documents.find(stranger, 'mine')).toBeUndefined();
    expect(documents.find(null, 'mine')).toBeUndefined();
    for (const who of [partner, stranger, null]) expect(documents.has(who, hello)).toBe(true);
    // What we have saved for the touch points is no partner's.
    expect(documents.has(partner, '{ ours }')).toBe(false);
    expect(documents.has({ ...partner, kind: 'staff' }, '{ ours }')).toBe(true);
  });

  test('tells every problem with its file, and one id for two texts', () => {
    write('a.json', '{ "x": "{ a }" }');
    write('b.json', '{ "x": "{ b }" }');
    write('portal/c.json', '{ "x": "{" }');
    write('portal/d.json', '[');
    expect(readManifests(folder)).toEqual({
      problems: [
        'portal/c.json: x: its text is no GraphQL (line 1, column 2 of it).',
        'portal/d.json: it is not JSON.',
        'b.json: x: it is the id of another text in a.json.',
      ],
    });
    expect(readManifests(join(folder, 'none'))).toEqual({ problems: ['it cannot be read: ENOENT.'] });
  });
});

test('a request names an operation in any of the usual ways, and in one of them', () => {
  const id = idOf(hello);
  const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: id } } };
  for (const body of [persisted, { documentId: id }, { documentId: `sha256:${id}` }, { doc_id: id }, { id }]) {
    expect(namedBy(body)).toEqual({ id, several: false });
    expect(withText({ ...body, variables: { a: 1 } }, hello)).toEqual({ query: hello, variables: { a: 1 } });
  }
  expect(namedBy({ ...persisted, documentId: id })).toEqual({ id, several: false });
  expect(namedBy({ ...persisted, documentId: 'other' })?.several).toBe(true);
  for (const body of [{}, { id: 7 }, { id: '' }, { extensions: 'x' }, { extensions: { persistedQuery: null } }]) {
    expect(namedBy(body)).toBeNull();
  }
  expect(withText({ extensions: { sources: true, persistedQuery: {} } }, hello)).toEqual({
    query: hello,
    extensions: { sources: true },
  });
});

test('a client’s rung goes before that of its kind, and that before everybody’s', () => {
  const read = readRungs(' partner=warn, client:portal=enforce,anyone=log', 'log');
  if ('problem' in read) throw new Error(read.problem);
  expect(rungOf(read.rungs, partner)).toBe('enforce');
  expect(rungOf(read.rungs, { ...partner, client: 'other' })).toBe('warn');
  expect(rungOf(read.rungs, { ...partner, kind: 'staff', client: 'desk' })).toBe('log');
  expect(rungOf(read.rungs, null)).toBe('log');
  for (const wrong of ['partner', 'partner=strict', 'nobody=log', 'client:=log', '=log']) {
    expect(readRungs(wrong, 'log')).toHaveProperty('problem');
  }
});
