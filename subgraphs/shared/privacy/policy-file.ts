/** POLICY_FILE: who sees what for which purpose. YAML; docs/policies.md explains it. */
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Grant, type PolicyTable, subjectsByWidth } from './access.ts';
import { type ProtectedClass, protectedClasses } from './classes.ts';

const name = z.string().regex(/^[^\p{C}]{1,256}$/u, 'write a name of 1 to 256 letters, digits and signs.');
const listForm = `write a list in [ ] of ${protectedClasses.join(', ')}.`;
const oneClass = z.enum(protectedClasses, {
  error: ({ input }) =>
    input === 'public' ? 'remove it: what is public is always shown.' : `write one of ${protectedClasses.join(', ')}.`,
});
const classes = z.array(oneClass, { error: listForm });

const grant = z.strictObject(
  {
    subjects: z.enum(subjectsByWidth, { error: `write one of ${subjectsByWidth.join(', ')}.` }),
    shown: classes.default([]),
    masked: classes.default([]),
  },
  { error: 'write { subjects: ..., shown: [...], masked: [...] }.' },
);

const rolesForm = 'write a role below it, with the purposes it has below that.';
const file = z.strictObject(
  {
    version: z.literal(1, { error: 'write 1.' }),
    purposes: z.record(name, z.string({ error: 'say in a sentence what it is for.' }).min(1), {
      error: 'write each purpose there is below it, and what it is for.',
    }),
    roles: z.record(name, z.record(name, grant, { error: 'write its purposes below it.' }), { error: rolesForm }),
  },
  { error: 'write version, purposes and roles.' },
);

type Read = z.output<typeof file>;
type Path = readonly PropertyKey[];
interface Problem {
  readonly path: Path;
  readonly text: string;
}

export type PolicyFileResult = { readonly table: PolicyTable } | { readonly problems: readonly string[] };

/** `text`: of the file. A problem is a line: the line and the place in the file, and what to write there. */
export function readPolicyFile(text: string): PolicyFileResult {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map(({ pos, code }) =>
        code === 'DUPLICATE_KEY'
          ? `line ${lineCounter.linePos(pos[0]).line}: it is there twice.`
          : `line ${lineCounter.linePos(pos[0]).line}: it is not YAML (${code}).`,
      ),
    };
  }
  const tell = ({ path, text: what }: Problem): string => {
    const line = lineOf(path);
    return [...(line === null ? [] : [`line ${line}`]), ...(path.length > 0 ? [placeOf(path)] : []), what].join(': ');
  };
  /** Of the innermost part of the place that is there. */
  const lineOf = (path: Path): number | null => {
    for (let length = path.length; length >= 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (hasRange(node)) return lineCounter.linePos(node.range[0]).line;
    }
    return null;
  };
  const read = file.safeParse(document.toJS());
  if (!read.success) {
    return { problems: read.error.issues.flatMap(problemsOf).map(tell) };
  }
  const problems = contradictions(read.data);
  return problems.length > 0 ? { problems: problems.map(tell) } : { table: tableOf(read.data) };
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, text: issue.message }];
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    text: 'this is not known here; see docs/policies.md.',
  }));
}

function contradictions({ purposes, roles }: Read): Problem[] {
  const all = Object.keys(purposes);
  return Object.entries(roles).flatMap(([role, own]) =>
    Object.entries(own).flatMap(([purpose, { shown, masked }]) => {
      const path = ['roles', role, purpose];
      const unknown = all.includes(purpose)
        ? []
        : [{ path, text: `it is no purpose; write one of ${all.join(', ')}, or add it to purposes.` }];
      const both = [...shown, ...masked];
      return [
        ...unknown,
        ...shown.flatMap((each, index) => twice(both, each, index, [...path, 'shown', index])),
        ...masked.flatMap((each, index) => twice(both, each, shown.length + index, [...path, 'masked', index])),
      ];
    }),
  );
}

function twice(all: readonly ProtectedClass[], each: ProtectedClass, index: number, path: Path): Problem[] {
  return all.indexOf(each) < index ? [{ path, text: `${each} is there twice.` }] : [];
}

function tableOf({ purposes, roles }: Read): PolicyTable {
  return {
    purposes: new Map(Object.entries(purposes)),
    roles: new Map(
      Object.entries(roles).map(([role, own]) => [
        role,
        new Map(Object.entries(own).map(([purpose, read]) => [purpose, grantOf(read)])),
      ]),
    ),
  };
}

function grantOf({ subjects, shown, masked }: z.output<typeof grant>): Grant {
  return {
    subjects,
    sights: new Map([
      ...shown.map((each) => [each, 'shown'] as const),
      ...masked.map((each) => [each, 'masked'] as const),
    ]),
  };
}

function placeOf(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
