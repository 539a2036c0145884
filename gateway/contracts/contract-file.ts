/** CONTRACTS_FILE: which contract graphs there are, made of which tags and for whom. YAML; docs/partners.md explains it. */
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { callerKinds } from '../../subgraphs/shared/privacy/access.ts';
import type { Contracts } from './contracts.ts';

/** As Federation's tags may be called. */
const tag = z
  .string()
  .regex(/^[\w\-/]{1,128}$/, 'write a tag of at most 128 letters, digits and any of _ - / without the @tag around it.');
const tags = z.array(tag, { error: 'write a list of tags in [ ].' });
const roles = z
  .array(z.string().min(1, 'write the name of a role.'), { error: 'write a list of roles in [ ].' })
  .min(1, 'write at least one role: a contract nobody has is of no use.');

const contract = z
  .strictObject(
    { include: tags.default([]), exclude: tags.default([]), roles },
    { error: 'write { include: [...], exclude: [...], roles: [...] }.' },
  )
  .refine(({ include, exclude }) => include.length + exclude.length > 0, {
    error: 'write tags to include or to exclude: without any it would be the whole graph.',
  });

const file = z.strictObject(
  {
    version: z.literal(1, { error: 'write 1.' }),
    wholeGraph: z
      .array(z.enum(callerKinds, { error: `write any of ${callerKinds.join(', ')}.` }), {
        error: `write a list in [ ] of ${callerKinds.join(', ')}.`,
      })
      .default(callerKinds.filter((kind) => kind !== 'partner')),
    contracts: z.record(
      z
        .string()
        .regex(/^[a-z][a-z0-9-]{0,62}$/, 'write a name of small letters, digits and -: it is the end of an address.'),
      contract,
      { error: 'write each contract there is below it, by its name.' },
    ),
  },
  { error: 'write version and contracts.' },
);

export type ContractFileResult = { readonly contracts: Contracts } | { readonly problems: readonly string[] };

/** `text`: of the file. A problem is a line: where in the file, and what to write there. */
export function readContractFile(text: string): ContractFileResult {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map(({ pos, code }) => {
        const { line } = lineCounter.linePos(pos[0]);
        return `line ${line}: ${code === 'DUPLICATE_KEY' ? 'it is there twice.' : `it is not YAML (${code}).`}`;
      }),
    };
  }
  const read = file.safeParse(document.toJS());
  if (!read.success) return { problems: read.error.issues.flatMap(linesOf) };
  const { wholeGraph, contracts } = read.data;
  return {
    contracts: { wholeGraph, contracts: Object.entries(contracts).map(([name, own]) => ({ name, ...own })) },
  };
}

function linesOf(issue: z.core.$ZodIssue): string[] {
  const at = (path: readonly PropertyKey[], what: string) =>
    path.length === 0 ? what : `${path.map(String).join('.')}: ${what}`;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => at([...issue.path, key], 'this is not known here; see docs/partners.md.'));
  // Of a wrong key, zod tells what is wrong with it within.
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => at(issue.path, message));
  return [at(issue.path, issue.message)];
}
