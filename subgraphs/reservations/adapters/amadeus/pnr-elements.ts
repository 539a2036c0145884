/**
 * The data elements of a PNR and what they refer to. Tattoos (`PT2`, `ST1`) tie elements to passengers and segments; the
 * order of elements means nothing, and an element that comes twice counts once.
 */
import { malformed } from './failure.ts';
import { all, at, textAt, type XmlElement } from './xml.ts';

export interface DataElement {
  /** `SSR`, `AP`, `FP`, ... */
  readonly kind: string;
  readonly xml: XmlElement;
  /** Tattoos, as referred to; empty when the element is for all. */
  readonly passengers: readonly string[];
  readonly segments: readonly string[];
}

/** No reservation has as many lines of a kind; beyond, work would grow with the square of a hostile reply's size. */
const mostLines = 2000;

/** Lines of a reply that each count once, in line order. Throws LEGACY_MALFORMED for more than any reservation has. */
export function linesOf(elements: readonly XmlElement[], management: string): readonly XmlElement[] {
  if (elements.length > mostLines) throw malformed('too many lines');
  return inLineOrder(withoutRepeats(elements, management), management);
}

/** Every data element, in line order. */
export function dataElements(reply: XmlElement): readonly DataElement[] {
  const lines = linesOf(all(reply, 'dataElementsMaster', 'dataElementsIndiv'), 'elementManagementData');
  return lines.map((xml) => {
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

/** Drops repetitions of one element: same tattoo, same content. Elements that only share a tattoo all stay. Order is lost. */
function withoutRepeats(elements: readonly XmlElement[], management: string): readonly XmlElement[] {
  const byTattoo = Map.groupBy(elements, (element) => tattoo(at(element, management, 'reference')));
  return [...byTattoo].flatMap(([key, same]) =>
    key === '' || same.length === 1
      ? same
      : [...new Map(same.map((element) => [JSON.stringify(element), element])).values()],
  );
}

/** Sorted by the line numbers the host gives; elements without one keep their place after those that have one. */
function inLineOrder(elements: readonly XmlElement[], management: string): readonly XmlElement[] {
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
