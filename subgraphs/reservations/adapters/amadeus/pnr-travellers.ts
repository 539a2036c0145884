/** The names of a PNR: adults, children, and infants in the three forms they come in. */
import type { Read } from '../../../shared/errors.ts';
import { readDate } from './dates.ts';
import { malformed } from './failure.ts';
import { type DataElement, linesOf, tattoo } from './pnr-elements.ts';
import { all, at, textAt, type XmlElement } from './xml.ts';

export interface Traveller {
  readonly tattoo: string;
  /** The tattoo by which data elements refer to this traveller; the adult's for an infant without one of its own. */
  readonly referredToAs: string;
  readonly surname: string;
  readonly firstName: string | null;
  readonly typeCode: string | null;
  readonly birthDate: Read<string>;
  readonly accompaniedBy: string | null;
}

export interface Party {
  readonly travellers: readonly Traveller[];
  readonly groupName: string | null;
  /** Named and unnamed, infants included. */
  readonly number: number;
}

const management = 'elementManagementPassenger';

/** Throws SourceError when a name cannot be told from another. */
export function readParty(reply: XmlElement, elements: readonly DataElement[], now: Date): Party {
  const lines = linesOf(all(reply, 'travellerInfo'), management);
  const isGroup = (line: XmlElement) => textAt(line, management, 'segmentName') === 'NG';
  const group = at(lines.find(isGroup), 'passengerData', 'travellerInformation', 'traveller');
  const requests = elements.filter((element) => textAt(element.xml, 'serviceRequest', 'ssr', 'type') === 'INFT');
  const named = lines.filter((line) => !isGroup(line));
  const travellers = named.flatMap((line) => readLine(line, now)).map((traveller) => withAdult(traveller, requests));
  if (new Set(travellers.map((traveller) => traveller.tattoo)).size < travellers.length)
    throw malformed('two names under one tattoo');
  const unnamed = named
    .filter((line) => all(line, 'passengerData', 'travellerInformation', 'passenger').length === 1)
    .filter((line) => infantIndicator(line) === '1' && !hasOwnInfant(line, travellers)).length;
  return {
    travellers,
    groupName: textAt(group, 'surname'),
    number: Math.max(travellers.length + unnamed, Number(textAt(group, 'quantity')) || 0),
  };
}

function readLine(line: XmlElement, now: Date): readonly Traveller[] {
  const reference = tattoo(at(line, management, 'reference'));
  if (!/^PT\d+$/.test(reference)) throw malformed('name without tattoo');
  return all(line, 'passengerData').flatMap((data) => {
    const surname = textAt(data, 'travellerInformation', 'traveller', 'surname');
    if (surname === null) throw malformed('name without surname');
    const stated = all(data, 'travellerInformation', 'passenger');
    const people: readonly (XmlElement | undefined)[] = stated.length === 0 ? [undefined] : stated;
    return people.map((person) => {
      const typeCode = textAt(person, 'type');
      const isLapInfant = typeCode === 'INF' && (all(line, 'passengerData').length > 1 || people.length > 1);
      return {
        tattoo: isLapInfant ? `${reference}-INF` : reference,
        referredToAs: reference,
        surname,
        firstName: textAt(person, 'firstName'),
        typeCode,
        birthDate: readDate(birthDateOf(line, data, person, people.length), 'birth', now),
        accompaniedBy: isLapInfant ? reference : null,
      };
    });
  });
}

/** The enhanced form has one block a person; beside two names in one plain block the date is the infant's. */
function birthDateOf(
  line: XmlElement,
  data: XmlElement,
  person: XmlElement | undefined,
  people: number,
): string | null {
  const type = textAt(person, 'type');
  const enhanced = all(line, 'enhancedPassengerData').find(
    (block) =>
      textAt(block, 'enhancedTravellerInformation', 'travellerNameInfo', 'type') === type &&
      textAt(block, 'enhancedTravellerInformation', 'otherPaxNamesDetails', 'givenName') ===
        textAt(person, 'firstName'),
  );
  const stated = textAt(enhanced, 'dateOfBirthInEnhancedPaxData', 'dateAndTimeDetails', 'date');
  if (stated !== null || (people > 1 && type !== 'INF')) return stated;
  return textAt(data, 'dateOfBirth', 'dateAndTimeDetails', 'date');
}

/** An infant with a tattoo of its own is tied to its adult by the infant request: by its references, or by the name in it. */
function withAdult(traveller: Traveller, requests: readonly DataElement[]): Traveller {
  if (traveller.typeCode !== 'INF' || traveller.accompaniedBy !== null) return traveller;
  const name = `${traveller.surname}/${traveller.firstName ?? ''}`;
  const request =
    requests.find((element) => element.passengers.includes(traveller.tattoo) && element.passengers.length === 2) ??
    requests.find(
      (element) =>
        textAt(element.xml, 'serviceRequest', 'ssr', 'freeText')?.includes(name) && element.passengers.length === 1,
    );
  return { ...traveller, accompaniedBy: request?.passengers.find((other) => other !== traveller.tattoo) ?? null };
}

function infantIndicator(line: XmlElement): string | null {
  return textAt(line, 'passengerData', 'travellerInformation', 'passenger', 'infantIndicator');
}

function hasOwnInfant(line: XmlElement, travellers: readonly Traveller[]): boolean {
  const adult = tattoo(at(line, management, 'reference'));
  return travellers.some((traveller) => traveller.accompaniedBy === adult);
}
