/** The names of a PNR, infants in each of the host's three forms. */
import type { Booking, Traveller } from '../../world/types.ts';
import { ddmmyyyy } from '../text.ts';
import type { Xml } from '../xml.ts';

/** 1: an element of its own; 2: second given name beside the adult's; 3: second name with its own surname. */
export type InfantForm = '1' | '2' | '3';

export interface Infant {
  readonly traveller: Traveller;
  readonly form: InfantForm;
}

/** The infant on a passenger's lap. Which form it has follows from tattoos and names, so that each world shows all three. */
export function infantOn(booking: Booking, adult: Traveller): Infant | null {
  const traveller = booking.travellers.find((one) => one.infantOf === adult.tattoo);
  if (traveller === undefined) return null;
  if (traveller.tattoo % 3 === 0) return { traveller, form: '1' };
  return { traveller, form: traveller.surname === adult.surname ? '2' : '3' };
}

/** The PT reference an element about this traveller carries: the adult's for an infant without an element of its own. */
export function referenceOf(booking: Booking, traveller: Traveller): number {
  const adult = booking.travellers.find((one) => one.tattoo === traveller.infantOf);
  if (adult === undefined) return traveller.tattoo;
  const infant = infantOn(booking, adult);
  return infant === null || infant.traveller !== traveller || infant.form === '1' ? traveller.tattoo : adult.tattoo;
}

/** `travellerInfo` elements; lines count from 1. */
export function travellers(booking: Booking): Xml[] {
  const alone = booking.travellers.filter((one) => referenceOf(booking, one) === one.tattoo);
  const group = booking.groupName === null ? [] : [groupName(booking.groupName, booking.travellers.length)];
  return [...group, ...alone.map((one, index) => element(booking, one, String(group.length + index + 1)))];
}

function groupName(name: string, size: number): Xml {
  const traveller = { surname: name, qualifier: 'G', quantity: String(size) };
  return {
    elementManagementPassenger: { segmentName: 'NG', lineNumber: '1' },
    passengerData: { travellerInformation: { traveller } },
  };
}

function element(booking: Booking, one: Traveller, lineNumber: string): Xml {
  const infant = infantOn(booking, one);
  const reference = { qualifier: 'PT', number: String(one.tattoo) };
  return {
    elementManagementPassenger: { reference, segmentName: 'NM', lineNumber },
    passengerData: passengerData(one, infant),
    enhancedPassengerData: [one, ...(infant === null || infant.form === '1' ? [] : [infant.traveller])].map((who) =>
      enhanced(who, who === one ? infant : null),
    ),
  };
}

function passengerData(one: Traveller, infant: Infant | null): Xml[] {
  const own = { firstName: one.first || undefined, type: one.type, infantIndicator: infant?.form };
  if (infant?.form === '2') {
    const { first, birthDate } = infant.traveller;
    const traveller = { surname: one.surname, quantity: '2' };
    const passenger = [own, { firstName: first || undefined, type: 'INF' }];
    return [{ travellerInformation: { traveller, passenger }, dateOfBirth: birth(birthDate) }];
  }
  const data = {
    travellerInformation: { traveller: { surname: one.surname, quantity: '1' }, passenger: own },
    dateOfBirth: birth(one.birthDate),
  };
  return infant?.form === '3' ? [data, ...passengerData(infant.traveller, null)] : [data];
}

function enhanced(one: Traveller, infant: Infant | null): Xml {
  return {
    enhancedTravellerInformation: {
      travellerNameInfo: { quantity: '1', type: one.type, infantIndicator: infant?.form },
      otherPaxNamesDetails: {
        nameType: 'UN',
        referenceName: 'Y',
        displayedName: 'Y',
        surname: one.surname,
        givenName: one.first || undefined,
      },
    },
    dateOfBirthInEnhancedPaxData: birth(one.birthDate),
  };
}

function birth(date: string | null): Xml | undefined {
  return date === null ? undefined : { dateAndTimeDetails: { qualifier: '706', date: ddmmyyyy(date) } };
}
