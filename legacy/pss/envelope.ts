/**
 * What a request has to be before the soap package reads it: one well-formed SOAP 1.1 envelope round one known message in
 * its shape. The package itself is trusting (a mismatched tag, an id of `__proto__`); this is where a stranger's bytes stop.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { badRequest } from './faults.ts';
import { nameOf, type Operation, operations, type Shape } from './shapes.ts';

const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
/** Names that mean something else to JavaScript, or to the soap package's references. */
const hostile = new Set(['__proto__', 'constructor', 'prototype', 'href', 'id']);
const deepest = 20;

/** The message a request carries. Throws SoapFault saying what is wrong. */
export function readEnvelope(xml: string): Operation {
  const parser = new SaxesParser({ xmlns: true });
  const open: string[] = [];
  let operation: Operation | null = null;
  let expected: (Shape | '')[] = [];
  parser.on('doctype', () => {
    throw badRequest('DOCTYPE NOT ALLOWED');
  });
  parser.on('opentag', (tag) => {
    refuseHostile(tag);
    open.push(tag.local);
    if (open.length > deepest) throw badRequest('NESTED TOO DEEPLY');
    const isSoap = tag.uri === soap;
    if (open.length === 1 && !(isSoap && tag.local === 'Envelope')) throw badRequest('NOT A SOAP 1.1 ENVELOPE');
    if (open.length === 2 && !(isSoap && (tag.local === 'Header' || tag.local === 'Body'))) {
      throw badRequest('UNEXPECTED ELEMENT IN ENVELOPE');
    }
    if (open[1] !== 'Body') return;
    if (open.length === 3) {
      if (operation !== null) throw badRequest('ONE MESSAGE A CALL');
      operation = operationOf(tag);
      expected = [operation.request.shape];
    } else if (open.length > 3 && operation !== null) {
      expected.push(childOf(expected.at(-1), tag, operation));
    }
  });
  parser.on('closetag', () => {
    open.pop();
    if (open.length > 2) expected.pop();
  });
  read(parser, xml);
  if (operation === null) throw badRequest('NO MESSAGE');
  return operation;
}

function read(parser: SaxesParser<{ xmlns: true }>, xml: string): void {
  let broken = false;
  parser.on('error', () => {
    broken = true;
  });
  parser.write(xml).close();
  if (broken) throw badRequest('NOT WELL-FORMED');
}

function refuseHostile(tag: SaxesTagNS): void {
  const names = [tag.local, ...Object.values(tag.attributes).flatMap(({ name, local }) => [name, local])];
  // wsu:Id, with its capital, is usual in security headers and means nothing to the package.
  if (names.some((name) => hostile.has(name))) throw badRequest('NAME NOT ALLOWED');
}

function operationOf(tag: SaxesTagNS): Operation {
  const found = operations.find(({ request }) => request.element === tag.local && request.namespace === tag.uri);
  if (found === undefined) throw badRequest('UNKNOWN MESSAGE');
  return found;
}

function childOf(parent: Shape | '' | undefined, tag: SaxesTagNS, operation: Operation): Shape | '' {
  const known =
    parent === undefined || parent === '' ? undefined : Object.keys(parent).find((k) => nameOf(k) === tag.local);
  if (known === undefined || parent === undefined || parent === '' || tag.uri !== operation.request.namespace) {
    throw badRequest(`UNEXPECTED ELEMENT ${tag.local.slice(0, 40).replace(/[^\w-]/g, '')}`);
  }
  return parent[known] ?? '';
}
