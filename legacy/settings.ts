/** The environment settings of `npm run legacy`, typed; every wrong one is reported at once. */
import { z } from 'zod';
import type { LegacyOptions } from './index.ts';
import { fewestPeople, mostPeople } from './world/build.ts';

export class LegacySettingsError extends Error {}

const whole = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN);
const number = (from: number, to: number) =>
  z
    .string()
    .transform(whole)
    .refine((value) => value >= from && value <= to, `must be a whole number from ${from} to ${to}`);
const port = number(0, 65_535);
const database = z
  .string()
  .refine((text) => URL.canParse(text) && /^(postgres|postgresql|mysql|mariadb):$/.test(new URL(text).protocol), {
    message: 'must be a postgres:, mysql: or mariadb: URL',
  });
const instant = z
  .string()
  .refine((text) => /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text)), {
    message: 'must be an instant with an offset, for example 2026-11-24T09:00:00Z',
  })
  .transform((text) => new Date(text));

const shape = {
  WORLD_SEED: number(0, 2_147_483_647).describe('which world; the same number gives the same people (1)').optional(),
  WORLD_PEOPLE: number(fewestPeople, mostPeople).describe('how many people (2000)').optional(),
  WORLD_NOW: instant.describe("the world's present, an instant (now)").optional(),
  LEGACY_DATA_FOLDER: z.string().min(1).describe('folder for SQLite files (a temporary one)').optional(),
  CUSTOMER_MASTER_LOAD_URL: database.describe('database to load the customer master into (a SQLite file)').optional(),
  LOYALTY_LEDGER_LOAD_URL: database.describe('database to load the loyalty ledger into (a SQLite file)').optional(),
  PSS_PORT: port.describe('port of the reservation system (any free one)').optional(),
  SERVICE_DESK_PORT: port.describe('port of the service desk (any free one)').optional(),
  LEGACY_CONTROL_PORT: port.describe('port for faults and call counters; 0 for any free one (off)').optional(),
} as const;

/** An empty text counts as not set. Throws LegacySettingsError that names every wrong setting. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>, now: Date): LegacyOptions {
  const given = Object.fromEntries(
    Object.keys(shape).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  const unknown = unknownNames(environment);
  const parsed = z.object(shape).safeParse(given);
  if (!parsed.success || unknown.length > 0) {
    const wrong = (parsed.error?.issues ?? []).map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    const odd = unknown.map((name) => `  ${name}: there is no such setting`);
    throw new LegacySettingsError(
      `These settings are wrong:\n${[...wrong, ...odd].join('\n')}\n\n${describeSettings()}`,
    );
  }
  const set = parsed.data;
  return {
    world: { seed: set.WORLD_SEED ?? 1, people: set.WORLD_PEOPLE ?? 2000, now: set.WORLD_NOW ?? now },
    at: {
      'customer-master': place({ url: set.CUSTOMER_MASTER_LOAD_URL }),
      'loyalty-ledger': place({ url: set.LOYALTY_LEDGER_LOAD_URL }),
      pss: place({ port: set.PSS_PORT }),
      'service-desk': place({ port: set.SERVICE_DESK_PORT }),
    },
    ...(set.LEGACY_DATA_FOLDER !== undefined && { dataFolder: set.LEGACY_DATA_FOLDER }),
    ...(set.LEGACY_CONTROL_PORT !== undefined && { controlPort: set.LEGACY_CONTROL_PORT }),
  };
}

function place(given: { url?: string | undefined; port?: number | undefined }): { url?: string; port?: number } {
  return {
    ...(given.url !== undefined && { url: given.url }),
    ...(given.port !== undefined && { port: given.port }),
  };
}

/** Names that look like ours but are not: a typing error would otherwise go unseen. */
function unknownNames(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(environment).filter((name) => /^(WORLD|LEGACY)_/.test(name) && !Object.hasOwn(shape, name));
}

export function describeSettings(): string {
  const lines = Object.entries(shape).map(([name, type]) => `  ${name.padEnd(26)}${type.unwrap().description ?? ''}`);
  return `Settings, with what happens when they are not set:\n${lines.join('\n')}`;
}
