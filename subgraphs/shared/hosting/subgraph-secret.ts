/** The secret that gateway and subgraph services share: with it the gateway signs what it says to them. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setting } from '../settings.ts';
import type { SettingsShape } from '../subgraph.ts';

export const secretSettings = {
  SUBGRAPH_SECRET: setting.text(''),
  SUBGRAPH_SECRET_FILE: setting.text(''),
} satisfies SettingsShape;

/** Bytes; what is signed with fewer could be tried out. */
const shortest = 32;
const form = `write at least ${shortest} characters without blanks; \`openssl rand -base64 48\` makes them. While it changes, the new one and the old, parted by a comma.`;

/**
 * As keys, which no log and no JSON shows. The first signs, all of them are accepted; none when no secret is set. Each problem is a line
 * that begins with the setting it is about, and never holds its value.
 */
export function readSubgraphSecrets({
  SUBGRAPH_SECRET: given,
  SUBGRAPH_SECRET_FILE: file,
}: {
  readonly SUBGRAPH_SECRET: string;
  readonly SUBGRAPH_SECRET_FILE: string;
}): { readonly secrets: readonly KeyObject[]; readonly problems: readonly string[] } {
  const wrong = (problem: string) => ({ secrets: [], problems: [problem] });
  if (given !== '' && file !== '')
    return wrong('SUBGRAPH_SECRET_FILE: remove it, or SUBGRAPH_SECRET: one of them says it.');
  if (given === '' && file === '') return { secrets: [], problems: [] };
  const text = file === '' ? given : textOf(file);
  if (text === null) return wrong('SUBGRAPH_SECRET_FILE: the file cannot be read.');
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const usable = parts.every((part) => /^[\x21-\x7e]+$/.test(part) && part.length >= shortest);
  if (parts.length === 0 || !usable) {
    return wrong(file === '' ? `SUBGRAPH_SECRET: ${form}` : `SUBGRAPH_SECRET_FILE: in the file, ${form}`);
  }
  return { secrets: parts.map((part) => createSecretKey(part, 'utf8')), problems: [] };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
