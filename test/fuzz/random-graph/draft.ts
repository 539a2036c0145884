/** Subgraphs in the making: what each says of each type, until it is written down as SDL. */

export interface FieldDraft {
  readonly name: string;
  /** With arguments: `(first: Int = 3)`. */
  readonly args: string;
  readonly type: string;
  readonly directives: string[];
}

export interface TypeDraft {
  readonly kind: 'type' | 'interface';
  readonly name: string;
  readonly directives: string[];
  readonly interfaces: string[];
  readonly fields: Map<string, FieldDraft>;
}

export interface SubgraphDraft {
  readonly name: string;
  readonly types: Map<string, TypeDraft>;
  /** Members by name. */
  readonly unions: Map<string, readonly string[]>;
}

export const subgraph = (name: string): SubgraphDraft => ({ name, types: new Map(), unions: new Map() });

export function typeIn(draft: SubgraphDraft, name: string, kind: TypeDraft['kind'] = 'type'): TypeDraft {
  const known = draft.types.get(name) ?? { kind, name, directives: [], interfaces: [], fields: new Map() };
  draft.types.set(name, known);
  return known;
}

/** The one there is already stays. */
export function addField(
  type: TypeDraft,
  name: string,
  of: string,
  more: { readonly args?: string; readonly directives?: readonly string[] } = {},
): FieldDraft {
  const { args = '', directives = [] } = more;
  const known = type.fields.get(name) ?? { name, args, type: of, directives: [...directives] };
  type.fields.set(name, known);
  return known;
}

/** `Int` of `[[Int!]]!`. */
export const namedIn = (type: string): string => type.replace(/[[\]!]/g, '');

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external",
  "@requires", "@provides", "@override", "@interfaceObject"])`;
const common = 'enum Size { SMALL LARGE }\nscalar JSON';

export function write({ types, unions }: SubgraphDraft): string {
  const written = [...types.values()].map(({ kind, name, directives, interfaces, fields }) => {
    const implemented = interfaces.length > 0 ? ` implements ${interfaces.join(' & ')}` : '';
    const lines = [...fields.values()].map(
      (field) => `  ${[`${field.name}${field.args}: ${field.type}`, ...field.directives].join(' ')}`,
    );
    return `${kind} ${[`${name}${implemented}`, ...directives].join(' ')} {\n${lines.join('\n')}\n}`;
  });
  const joined = [...unions].map(([name, members]) => `union ${name} = ${members.join(' | ')}`);
  return [link, common, ...written, ...joined].join('\n');
}
