/**
 * Special service requests: IATA's four-letter codes (and those large airlines use beside them) to kind and plain words, and
 * their two-letter statuses. A code that is not here passes through with `known: false`.
 */
import type { SpecialServiceKind, SpecialServiceStatus } from './generated.ts';

const codes: Readonly<Record<SpecialServiceKind, string>> = {
  MEAL: `AVML Vegetarian Hindu (Asian) meal|BBML Baby meal|BLML Bland meal|CAKE Birthday cake|CHML Child meal|CNML Chicken meal|DBML Diabetic meal
FPML Fruit platter|FSML Fish meal|GFML Gluten-intolerant meal|HFML High-fibre meal|HNML Hindu meal|JNML Junior meal|JPML Japanese meal|KSML Kosher meal
LCML Low-calorie meal|LFML Low-fat meal|LPML Low-protein meal|LSML Low-salt meal|MOML Muslim meal|NBML No beef|NFML No fish|NLML Low-lactose meal
NOML No meal|NSML No salt|OBML Japanese obento meal|ORML Oriental meal|PFML Peanut-free meal|PRML Low-purine meal|RVML Vegetarian raw meal
SFML Seafood meal|SPML Special meal|VGML Vegan meal|VJML Vegetarian Jain meal|VLML Vegetarian meal with milk and eggs|VOML Vegetarian oriental meal`,
  MOBILITY: `BLND Blind passenger|DEAF Deaf passenger|DPNA Passenger with an intellectual or developmental disability who needs assistance|ESAN Emotional support animal
MAAS Meet and assist|SVAN Service animal|WCBD Wheelchair with a dry-cell battery|WCBW Wheelchair with a wet-cell battery|WCHC Wheelchair to the seat
WCHR Wheelchair to the aircraft door|WCHS Wheelchair to the door, cannot use steps|WCLB Wheelchair with a lithium-ion battery|WCMP Manual wheelchair
WCOB Wheelchair on board`,
  MEDICAL:
    'LEGB Leg in a cast, both|LEGL Left leg in a cast|LEGR Right leg in a cast|MEDA Medical case|OXYG Oxygen|PPOC Portable oxygen concentrator|STCR Stretcher',
  FAMILY:
    'BSCT Bassinet|CHLD Child|INFT Infant on a lap|UMNR Unaccompanied minor|YPTA Young passenger travelling alone',
  DOCUMENT: `ADPI Advance passenger information asked for|ADTK Ticketing advice|CKIN Information for check-in|DOCA Address for the authorities|DOCO Visa or other travel document
DOCS Passport or identity card|FOID Form of identification|PSPT Passport|TKNA Ticket number|TKNE Electronic ticket number|TKNM Ticket number entered by hand
TKNR Ticket number requested|TKTL Ticketing time limit`,
  CONTACT: `CTCE E-mail address|CTCM Mobile telephone number|CTCR Refused to give contact details|PCTC Emergency contact`,
  LOYALTY:
    'FQTR Award booked with miles|FQTS Frequent-flyer service request|FQTU Upgrade with miles|FQTV Frequent-flyer number for accrual',
  SEAT: `ADTS Advance seat advice|EXST Extra seat|NSSA Aisle seat, no smoking|NSSB Bulkhead seat, no smoking|NSST Seat, no smoking|NSSW Window seat, no smoking|RQST Seat
SEAT Seat|SMSA Aisle seat, smoking|SMST Seat, smoking|SMSW Window seat, smoking`,
  BAGGAGE: `AVIH Animal in the hold|BIKE Bicycle|BULK Bulky baggage|CBBG Cabin baggage that takes a seat|FRAG Fragile baggage|GOLF Golf bag|PDBG Priority baggage
PETC Animal in the cabin|SPEQ Sports equipment|WEAP Firearm or ammunition|XBAG Excess baggage`,
  OTHER: `CLID Corporate client|COUR Commercial courier|DEPA Deportee with escort|DEPU Deportee without escort|GPST Group seats|GRPF Group fare|GRPS Group travelling together
LANG Language spoken|OTHS Other service information|RLOC Locator of another system|SEMN Seaman|TWOV Transit without visa|VIPS Very important person`,
};

interface KnownService {
  readonly kind: SpecialServiceKind;
  readonly name: string;
}

const kinds: readonly SpecialServiceKind[] = [
  'MEAL',
  'MOBILITY',
  'MEDICAL',
  'FAMILY',
  'DOCUMENT',
  'CONTACT',
  'LOYALTY',
  'SEAT',
  'BAGGAGE',
  'OTHER',
];

const services: ReadonlyMap<string, KnownService> = new Map(
  kinds.flatMap((kind) =>
    codes[kind].split(/[|\n]/).map((entry) => [entry.slice(0, 4), { kind, name: entry.slice(5) }] as const),
  ),
);

export function specialService(code: string): { kind: SpecialServiceKind; name: string | null; known: boolean } {
  const service = services.get(code.trim().toUpperCase());
  return service === undefined ? { kind: 'OTHER', name: null, known: false } : { ...service, known: true };
}

const statuses: ReadonlyMap<string, SpecialServiceStatus> = new Map(
  (
    [
      ['CONFIRMED', 'HK KK KL TK RR SS OK HS AK BK KD EK LK'],
      ['REQUESTED', 'HN NN PN SA PK DN HQ IN GN RQ SQ'],
      ['WAITLISTED', 'HL LL UU US TL PB PC BL GL KN'],
      ['UNABLE', 'UN UC NO NS UR'],
      ['CANCELLED', 'HX XX XL XR XK OX IX WK WL WN'],
    ] as const
  ).flatMap(([status, letters]) => letters.split(' ').map((code) => [code, status] as const)),
);

/** Status of a segment, a seat or a request; UNKNOWN for none and for letters this graph does not know. */
export function serviceStatus(raw: string | null): SpecialServiceStatus {
  return statuses.get(raw?.trim().toUpperCase() ?? '') ?? 'UNKNOWN';
}
