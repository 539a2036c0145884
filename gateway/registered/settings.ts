/** Which operations are registered, and who may send no others. */
import { setting } from '../../subgraphs/shared/settings.ts';
import type { SettingsShape } from '../../subgraphs/shared/subgraph.ts';
import type { Manifest } from './documents.ts';
import { readManifests } from './manifest-files.ts';
import { type Rungs, readRungs } from './rungs.ts';

export interface RegisteredConfig {
  /** Null where there are none but our own. */
  readonly path: string | null;
  readonly manifests: readonly Manifest[];
  readonly rungs: Rungs;
}

export const registeredSettings = {
  TRUSTED_DOCUMENTS: setting.text(''),
  REGISTERED_OPERATIONS: setting.text(''),
} satisfies SettingsShape;

export interface RegisteredResult {
  /** Null when something is wrong. */
  readonly registered: RegisteredConfig | null;
  readonly problems: readonly string[];
}

/** `known`: whether callers are asked who they are. Each problem is a line that begins with the setting it is about. */
export function readRegisteredConfig(
  settings: { readonly TRUSTED_DOCUMENTS: string; readonly REGISTERED_OPERATIONS: string },
  known: boolean,
): RegisteredResult {
  const path = settings.TRUSTED_DOCUMENTS === '' ? null : settings.TRUSTED_DOCUMENTS;
  const read = path === null ? { manifests: [] } : readManifests(path);
  const rungs = readRungs(settings.REGISTERED_OPERATIONS, known && path !== null ? 'enforce' : 'log');
  const problems = [
    ...('problems' in read ? read.problems.map((problem) => `TRUSTED_DOCUMENTS: ${problem}`) : []),
    ...('problem' in rungs ? [`REGISTERED_OPERATIONS: ${rungs.problem}`] : []),
  ];
  if ('problems' in read || 'problem' in rungs) return { registered: null, problems };
  return { registered: { path, manifests: read.manifests, rungs: rungs.rungs }, problems };
}
