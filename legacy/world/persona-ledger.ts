/** Ada's account, written out: one of each kind of entry, and a balance people can remember. */
import { dateOf, dayAt } from './dates.ts';
import type { LedgerEvent } from './ledger.ts';

const adasBalance = 42_187.5;

/** `flown` are her credited flights of the last months; what was brought forward makes up the balance, and expires soon. */
export function adasLedger(now: Date, flown: readonly LedgerEvent[]): LedgerEvent[] {
  const ago = (days: number): string => dateOf(dayAt(now) - days);
  const told: readonly LedgerEvent[] = [
    flight('401', 'FRA', 'JFK', 640, 3846),
    flight('402', 'JFK', 'FRA', 632, 3846),
    entry('EARNED_PARTNER', 1250.5, 610, 'HOTEL PARTNER', 'HOTEL PARTNER'),
    entry('UPGRADED', -15_000, 420, null, 'UPGRADE TO BUSINESS'),
    flight('453', 'FRA', 'SIN', 300, 6387),
    flight('454', 'SIN', 'FRA', 286, 6387),
    entry('REDEEMED', -10_000, 240, null, 'AWARD EUROPE ONE WAY'),
    entry('DONATED', -2000, 120, 'CLEAN WATER FUND', 'DONATION'),
    entry('EARNED_PARTNER', 640, 80, 'CAR RENTAL PARTNER', 'CAR RENTAL PARTNER'),
    entry('ADJUSTED', 2500, 47, null, 'GOODWILL'),
  ];
  const sum = [...told, ...flown].reduce((total, event) => total + event.miles, 0);
  return [entry('ADJUSTED', adasBalance - sum, 1070, null, 'BALANCE BROUGHT FORWARD'), ...told, ...flown];

  function entry(
    kind: LedgerEvent['kind'],
    miles: number,
    days: number,
    partner: string | null,
    text: string,
  ): LedgerEvent {
    return { kind, miles, tierMiles: 0, postedOn: ago(days), flight: null, partner, text };
  }

  /** With the half again that gold brings. */
  function flight(number: string, origin: string, destination: string, days: number, miles: number): LedgerEvent {
    return {
      kind: 'EARNED_FLIGHT',
      miles: miles * 1.5,
      tierMiles: miles,
      postedOn: ago(days - 2),
      flight: { carrier: 'AX', number, departureDate: ago(days), origin },
      partner: null,
      text: `AX${number} ${origin}-${destination} Y`,
    };
  }
}
