/** What makes recognising people hard, and where in the world it was put. */

export const difficulties = [
  // Names in reservations.
  'titleGlued',
  'titleApart',
  'nameEndsLikeTitle',
  'suffixGlued',
  'childTitle',
  'infantTitle',
  'nameTruncated',
  'apostropheLost',
  'hyphenLost',
  'umlautDigraph',
  'umlautDropped',
  'blankLost',
  'transliteration',
  'mononymFiller',
  'nameSwapped',
  'initialOnly',
  'groupName',
  // Keys.
  'escapedEmail',
  'partnerNumber',
  'miskeyedNumber',
  'mixedCountryCodes',
  'agencyPhone',
  'householdPhone',
  'sharedEmail',
  'reusedLocator',
  'purgedBooking',
  // Records.
  'twins',
  'fatherAndSon',
  'duplicateCustomer',
  'memberWithoutCustomer',
  'customerWithoutMembership',
  'unknownTraveller',
  'disagreeingBirthDate',
  'disagreeingConsent',
  'mergedMembership',
  'closedMembership',
  'fractionalMiles',
  // Travel.
  'lapInfant',
  'unaccompaniedMinor',
  'cancelledSegment',
  'waitlistedSegment',
  'unableSegment',
  'hotelSegment',
  'surfaceSegment',
  'unknownService',
  'codeShareBooking',
  'rebookedSegment',
  'doubleBooking',
  'splitBooking',
] as const;

export type Difficulty = (typeof difficulties)[number];

/**
 * Keys of `Difficulties`: `person:12`, `membership:2000000101`, `booking:34`, `traveller:34/2` (booking's place, tattoo),
 * `segment:34/1`. Numbers are places in the world's lists.
 */
export type Difficulties = Readonly<Record<Difficulty, readonly string[]>>;

export interface Notes {
  note(kind: Difficulty, key: string): void;
  all(): Difficulties;
}

export function takeNotes(): Notes {
  const found = new Map<Difficulty, string[]>(difficulties.map((kind) => [kind, []]));
  return {
    note: (kind, key) => void found.get(kind)?.push(key),
    all: () => record((kind) => found.get(kind) ?? []),
  };
}

function record(list: (kind: Difficulty) => readonly string[]): Difficulties {
  const result: Partial<Record<Difficulty, readonly string[]>> = {};
  for (const kind of difficulties) result[kind] = list(kind);
  return complete(result);
}

function complete(notes: Partial<Difficulties>): Difficulties {
  if (isComplete(notes)) return notes;
  throw new Error('a difficulty has no list');
}

const isComplete = (notes: Partial<Difficulties>): notes is Difficulties =>
  difficulties.every((kind) => notes[kind] !== undefined);
