/** The errors this adapter makes; details are fixed words, never a piece of a reply. */
import { SourceError, type SourceErrorCode } from '../../../shared/errors.ts';

export const failure = (code: SourceErrorCode, detail: string, cause?: unknown): SourceError =>
  new SourceError('reservations', code, detail, cause);

export const malformed = (detail: string, cause?: unknown): SourceError => failure('LEGACY_MALFORMED', detail, cause);
