/** Where the airline flies: real airports and time zones. */

export interface Airport {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  /** Alpha-2. */
  readonly country: string;
  /** IANA. */
  readonly zone: string;
  readonly latitude: number;
  readonly longitude: number;
}

const rows: readonly (readonly [string, string, string, string, string, number, number])[] = [
  ['FRA', 'Frankfurt am Main', 'Frankfurt', 'DE', 'Europe/Berlin', 50.03, 8.57],
  ['BER', 'Berlin Brandenburg', 'Berlin', 'DE', 'Europe/Berlin', 52.36, 13.5],
  ['MUC', 'Munich', 'Munich', 'DE', 'Europe/Berlin', 48.35, 11.79],
  ['HAM', 'Hamburg', 'Hamburg', 'DE', 'Europe/Berlin', 53.63, 9.99],
  ['DUS', 'Duesseldorf', 'Duesseldorf', 'DE', 'Europe/Berlin', 51.29, 6.77],
  ['LIS', 'Humberto Delgado', 'Lisbon', 'PT', 'Europe/Lisbon', 38.77, -9.13],
  ['OPO', 'Francisco Sa Carneiro', 'Porto', 'PT', 'Europe/Lisbon', 41.24, -8.68],
  ['MAD', 'Adolfo Suarez Barajas', 'Madrid', 'ES', 'Europe/Madrid', 40.47, -3.56],
  ['BCN', 'Josep Tarradellas El Prat', 'Barcelona', 'ES', 'Europe/Madrid', 41.3, 2.08],
  ['PMI', 'Palma de Mallorca', 'Palma', 'ES', 'Europe/Madrid', 39.55, 2.74],
  ['CDG', 'Charles de Gaulle', 'Paris', 'FR', 'Europe/Paris', 49.01, 2.55],
  ['NCE', 'Nice Cote d Azur', 'Nice', 'FR', 'Europe/Paris', 43.66, 7.22],
  ['LHR', 'Heathrow', 'London', 'GB', 'Europe/London', 51.47, -0.45],
  ['EDI', 'Edinburgh', 'Edinburgh', 'GB', 'Europe/London', 55.95, -3.37],
  ['DUB', 'Dublin', 'Dublin', 'IE', 'Europe/Dublin', 53.42, -6.27],
  ['AMS', 'Schiphol', 'Amsterdam', 'NL', 'Europe/Amsterdam', 52.31, 4.76],
  ['CPH', 'Kastrup', 'Copenhagen', 'DK', 'Europe/Copenhagen', 55.62, 12.66],
  ['ARN', 'Arlanda', 'Stockholm', 'SE', 'Europe/Stockholm', 59.65, 17.92],
  ['OSL', 'Gardermoen', 'Oslo', 'NO', 'Europe/Oslo', 60.19, 11.1],
  ['HEL', 'Vantaa', 'Helsinki', 'FI', 'Europe/Helsinki', 60.32, 24.96],
  ['KEF', 'Keflavik', 'Reykjavik', 'IS', 'Atlantic/Reykjavik', 63.99, -22.61],
  ['VIE', 'Schwechat', 'Vienna', 'AT', 'Europe/Vienna', 48.11, 16.57],
  ['ZRH', 'Kloten', 'Zurich', 'CH', 'Europe/Zurich', 47.46, 8.55],
  ['FCO', 'Fiumicino', 'Rome', 'IT', 'Europe/Rome', 41.8, 12.25],
  ['MXP', 'Malpensa', 'Milan', 'IT', 'Europe/Rome', 45.63, 8.72],
  ['ATH', 'Eleftherios Venizelos', 'Athens', 'GR', 'Europe/Athens', 37.94, 23.94],
  ['IST', 'Istanbul', 'Istanbul', 'TR', 'Europe/Istanbul', 41.28, 28.75],
  ['WAW', 'Chopin', 'Warsaw', 'PL', 'Europe/Warsaw', 52.17, 20.97],
  ['CAI', 'Cairo', 'Cairo', 'EG', 'Africa/Cairo', 30.12, 31.41],
  ['NBO', 'Jomo Kenyatta', 'Nairobi', 'KE', 'Africa/Nairobi', -1.32, 36.93],
  ['LOS', 'Murtala Muhammed', 'Lagos', 'NG', 'Africa/Lagos', 6.58, 3.32],
  ['JNB', 'O R Tambo', 'Johannesburg', 'ZA', 'Africa/Johannesburg', -26.14, 28.25],
  ['DXB', 'Dubai', 'Dubai', 'AE', 'Asia/Dubai', 25.25, 55.36],
  ['DEL', 'Indira Gandhi', 'Delhi', 'IN', 'Asia/Kolkata', 28.57, 77.1],
  ['BKK', 'Suvarnabhumi', 'Bangkok', 'TH', 'Asia/Bangkok', 13.69, 100.75],
  ['SIN', 'Changi', 'Singapore', 'SG', 'Asia/Singapore', 1.36, 103.99],
  ['CGK', 'Soekarno-Hatta', 'Jakarta', 'ID', 'Asia/Jakarta', -6.13, 106.66],
  ['HND', 'Haneda', 'Tokyo', 'JP', 'Asia/Tokyo', 35.55, 139.78],
  ['ICN', 'Incheon', 'Seoul', 'KR', 'Asia/Seoul', 37.46, 126.44],
  ['SYD', 'Kingsford Smith', 'Sydney', 'AU', 'Australia/Sydney', -33.95, 151.18],
  ['JFK', 'John F Kennedy', 'New York', 'US', 'America/New_York', 40.64, -73.78],
  ['IAD', 'Dulles', 'Washington', 'US', 'America/New_York', 38.95, -77.46],
  ['SFO', 'San Francisco', 'San Francisco', 'US', 'America/Los_Angeles', 37.62, -122.38],
  ['YYZ', 'Pearson', 'Toronto', 'CA', 'America/Toronto', 43.68, -79.63],
  ['GRU', 'Guarulhos', 'Sao Paulo', 'BR', 'America/Sao_Paulo', -23.43, -46.47],
  ['SCL', 'Arturo Merino Benitez', 'Santiago', 'CL', 'America/Santiago', -33.39, -70.79],
];

export const airports: readonly Airport[] = rows.map(([code, name, city, country, zone, latitude, longitude]) => ({
  code,
  name,
  city,
  country,
  zone,
  latitude,
  longitude,
}));

const byCode = new Map(airports.map((entry) => [entry.code, entry]));

/** RangeError for an airport the airline does not fly to. */
export function airport(code: string): Airport {
  const found = byCode.get(code);
  if (found === undefined) throw new RangeError(`no airport ${code} in the world`);
  return found;
}

const radians = Math.PI / 180;

/** Great-circle distance in miles, whole. */
export function distance(from: string, to: string): number {
  const [a, b] = [airport(from), airport(to)];
  const [phiA, phiB] = [a.latitude * radians, b.latitude * radians];
  const lambda = (b.longitude - a.longitude) * radians;
  const cosine = Math.sin(phiA) * Math.sin(phiB) + Math.cos(phiA) * Math.cos(phiB) * Math.cos(lambda);
  return Math.round(3958.8 * Math.acos(Math.min(1, Math.max(-1, cosine))));
}
