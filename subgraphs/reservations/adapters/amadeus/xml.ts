/**
 * XML text into a small tree, strictly: what is not well-formed, namespaces included, is no reply at all.
 *
 * Elements go by their local name, because prefixes and message versions differ between hosts while names do not.
 * Attributes, comments and processing instructions carry nothing in these messages and are left out.
 */
import { SaxesParser } from 'saxes';

export interface XmlElement {
  /** Local name. */
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** The element's own text, entities resolved; empty for none. */
  readonly text: string;
}

/** The text is not XML, or more of it than any real reply has. `message` holds none of the text. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

const maxDepth = 60;
/** A reservation of a hundred passengers has about twenty thousand. */
const maxElements = 100_000;
/** These messages have next to none. */
const maxAttributes = 10_000;

interface Growing {
  name: string;
  children: Growing[];
  text: string;
}

/** The document's root element. Throws XmlError. */
export function parseXml(document: string): XmlElement {
  if (/<!DOCTYPE/i.test(document)) throw new XmlError('document type declared');
  const root: Growing = { name: '', children: [], text: '' };
  const open: Growing[] = [root];
  let elements = 0;
  let attributes = 0;
  // Six handlers and no more: with a seventh V8 keeps the parser's properties in a table and parsing takes five times as long.
  const parser = new SaxesParser({ xmlns: true, position: false });
  const addText = (text: string) => {
    const current = open.at(-1);
    if (current !== undefined) current.text += text;
  };
  parser.on('opentag', (tag) => {
    if (open.length > maxDepth) throw new XmlError('elements nested too deeply');
    if (++elements > maxElements) throw new XmlError('too many elements');
    const element: Growing = { name: tag.local, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('attribute', () => {
    if (++attributes > maxAttributes) throw new XmlError('too many attributes');
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('error', () => {
    throw new XmlError('not well-formed');
  });
  parser.write(document).close();
  const [element] = root.children;
  if (element === undefined) throw new XmlError('empty');
  return element;
}

/** The first descendant along these names. */
export function at(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let current = element;
  for (const name of path) {
    if (current === undefined) return undefined;
    current = current.children.find((child) => child.name === name);
  }
  return current;
}

/** Every descendant along these names, through every repetition, in document order. */
export function all(element: XmlElement | undefined, ...path: readonly string[]): readonly XmlElement[] {
  let current: readonly XmlElement[] = element === undefined ? [] : [element];
  for (const name of path) {
    current = current.flatMap((parent) => parent.children.filter((child) => child.name === name));
  }
  return current;
}

/** Trimmed text of the first descendant along these names; null when absent or blank. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | null {
  const text = at(element, ...path)?.text.trim();
  return text === undefined || text === '' ? null : text;
}

/** The nearest descendant under this name, breadth first. */
export function find(element: XmlElement | undefined, name: string): XmlElement | undefined {
  let level: readonly XmlElement[] = element === undefined ? [] : [element];
  while (level.length > 0) {
    const children = level.flatMap((parent) => parent.children);
    const found = children.find((child) => child.name === name);
    if (found !== undefined) return found;
    level = children;
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** For text and attribute values alike. Characters XML has no form for become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}
