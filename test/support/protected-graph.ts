/** The small graph with rights on some of its fields, and a table of who has them. */
import type { PolicyTable } from '../../subgraphs/shared/privacy/access.ts';
import { readPolicyFile } from '../../subgraphs/shared/privacy/policy-file.ts';
import { smallSupergraph } from './small-graph.ts';

const links = `
  @link(url: "https://specs.apollo.dev/authenticated/v0.1", import: [{ name: "@authenticated", as: "@known" }], for: SECURITY)
  @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)
  @link(url: "https://specs.apollo.dev/policy/v0.1", as: "rule", for: SECURITY)
  @link(url: "https://specs.example.com/privacy/v1.0", import: ["@dataClass"])`;

const definitions = `
  directive @known on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @requiresScopes(scopes: [[requiresScopes__Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @rule(policies: [[rule__Policy!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @dataClass(is: String!, mask: String) on FIELD_DEFINITION | OBJECT | INTERFACE
  scalar requiresScopes__Scope
  scalar rule__Policy`;

/** `rules`: directives by coordinate, such as `{ 'Customer.name': '@rule(policies: [["contact"]])' }`; of types by their name. */
export function protectedSupergraph(rules: Readonly<Record<string, string>>): string {
  let sdl = smallSupergraph().replace(/^schema\b/m, `schema${links}`);
  for (const [coordinate, directives] of Object.entries(rules)) {
    const [type = '', field] = coordinate.split('.');
    const block = new RegExp(`^type ${type}\\b[^{]*\\{[^}]*\\}`, 'm');
    const found = block.exec(sdl)?.[0];
    if (found === undefined) throw new Error(`the small graph has no ${type}`);
    const changed =
      field === undefined
        ? found.replace('{', `${directives} {`)
        : found.replace(new RegExp(`^(\\s+${field}\\b(\\([^)]*\\))?:\\s*[^\\s@]+)`, 'm'), `$1 ${directives}`);
    if (changed === found) throw new Error(`the small graph has no ${coordinate}`);
    sdl = sdl.replace(found, () => changed);
  }
  return `${sdl}\n${definitions}`;
}

export function policyTable(yaml: string): PolicyTable {
  const read = readPolicyFile(yaml);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read.table;
}
