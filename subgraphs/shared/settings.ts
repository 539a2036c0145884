/** The usual forms of a setting, each with a message that says what to write. */
import { z } from 'zod';

function wholeNumber(minimum: number, maximum: number, example: number) {
  const expected = `write a whole number from ${minimum} to ${maximum}, for example ${example}.`;
  return z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum, expected)
    .transform(Number);
}

export const setting = {
  /** A whole number within bounds. */
  integer: (preset: number, minimum: number, maximum: number) => wholeNumber(minimum, maximum, preset).default(preset),
  /** 0 for any free one. */
  port: () => wholeNumber(0, 65_535, 4000),
  /** Two letters of an airline's frequent-flyer programme; `whose` says which. */
  programme: (preset: string, whose: string) =>
    z
      .string()
      .regex(/^[A-Z0-9]{2}$/, `write the two letters of ${whose}, for example ${preset}.`)
      .default(preset),
  text: (preset: string) => z.string().default(preset),
  choice: <T extends string>(preset: T, ...others: T[]) => {
    const all: [T, ...T[]] = [preset, ...others];
    return z.enum(all, { error: `write one of ${all.join(', ')}.` }).default(() => preset);
  },
  /** An address such as `http://localhost:4001/graphql`. */
  httpUrl: () => z.url({ protocol: /^https?$/, error: 'write an address that begins with http:// or https://.' }),
  instant: () =>
    z.iso
      .datetime({ offset: true, error: 'write an instant such as 2026-11-24T12:00:00Z.' })
      .transform((text) => new Date(text)),
};

/** How a source's policies are set; docs in each subgraph's README. */
export const policySetting = {
  queueWait: () => setting.integer(100, 0, 10_000),
  retryPercent: () => setting.integer(10, 0, 100),
  circuitCalls: () => setting.integer(20, 1, 1_000_000),
  circuitPercent: () => setting.integer(50, 1, 100),
  circuitOpen: () => setting.integer(5_000, 100, 600_000),
};
