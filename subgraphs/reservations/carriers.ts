/** Airlines by their IATA designator. `AX` is Auster Air, the invented airline this graph is shown with. */

export interface Carrier {
  /** Null when `raw` is a text and not a designator. */
  readonly code: string | null;
  readonly name: string | null;
  readonly raw: string;
  readonly known: boolean;
}

const names: ReadonlyMap<string, string> = new Map(
  `A3 Aegean Airlines|AA American Airlines|AC Air Canada|AD Azul|AF Air France|AH Air Algérie|AI Air India|AK AirAsia|AM Aeroméxico
AR Aerolíneas Argentinas|AS Alaska Airlines|AT Royal Air Maroc|AV Avianca|AX Auster Air|AY Finnair|AZ ITA Airways|B6 JetBlue
BA British Airways|BG Biman Bangladesh Airlines|BI Royal Brunei Airlines|BR EVA Air|BT airBaltic|BW Caribbean Airlines|CA Air China
CI China Airlines|CL Lufthansa CityLine|CM Copa Airlines|CX Cathay Pacific|CZ China Southern Airlines|D8 Norwegian Air Sweden|DE Condor
DL Delta Air Lines|DY Norwegian|EI Aer Lingus|EK Emirates|EN Air Dolomiti|ET Ethiopian Airlines|EW Eurowings|EY Etihad Airways|F9 Frontier Airlines
FI Icelandair|FJ Fiji Airways|FR Ryanair|FZ flydubai|G3 GOL|GA Garuda Indonesia|GF Gulf Air|HA Hawaiian Airlines|HO Juneyao Air|HU Hainan Airlines
HV Transavia|HX Hong Kong Airlines|HY Uzbekistan Airways|IB Iberia|J2 Azerbaijan Airlines|JJ LATAM Airlines Brasil|JL Japan Airlines|JQ Jetstar
JU Air Serbia|KC Air Astana|KE Korean Air|KL KLM|KM KM Malta Airlines|KQ Kenya Airways|KU Kuwait Airways|LA LATAM Airlines|LG Luxair
LH Lufthansa|LO LOT Polish Airlines|LS Jet2|LX SWISS|LY El Al|ME Middle East Airlines|MF Xiamen Airlines|MH Malaysia Airlines|MK Air Mauritius
MS Egyptair|MU China Eastern Airlines|NH All Nippon Airways|NK Spirit Airlines|NZ Air New Zealand|OA Olympic Air|OK Czech Airlines|OS Austrian Airlines
OU Croatia Airlines|OV SalamAir|OZ Asiana Airlines|PC Pegasus Airlines|PD Porter Airlines|PG Bangkok Airways|PK Pakistan International Airlines
PR Philippine Airlines|PS Ukraine International Airlines|PX Air Niugini|QF Qantas|QR Qatar Airways|RJ Royal Jordanian|RO TAROM|S7 S7 Airlines
SA South African Airways|SK SAS|SN Brussels Airlines|SQ Singapore Airlines|SU Aeroflot|SV Saudia|SY Sun Country Airlines|TG Thai Airways
TK Turkish Airlines|TN Air Tahiti Nui|TO Transavia France|TP TAP Air Portugal|TR Scoot|TS Air Transat|TU Tunisair|U2 easyJet|UA United Airlines
UK Vistara|UL SriLankan Airlines|UX Air Europa|V7 Volotea|VA Virgin Australia|VB Viva Aerobus|VF AJet|VL Lufthansa City Airlines|VN Vietnam Airlines
VS Virgin Atlantic|VY Vueling|W4 Wizz Air Malta|W6 Wizz Air|WB RwandAir|WF Widerøe|WN Southwest Airlines|WS WestJet|WY Oman Air|XQ SunExpress
XY flynas|Y4 Volaris|ZH Shenzhen Airlines|4U Germanwings|4Y Discover Airlines|5J Cebu Pacific|6E IndiGo|9W Jet Airways`
    .split(/[|\n]/)
    .map((entry) => [entry.slice(0, 2), entry.slice(3)]),
);

const designator = /^(?=.*[A-Z])[A-Z0-9]{2}[A-Z]?$/;

/** What a source names as a carrier: a designator, or a text such as `VUELING AIRLINES`, which passes as it is. */
export function carrier(raw: string | null): Carrier | null {
  const text = raw?.trim() ?? '';
  if (raw === null || text === '') return null;
  const upper = text.toUpperCase();
  if (!designator.test(upper)) return { code: null, name: null, raw, known: false };
  const name = names.get(upper) ?? null;
  return { code: upper, name, raw, known: name !== null };
}
