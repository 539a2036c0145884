/**
 * A booking's itinerary for whoever can name its locator and a passenger's surname. It is a look-up and proves nobody's identity; who looks can
 * guess. So it shows no person, and that there is no such booking, that nobody of that name is in it and that it cannot be opened look the
 * same, in time as well.
 */
import { SourceError, type SourceErrorCode } from '../shared/errors.ts';
import { compareSurnames } from '../shared/names.ts';
import { nothingInEvenTime } from './even-time.ts';
import { recordLocator, surnameText } from './inputs.ts';
import type { Context } from './loaders.ts';
import { nameReadings } from './passenger-name.ts';
import type { BookingRecord, PassengerRecord } from './source.ts';

/** Milliseconds: more than the system usually takes for a booking, found or not. */
const step = 1_000;

/** Told of a booking that is there, and of none that is not. */
const telling: ReadonlySet<SourceErrorCode> = new Set(['LEGACY_MALFORMED', 'LEGACY_REJECTED']);

export function bookingItinerary(
  args: { readonly recordLocator: string; readonly surname: string },
  { loaders, signal }: Pick<Context, 'loaders' | 'signal'>,
): Promise<BookingRecord | null> {
  const locator = recordLocator(args.recordLocator);
  const surname = surnameText(args.surname);
  const look = async (): Promise<BookingRecord | null> => {
    const booking = await loaders.booking.load(locator).catch(unlessTelling);
    return booking?.passengers.some((passenger) => isNamed(passenger, surname)) ? booking : null;
  };
  return nothingInEvenTime(look, { step, signal });
}

function unlessTelling(error: unknown): null {
  if (error instanceof SourceError && telling.has(error.code)) return null;
  throw error;
}

function isNamed({ surname, firstName }: PassengerRecord, given: string): boolean {
  return nameReadings(surname, firstName).some((booked) =>
    ['SAME', 'COMPATIBLE'].includes(compareSurnames(booked.surname, given)),
  );
}
