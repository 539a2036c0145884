/** Where it is kept who has seen what. */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { setting } from '../../subgraphs/shared/settings.ts';
import type { SettingsShape } from '../../subgraphs/shared/subgraph.ts';

export type AuditPlace =
  /** Of this gateway alone; null for one that is made for it and gone with it. */
  | { readonly kind: 'file'; readonly folder: string | null }
  /** Which several gateways may share. */
  | { readonly kind: 'postgres'; readonly url: string };

export interface AuditConfig {
  readonly place: AuditPlace;
  /** What records are sealed with; null for hashes anybody can make. */
  readonly key: Uint8Array | null;
  readonly person: { readonly type: string; readonly field: string };
  /** Who may ask who has looked at anybody. */
  readonly roles: readonly string[];
}

const roleName = /^[\w:./-]{1,64}$/;
const keyForm = 'write 32 bytes in base64; `openssl rand -base64 32` makes them.';

export const auditSettings = {
  // What it is when left out depends on whether callers are known.
  AUDIT: z.enum(['file', 'postgres', 'off'], { error: 'write one of file, postgres, off.' }).optional(),
  AUDIT_FOLDER: setting.text(''),
  AUDIT_DATABASE_URL: setting
    .text('')
    .refine((url) => url === '' || isPostgres(url), { error: 'write postgres://user@host/database.' }),
  AUDIT_KEY_FILE: setting.text(''),
  AUDIT_SUBJECT: z
    .string()
    .regex(/^\w+\.\w+$/, 'write a type and the field its objects are known by, for example Customer.id.')
    .default('Customer.id'),
  AUDIT_ROLES: z
    .string()
    .transform((text) => text.split(',').flatMap((role) => role.trim() || []))
    .refine((roles) => roles.length > 0 && roles.every((role) => roleName.test(role)), {
      error: 'write roles parted by commas, for example privacy-officer,auditor.',
    })
    .default(['privacy-officer']),
} satisfies SettingsShape;

export type AuditSettings = z.output<z.ZodObject<typeof auditSettings>>;

/**
 * `callers`: how it is known who asks. `keeps`: whether the engine can tell what it shows. Each problem is a line that begins with the
 * setting it is about.
 */
export function readAuditConfig(
  settings: AuditSettings,
  { callers, keeps }: { readonly callers: 'required' | 'demo' | 'off'; readonly keeps: boolean },
): { readonly audit: AuditConfig | null; readonly problems: readonly string[] } {
  const { AUDIT, AUDIT_FOLDER: folder, AUDIT_DATABASE_URL: url, AUDIT_KEY_FILE: keyFile } = settings;
  const none = (...problems: string[]) => ({ audit: null, problems });
  const must = callers === 'required' && keeps;
  const mode = AUDIT ?? (callers === 'off' || !keeps ? 'off' : url === '' ? 'file' : 'postgres');
  if (mode === 'off') {
    if (must) return none('AUDIT: write file or postgres: with AUTH=required it is kept who has seen what.');
    const idle = Object.entries({ AUDIT_FOLDER: folder, AUDIT_DATABASE_URL: url, AUDIT_KEY_FILE: keyFile });
    return none(...idle.flatMap(([name, text]) => (text === '' ? [] : `${name}: remove it: nothing is kept now.`)));
  }
  if (callers === 'off') return none('AUDIT: write off, or set AUTH=required: nobody says who he is.');
  if (!keeps) return none('AUDIT: write off; ENGINE=apollo cannot tell what it shows.');
  const { place, problems } = mode === 'file' ? filePlace(folder, url, callers === 'demo') : tablePlace(folder, url);
  const key = readAuditKey(keyFile);
  if ('problem' in key) problems.push(`AUDIT_KEY_FILE: ${key.problem}`);
  if ('problem' in key || problems.length > 0) return none(...problems);
  const [type = '', field = ''] = settings.AUDIT_SUBJECT.split('.');
  return { audit: { place, key: key.key, person: { type, field }, roles: settings.AUDIT_ROLES }, problems: [] };
}

interface Placed {
  readonly place: AuditPlace;
  readonly problems: string[];
}

function filePlace(folder: string, url: string, temporary: boolean): Placed {
  const idle = url === '' ? [] : ['AUDIT_DATABASE_URL: remove it, or set AUDIT=postgres.'];
  if (temporary && folder === '') return { place: { kind: 'file', folder: null }, problems: idle };
  return { place: { kind: 'file', folder }, problems: [...idle, ...folderProblems(folder)] };
}

function tablePlace(folder: string, url: string): Placed {
  const missing = url === '' ? ['AUDIT_DATABASE_URL: write postgres://user@host/database.'] : [];
  const idle = folder === '' ? [] : ['AUDIT_FOLDER: remove it, or set AUDIT=file.'];
  return { place: { kind: 'postgres', url }, problems: [...missing, ...idle] };
}

/** The key in a file; null without a file. */
export function readAuditKey(file: string): { readonly key: Uint8Array | null } | { readonly problem: string } {
  if (file === '') return { key: null };
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch {
    return { problem: 'the file cannot be read.' };
  }
  return /^[A-Za-z0-9+/]{43}=$/.test(text)
    ? { key: Buffer.from(text, 'base64') }
    : { problem: `in the file, ${keyForm}` };
}

function isPostgres(url: string): boolean {
  return /^postgres(ql)?:\/\/./.test(url) && URL.canParse(url);
}

function folderProblems(folder: string): string[] {
  const preset = 'write the path of a folder of this gateway alone, where it may write what it has shown to whom';
  if (folder === '') return [`AUDIT_FOLDER: ${preset}.`];
  try {
    if (!statSync(folder).isDirectory()) return [`AUDIT_FOLDER: ${preset}; ${folder} is none.`];
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return [];
  } catch {
    return [`AUDIT_FOLDER: ${preset}; ${folder} is not there, or cannot be written.`];
  }
}
