/** The timetable: what flies when, the same in every world. */
import { distance } from './airports.ts';
import { dayAt, instantOf, minute, wallTime } from './dates.ts';

export const carrier = 'AX';
export const hub = 'FRA';

export interface Leg {
  /** Under the operating carrier. */
  readonly operator: string;
  readonly number: string;
  readonly origin: string;
  readonly destination: string;
  /** Local wall time at origin, in minutes. */
  readonly departure: number;
  /** In the air and on the ground, in minutes. */
  readonly block: number;
  /** Days of the week it departs on, 0 is Sunday. */
  readonly days: readonly number[];
  readonly aircraft: string;
  /** The same aircraft sold under another designator. */
  readonly marketedAs: readonly { readonly carrier: string; readonly number: string }[];
}

type Row = readonly [number: number, from: string, to: string, departure: string, days: string, aircraft: string];

const daily = '0123456';
/** Outbound only; the aircraft comes back under the next number. */
const rows: readonly Row[] = [
  [101, 'BER', 'FRA', '07:05', daily, '32N'],
  [103, 'BER', 'FRA', '12:20', daily, '320'],
  [105, 'BER', 'FRA', '17:50', daily, '320'],
  [111, 'MUC', 'FRA', '06:40', daily, '319'],
  [113, 'MUC', 'FRA', '15:55', daily, '319'],
  [121, 'HAM', 'FRA', '06:55', daily, '320'],
  [123, 'HAM', 'FRA', '16:30', daily, '320'],
  [131, 'DUS', 'FRA', '07:20', daily, 'E95'],
  [201, 'FRA', 'LHR', '07:30', daily, '32N'],
  [203, 'FRA', 'LHR', '12:40', daily, '321'],
  [205, 'FRA', 'LHR', '18:10', daily, '32N'],
  [211, 'FRA', 'EDI', '10:15', '1357', '320'],
  [213, 'FRA', 'DUB', '09:50', daily, '320'],
  [221, 'FRA', 'CDG', '08:05', daily, '320'],
  [223, 'FRA', 'CDG', '17:15', daily, '320'],
  [225, 'FRA', 'NCE', '11:05', '1456', 'E95'],
  [231, 'FRA', 'AMS', '09:25', daily, 'E95'],
  [241, 'FRA', 'MAD', '09:40', daily, '321'],
  [243, 'FRA', 'BCN', '10:30', daily, '320'],
  [245, 'FRA', 'PMI', '06:15', daily, '321'],
  [251, 'FRA', 'LIS', '09:35', daily, '32N'],
  [253, 'FRA', 'LIS', '16:45', daily, '320'],
  [255, 'FRA', 'OPO', '10:05', '0246', '320'],
  [261, 'FRA', 'FCO', '09:15', daily, '321'],
  [263, 'FRA', 'MXP', '08:40', daily, 'E95'],
  [265, 'FRA', 'ATH', '10:00', daily, '321'],
  [267, 'FRA', 'IST', '11:45', daily, '321'],
  [271, 'FRA', 'VIE', '08:20', daily, '320'],
  [273, 'FRA', 'ZRH', '08:55', daily, 'E95'],
  [275, 'FRA', 'WAW', '10:40', daily, 'E95'],
  [281, 'FRA', 'CPH', '09:05', daily, '320'],
  [283, 'FRA', 'ARN', '10:20', daily, '320'],
  [285, 'FRA', 'OSL', '10:50', daily, '320'],
  [287, 'FRA', 'HEL', '11:15', daily, '320'],
  [289, 'FRA', 'KEF', '13:30', '136', '320'],
  [301, 'BER', 'LHR', '08:30', daily, '320'],
  [303, 'BER', 'ARN', '09:10', '12345', 'E95'],
  [305, 'BER', 'CDG', '17:40', daily, '320'],
  [401, 'FRA', 'JFK', '13:25', daily, '789'],
  [403, 'FRA', 'JFK', '17:05', daily, '789'],
  [405, 'FRA', 'IAD', '12:35', daily, '789'],
  [407, 'FRA', 'SFO', '10:10', daily, '359'],
  [409, 'FRA', 'YYZ', '13:00', '0246', '789'],
  [421, 'FRA', 'GRU', '22:05', daily, '359'],
  [423, 'FRA', 'SCL', '21:40', '1357', '789'],
  [431, 'FRA', 'CAI', '14:20', daily, '321'],
  [433, 'FRA', 'NBO', '20:50', daily, '789'],
  [435, 'FRA', 'LOS', '11:00', '0246', '789'],
  [437, 'FRA', 'JNB', '21:15', daily, '359'],
  [441, 'FRA', 'DXB', '14:50', daily, '789'],
  [443, 'FRA', 'DEL', '13:45', daily, '789'],
  [451, 'FRA', 'BKK', '21:55', daily, '359'],
  [453, 'FRA', 'SIN', '22:20', daily, '359'],
  [455, 'FRA', 'CGK', '19:30', '246', '359'],
  [457, 'FRA', 'HND', '13:15', daily, '359'],
  [459, 'FRA', 'ICN', '18:25', daily, '359'],
];

/** Returns that wait for the night; some nights the clock skips or repeats these times. */
const nightReturns: Readonly<Record<number, string>> = { 254: '01:30', 404: '01:15', 424: '00:30' };

/** Partners' own flights that are also sold under AX. */
const partnerRows: readonly (readonly [operator: string, ...Row, soldAs: number])[] = [
  ['BA', 902, 'LHR', 'FRA', '06:50', daily, '320', 7001],
  ['TP', 577, 'LIS', 'OPO', '13:10', daily, 'E95', 7021],
  ['JL', 407, 'HND', 'ICN', '10:25', daily, '788', 7041],
  ['AC', 856, 'YYZ', 'JFK', '16:10', daily, 'E75', 7061],
  ['QF', 2, 'SIN', 'SYD', '19:45', daily, '388', 7081],
];

/** AX flights that partners sell as theirs. */
const soldByPartners: Readonly<Record<number, { readonly carrier: string; readonly number: string }>> = {
  101: { carrier: 'BA', number: '8801' },
  201: { carrier: 'BA', number: '8821' },
  202: { carrier: 'BA', number: '8822' },
  251: { carrier: 'TP', number: '6251' },
  252: { carrier: 'TP', number: '6252' },
  401: { carrier: 'AC', number: '9401' },
  457: { carrier: 'JL', number: '7857' },
};

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const toFive = (value: number): number => Math.round(value / 5) * 5;
/** A winter's day, for turning a return leg's instant into the wall time it keeps all year. */
const reference = '2025-01-15';

function block(from: string, to: string): number {
  return toFive(35 + (distance(from, to) / 500) * 60);
}

function own(row: Row): Leg[] {
  const [number, origin, destination, departure, days, aircraft] = row;
  const out = leg(carrier, row);
  const landing = instantOf(origin, reference, minutes(departure)) + out.block * minute;
  const turn = out.block > 300 ? 120 : 50;
  const local = wallTime(destination, landing + turn * minute);
  const fixed = nightReturns[number + 1];
  const shift = dayAt(Date.parse(`${local}Z`)) - dayAt(Date.parse(reference)) + (fixed === undefined ? 0 : 1);
  const back: Leg = {
    ...leg(carrier, [number + 1, destination, origin, fixed ?? local.slice(11), days, aircraft]),
    days: [...days].map((weekday) => (Number(weekday) + shift) % 7),
  };
  return [out, { ...back, departure: toFive(back.departure) % 1440 }];
}

function leg(operator: string, row: Row): Leg {
  const [number, origin, destination, departure, days, aircraft] = row;
  const sold = operator === carrier ? soldByPartners[number] : undefined;
  return {
    operator,
    number: String(number),
    origin,
    destination,
    departure: minutes(departure),
    block: block(origin, destination),
    days: [...days].map((weekday) => Number(weekday) % 7),
    aircraft,
    marketedAs: sold === undefined ? [] : [sold],
  };
}

export const timetable: readonly Leg[] = [
  ...rows.flatMap(own),
  ...partnerRows.map(([operator, number, from, to, departure, days, aircraft, soldAs]) => ({
    ...leg(operator, [number, from, to, departure, days, aircraft]),
    marketedAs: [{ carrier, number: String(soldAs) }],
  })),
];
