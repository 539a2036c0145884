/**
 * The data elements of a PNR and what they refer to. Tattoos (`PT2`, `ST1`) tie elements to passengers and segments; the
 * order of elements means nothing, and an element that comes twice counts once.
 */
import { all, at, textAt, type XmlElement } from './xml.ts';

export interface DataElement {
  /** `SSR`, `AP`, `FP`, ... */
  readonly kind: string;
  readonly xml: XmlElement;
  /** Tattoos, as referred to; empty when the element is for all. */
  readonly passengers: readonly string[];
  readonly segments: readonly string[];
}

/** Every data element, in line order. */
export function dataElements(reply: XmlElement): readonly DataElement[] {
  const lines = all(reply, 'dataElementsMaster', 'dataElementsIndiv');
  return inLineOrder(withoutRepeats(lines, 'elementManagementData'), 'elementManagementData').map((xml) => {
    const references = all(xml, 'referenceForDataElement', 'reference').map(tattoo);
    return {
      kind: textAt(xml, 'elementManagementData', 'segmentName') ?? '',
      xml,
      passengers: unique(references.filter((reference) => reference.startsWith('PT'))),
      segments: unique(references.filter((reference) => reference.startsWith('ST'))),
    };
  });
}

/** `PT2` of a `reference{qualifier, number}`. */
export function tattoo(reference: XmlElement | undefined): string {
  return `${textAt(reference, 'qualifier') ?? ''}${textAt(reference, 'number') ?? ''}`;
}

/** Drops repetitions of one element: same tattoo, same content. Elements that only share a tattoo all stay. */
export function withoutRepeats(elements: readonly XmlElement[], management: string): readonly XmlElement[] {
  const seen = new Map<string, XmlElement[]>();
  return elements.filter((element) => {
    const key = tattoo(at(element, management, 'reference'));
    if (key === '') return true;
    const earlier = seen.get(key);
    if (earlier === undefined) {
      seen.set(key, [element]);
      return true;
    }
    const content = JSON.stringify(element);
    if (earlier.some((other) => JSON.stringify(other) === content)) return false;
    earlier.push(element);
    return true;
  });
}

/** Sorted by the line numbers the host gives; elements without one keep their place after those that have one. */
export function inLineOrder(elements: readonly XmlElement[], management: string): readonly XmlElement[] {
  const lines = elements.map((element) => {
    const line = Number(textAt(element, management, 'lineNumber') ?? Number.NaN);
    return { element, line: Number.isNaN(line) ? Number.MAX_SAFE_INTEGER : line };
  });
  return lines.sort((left, right) => left.line - right.line).map(({ element }) => element);
}

/** One text of an element's free text parts, which are cut by length, not by meaning. Null when blank. */
export function joinedText(parts: readonly XmlElement[]): string | null {
  const text = parts
    .map((part) => part.text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? null : text;
}

export function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
