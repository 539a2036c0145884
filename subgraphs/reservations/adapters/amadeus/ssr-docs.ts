/** Free text of travel document and frequent flyer requests. */
import type { Read } from '../../../shared/errors.ts';
import type { DocumentRecord } from '../../source.ts';
import { readDate } from './dates.ts';

export interface DocsText {
  /** Null when the text names no document, only a birth date and a gender. */
  readonly document: DocumentRecord | null;
  readonly birthDate: Read<string>;
  /** The text is about the infant travelling with the passenger it refers to. */
  readonly ofInfant: boolean;
}

/** DOCS: `P/GBR/012345678/GBR/30JUN73/F/14APR29/LINDQVIST/ADA MARIE`; each part may be empty. */
export function readDocs(text: string, now: Date): DocsText {
  const [type, issuingCountry, number, nationality, birth, gender, expiry] = parts(text);
  const birthDate = readDate(birth ?? null, 'birth', now);
  const document =
    number == null
      ? null
      : {
          type: type ?? '',
          number,
          issuingCountry: issuingCountry ?? null,
          nationality: nationality ?? null,
          birthDate,
          gender: gender ?? null,
          expiresOn: readDate(expiry ?? null, 'expiry', now),
        };
  return { document, birthDate, ofInfant: /^[FMXU]I$/.test(gender ?? '') };
}

/** DOCO, a visa: `LISBON/V/17317323/LONDON/12JUL24/USA`: birth place, type, number, place and day of issue, country it is for. */
export function readDoco(text: string): DocumentRecord | null {
  const [, type, number, , , country] = parts(text);
  if (number == null) return null;
  return {
    type: type ?? 'V',
    number,
    issuingCountry: country ?? null,
    nationality: null,
    birthDate: null,
    gender: null,
    expiresOn: null,
  };
}

/** FQTV: `AX2000000101`, `AX 2000000101/GOLD`, or the number alone with the programme stated beside it. */
export function readFqtv(
  text: string,
  company: string | null,
): { programme: string; number: string; tierCode: string | null } | null {
  const parsed = /^((?=.?[A-Z])[A-Z0-9]{2})?\s*([A-Z0-9]{4,25})(?:[-/]\s*([A-Z0-9]+))?/.exec(text.trim().toUpperCase());
  const programme = parsed?.[1] ?? company;
  const number = parsed?.[2];
  if (programme === null || number === undefined) return null;
  return { programme, number, tierCode: parsed?.[3] ?? null };
}

function parts(text: string): (string | null)[] {
  return text.split('/').map((part) => part.trim() || null);
}
