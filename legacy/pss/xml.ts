/** Elements as plain objects, in the form the soap package reads and writes. */

/** An element's content: text, children in order (undefined ones are left out), or the element several times. */
export type Xml = string | readonly Xml[] | XmlElement;
export interface XmlElement {
  readonly [element: string]: Xml | undefined;
}

/** Everything found under a path of element names; an element that comes several times is followed each time. */
export function find(node: unknown, ...path: readonly string[]): unknown[] {
  const nodes = Array.isArray(node) ? node : [node];
  const [name, ...rest] = path;
  if (name === undefined) return nodes.filter((value) => value !== undefined && value !== null);
  return nodes.flatMap((value) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
    return find(Reflect.get(value, name), ...rest);
  });
}

/** The texts under a path, without surrounding blanks; empty ones are left out. */
export function texts(node: unknown, ...path: readonly string[]): string[] {
  return find(node, ...path)
    .map((value) => (typeof value === 'object' ? find(value, '$value')[0] : value))
    .map((value) => (typeof value === 'string' ? value.trim() : ''))
    .filter((value) => value !== '');
}

/** The text under a path when there is exactly one. */
export function text(node: unknown, ...path: readonly string[]): string | null {
  const [only, ...others] = texts(node, ...path);
  return only === undefined || others.length > 0 ? null : only;
}
