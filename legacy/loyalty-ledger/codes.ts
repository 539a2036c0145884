/** The programme's code tables. Miles here are whole miles. */

export const programmeNames: Readonly<Record<string, string>> = { AX: 'Auster Miles' };

/** Code, name, rank, tier miles a year. */
export const tierRows = [
  ['BA', 'Auster Blue', 1, 0],
  ['SI', 'Auster Silver', 2, 25_000],
  ['GO', 'Auster Gold', 3, 50_000],
  ['PL', 'Auster Platinum', 4, 100_000],
] as const;

export const tierCode = { BASE: 'BA', SILVER: 'SI', GOLD: 'GO', PLATINUM: 'PL' } as const;

export const statusLetter = { ACTIVE: 'A', MERGED: 'M', SUSPENDED: 'S', CLOSED: 'C' } as const;
export const statusRows = [
  ['A', 'ACTIVE'],
  ['M', 'MERGED'],
  ['S', 'SUSPENDED'],
  ['C', 'CLOSED'],
] as const;

export const entryLetter = {
  EARNED_FLIGHT: 'F',
  EARNED_PARTNER: 'P',
  REDEEMED: 'R',
  UPGRADED: 'U',
  DONATED: 'D',
  ADJUSTED: 'J',
  EXPIRED: 'X',
} as const;
export const entryRows = [
  ['F', 'FLIGHT ACCRUAL'],
  ['P', 'PARTNER ACCRUAL'],
  ['R', 'REDEMPTION'],
  ['U', 'UPGRADE'],
  ['D', 'DONATION'],
  ['J', 'ADJUSTMENT'],
  ['X', 'EXPIRY'],
] as const;

/** Code, type (U upgrade, F flight, P partner, C charity), title, miles, lowest tier, partner's name, status (A, W withdrawn). */
export const awardRows = [
  ['UPGS01', 'U', 'Upgrade to Business, one short-haul flight', 12_500, null, null, 'A'],
  ['UPGL01', 'U', 'Upgrade to Premium Economy, one long-haul flight', 20_000, null, null, 'A'],
  ['UPGL02', 'U', 'Upgrade to Business, one long-haul flight', 42_000, 'SI', null, 'A'],
  ['UPGF01', 'U', 'Upgrade to First, one long-haul flight', 60_000, 'GO', null, 'A'],
  ['AWDD01', 'F', 'Award flight within Germany, one way', 9_000, null, null, 'A'],
  ['AWDE01', 'F', 'Award flight within Europe, return', 25_000, null, null, 'A'],
  ['AWDI01', 'F', 'Award flight between continents, return', 70_000, null, null, 'A'],
  ['AWDX01', 'F', 'Award flight, last seat guaranteed', 110_000, 'PL', null, 'A'],
  ['AWDW01', 'F', 'Round-the-world award of 2019', 150_000, null, null, 'W'],
  ['PRTL01', 'P', 'Lounge visit at a partner lounge', 6_500, null, 'Harbour Lounges', 'A'],
  ['PRTC01', 'P', 'Rental car, one day', 9_500, null, 'Kestrel Car Rental', 'A'],
  ['PRTH01', 'P', 'Hotel night', 18_000, null, 'Meridian Hotels', 'A'],
  ['CHRT01', 'C', 'Ten trees planted', 500, null, 'Forests for Tomorrow', 'A'],
  ['CHRK01', 'C', 'A day of school meals for a class', 2_500, null, 'Full Plates', 'A'],
] as const;
