/**
 * Every role, every purpose and every field of the graph: what the running product shows, masks and hides is what gateway/policy.yaml and the
 * schemas' `@dataClass` say, read here by other means than the product's.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConstDirectiveNode, type DocumentNode, Kind, type TypeNode } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { authConfig, issuerEntry } from '../support/auth-config.ts';
import { fullSources, ownSchemas } from '../support/full-graph.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { policyTable } from '../support/protected-graph.ts';
import { root } from '../support/source-files.ts';

const policyText = readFileSync(join(root, 'gateway/policy.yaml'), 'utf8');

interface Grant {
  readonly shown?: readonly string[];
  readonly masked?: readonly string[];
}
const { roles } = parseYaml(policyText) as { readonly roles: Record<string, Record<string, Grant>> };
const pairs = Object.entries(roles).flatMap(([role, purposes]) =>
  Object.entries(purposes).map(([purpose, grant]) => ({ role, purpose, grant })),
);

interface Field {
  readonly name: string;
  readonly dataClass: string;
  readonly mask: string | null;
  readonly returns: string;
  readonly mayBeNull: boolean;
  /** With what it needs given. */
  readonly call: string;
}

/** By type, then by field; what is for the inside of the graph alone left out. */
type Graph = ReadonlyMap<string, ReadonlyMap<string, Field>>;

type Verdict = 'shown' | 'hidden' | 'by field' | { readonly mask: string };

let provider: IdentityProvider;
let gateway: TestGateway;
beforeAll(async () => {
  provider = await startIdentityProvider();
  gateway = await startGateway(readFileSync(join(root, 'gateway/supergraph.graphql'), 'utf8'), fullSources(), {
    auth: authConfig({ issuers: [issuerEntry('staff', provider.issuer)] }),
    policy: policyTable(policyText),
    maxDepth: 30,
  });
});
afterAll(async () => {
  await gateway?.close();
  await provider?.close();
});

describe('who sees what', () => {
  const graph = readGraph(ownSchemas().map(({ document }) => document));

  test('is asked of the whole graph', () => {
    expect(graph.size).toBeGreaterThan(50);
    expect([...graph.values()].flatMap((fields) => [...fields]).length).toBeGreaterThan(250);
    expect(pairs.length).toBeGreaterThan(10);
  });

  test.each(pairs)(
    'as $role for $purpose is what the policy says, at every field',
    async ({ role, purpose, grant }) => {
      const judge = (field: Field) => verdictOf(field, grant);
      const open = waysTo(graph, (field) => ['shown', 'by field'].includes(kindOf(judge(field))));
      const all = waysTo(graph, () => true);
      const told: Record<string, string> = {};
      const expected: Record<string, string> = {};
      for (const [type, fields] of graph) {
        const way = open.get(type);
        for (const group of groupsOf([...fields.values()])) {
          const path = way ?? all.get(type) ?? [];
          const seen = await ask(path, group, role, purpose);
          const closed = way === undefined ? path.find(({ field }) => kindOf(judge(field)) === 'hidden') : undefined;
          for (const field of group) {
            const coordinate = `${type}.${field.name}`;
            // Nobody comes to it, as something on every way there is hidden.
            expected[coordinate] = closed ? `behind ${closed.type}.${closed.field.name}` : kindOf(judge(field));
            told[coordinate] =
              closed && seen.hidden.includes(`${closed.type}.${closed.field.name}`)
                ? `behind ${closed.type}.${closed.field.name}`
                : sightIn(seen, coordinate, path, field);
          }
        }
      }
      expect(told).toEqual(expected);
    },
  );

  interface Seen {
    readonly data: unknown;
    readonly hidden: readonly string[];
    readonly masked: readonly { readonly path: readonly (string | number)[]; readonly mask: string }[];
  }

  async function ask(path: readonly Step[], group: readonly Field[], role: string, purpose: string): Promise<Seen> {
    const inner = group.map(({ call, returns }) => (graph.has(returns) ? `${call} { __typename }` : call)).join(' ');
    const query = path.reduceRight((below, { field }) => `{ ${field.call} ${below} }`, `{ ${inner} }`);
    const token = await provider.token({ roles: [role], purposes: [purpose] });
    const { status, body } = await gateway.ask(query, {}, { authorization: `Bearer ${token}`, 'x-purpose': purpose });
    expect({ status, query }).toEqual({ status: 200, query });
    const errors: { message: string; extensions: { code: string } }[] = body.errors ?? [];
    expect(errors.filter(({ extensions }) => extensions.code !== 'UNAUTHORIZED_FIELD_OR_TYPE')).toEqual([]);
    const hidden = errors.flatMap(({ message }) => /\w+\.\w+/.exec(message)?.[0] ?? []);
    return { data: body.data, hidden, masked: body.extensions?.masked ?? [] };
  }

  /** What the answer shows of a field, whatever it was asked with. */
  function sightIn(seen: Seen, coordinate: string, path: readonly Step[], field: Field): string {
    if (seen.hidden.includes(coordinate)) return 'hidden';
    let value = [seen.data];
    for (const name of [...path.map((step) => step.field.name), field.name])
      value = value.flatMap((each) => (each as Record<string, unknown> | null)?.[name] ?? []).flat();
    const masked = seen.masked.find((each) => each.path.findLast((step) => typeof step === 'string') === field.name);
    if (masked) return value.every((each) => partsOf[masked.mask]?.includes(String(each))) ? masked.mask : 'whole';
    return value.length > 0 ? 'shown' : 'nothing, and nothing told';
  }
});

/** What the masks leave of the values that are there. */
const partsOf: Readonly<Record<string, readonly string[]>> = {
  FIRST_LETTER: ['W***'],
  LAST_THREE: ['***234'],
  LAST_FOUR: ['***1234'],
  YEAR: ['1987-01-01'],
};

const kindOf = (verdict: Verdict): string =>
  typeof verdict === 'object' ? verdict.mask : verdict === 'by field' ? 'shown' : verdict;

function verdictOf({ dataClass, mask }: Field, { shown = [], masked = [] }: Grant): Verdict {
  if (dataClass === 'public' || shown.includes(dataClass)) return 'shown';
  if (!masked.includes(dataClass) || mask === null) return 'hidden';
  return mask === 'BY_FIELD' ? 'by field' : { mask };
}

/** What cannot be null is asked for alone: hidden, it takes along what is beside it. */
function groupsOf(fields: readonly Field[]): readonly (readonly Field[])[] {
  const together = fields.filter(({ mayBeNull }) => mayBeNull);
  return [
    ...(together.length > 0 ? [together] : []),
    ...fields.filter(({ mayBeNull }) => !mayBeNull).map((each) => [each]),
  ];
}

interface Step {
  readonly type: string;
  readonly field: Field;
}

/** The shortest way from `Query` to each type, by fields that may be taken. */
function waysTo(graph: Graph, may: (field: Field) => boolean): ReadonlyMap<string, readonly Step[]> {
  const ways = new Map<string, readonly Step[]>([['Query', []]]);
  for (const [type, way] of ways)
    for (const field of graph.get(type)?.values() ?? [])
      if (graph.has(field.returns) && !ways.has(field.returns) && may(field))
        ways.set(field.returns, [...way, { type, field }]);
  return ways;
}

function readGraph(documents: readonly DocumentNode[]): Graph {
  const graph = new Map<string, Map<string, Field>>();
  for (const { definitions } of documents) {
    for (const type of definitions) {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
      const fields = graph.get(type.name.value) ?? new Map<string, Field>();
      graph.set(type.name.value, fields);
      for (const field of type.fields ?? []) {
        const written = [...(field.directives ?? []), ...(type.directives ?? [])].map(({ name }) => name.value);
        if (written.includes('external') || written.includes('inaccessible')) continue;
        const declared = classIn(field.directives) ?? classIn(type.directives);
        if (declared === null) throw new Error(`${type.name.value}.${field.name.value} has no class`);
        const needed = (field.arguments ?? []).filter(
          (each) => each.type.kind === Kind.NON_NULL_TYPE && !each.defaultValue,
        );
        const given = needed.map(({ name, type: of }) => `${name.value}: ${literals[nameOf(of)] ?? '"Whole 1234"'}`);
        fields.set(field.name.value, {
          name: field.name.value,
          ...declared,
          returns: nameOf(field.type),
          mayBeNull: field.type.kind !== Kind.NON_NULL_TYPE,
          call: given.length === 0 ? field.name.value : `${field.name.value}(${given.join(' ')})`,
        });
      }
    }
  }
  return graph;
}

/** For arguments that must be given. */
const literals: Readonly<Record<string, string>> = { Date: '"1987-06-05"', Int: '7' };

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));

function classIn(directives: readonly ConstDirectiveNode[] = []): Pick<Field, 'dataClass' | 'mask'> | null {
  const found = directives.find(({ name }) => name.value === 'dataClass');
  if (!found) return null;
  const word = (name: string) => {
    const value = found.arguments?.find((each) => each.name.value === name)?.value;
    return value?.kind === Kind.ENUM ? value.value : null;
  };
  return { dataClass: (word('is') ?? '').toLowerCase().replaceAll('_', '-'), mask: word('mask') };
}
