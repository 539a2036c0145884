/** The table as data: which faults there are, where they are made, and what they may do to an answer. */
import type { ProxyFault } from '../../legacy/shared/fault-proxy.ts';
import type { Fault } from '../../legacy/shared/stand-in.ts';
import { type Layout, layouts } from './product.ts';
import { type System, systems } from './systems.ts';

interface Expectation {
  /** Codes that what is missing may have; an open breaker's and a full queue's among them. */
  readonly codes: readonly string[];
  /** What must have been seen, or the fault was none: fields missing, or answers late by so many milliseconds at the median. */
  readonly shows: 'missing' | number | 'nothing';
  /** The system is wrong about which rows there are. */
  readonly lies?: boolean;
  /**
   * The breaker is to open: `soon`, as calls fail at once and a burst of them sees to it; or `late`, as they take their time or as is to be
   * seen what it does when it has probed in vain: the fault is held for twice as long then.
   */
  readonly opens?: 'soon' | 'late';
  /** Replies are longer than may be: memory is looked at. */
  readonly fills?: boolean;
}

export type Made =
  | { readonly at: 'line' | 'service'; readonly fault: ProxyFault }
  | { readonly at: 'stand-in'; readonly fault: Fault };

export interface FaultRow extends Expectation {
  readonly layout: Layout;
  readonly system: System;
  readonly made: Made;
}

const unavailable = ['LEGACY_UNAVAILABLE', 'OVERLOADED'];
const late = ['LEGACY_TIMEOUT', 'LEGACY_UNAVAILABLE', 'OVERLOADED'];
const unreadable = ['LEGACY_MALFORMED', 'LEGACY_UNAVAILABLE', 'LEGACY_TIMEOUT', 'OVERLOADED'];

/** Bytes: four times what a reply may have. */
const tooMany = 20_000_000;

/** What can be wrong with a connection, to whatever it leads. */
const ofLines: readonly (Expectation & { readonly fault: ProxyFault })[] = [
  { fault: { kind: 'delay', milliseconds: 60 }, codes: late, shows: 40 },
  { fault: { kind: 'hang' }, codes: late, shows: 'missing', opens: 'late' },
  { fault: { kind: 'refuse' }, codes: unavailable, shows: 'missing', opens: 'late' },
  { fault: { kind: 'reset' }, codes: unavailable, shows: 'missing', opens: 'soon' },
  { fault: { kind: 'drop', bytes: 20 }, codes: unreadable, shows: 'missing', opens: 'soon' },
  { fault: { kind: 'truncate', bytes: 20 }, codes: unreadable, shows: 'missing', opens: 'soon' },
  { fault: { kind: 'garble' }, codes: unreadable, shows: 'missing', opens: 'late' },
  { fault: { kind: 'drip', bytes: 4, milliseconds: 100 }, codes: late, shows: 'missing', opens: 'late' },
  { fault: { kind: 'flood', bytes: tooMany }, codes: unreadable, shows: 'missing', opens: 'late', fills: true },
];

/** What can be wrong with what a host says, on a line that is in order. */
const ofStandIns: readonly (Expectation & { readonly fault: Fault })[] = [
  { fault: { kind: 'garble' }, codes: unreadable, shows: 'missing', opens: 'soon' },
  { fault: { kind: 'drop' }, codes: unreadable, shows: 'missing', opens: 'soon' },
  { fault: { kind: 'unavailable' }, codes: unavailable, shows: 'missing', opens: 'soon' },
  { fault: { kind: 'rate-limit' }, codes: unavailable, shows: 'missing', opens: 'soon' },
  { fault: { kind: 'shuffle' }, codes: unreadable, shows: 'nothing', lies: true },
];
export const standInOf = { reservations: 'pss', 'service-cases': 'service-desk' } as const;

const lineRows = (layout: Layout, at: 'line' | 'service'): FaultRow[] =>
  systems.flatMap((system) =>
    ofLines.map(({ fault, ...expected }) => ({ ...expected, layout, system, made: { at, fault } })),
  );

const standInRows = (layout: Layout): FaultRow[] =>
  (['reservations', 'service-cases'] as const).flatMap((system) =>
    ofStandIns.map(
      ({ fault, ...expected }): FaultRow => ({ ...expected, layout, system, made: { at: 'stand-in', fault } }),
    ),
  );

export const faultRows: readonly FaultRow[] = [
  ...layouts.flatMap((layout) => lineRows(layout, 'line')),
  ...layouts.flatMap(standInRows),
  ...lineRows('distributed', 'service'),
];

export function nameOf({ system, made: { at, fault } }: FaultRow): string {
  return `${at === 'line' ? '' : `${at} of `}${system}: ${fault.kind}`;
}
