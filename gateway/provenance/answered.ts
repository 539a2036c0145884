/** Which parts of the client's answer a fetch has filled, and which it was to fill. */

import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { ReplyError } from '../../subgraphs/shared/hosting/reply.ts';
import { entityFields, rootFields } from '../engine/affected-fields.ts';
import { type Path, shownPath } from './paths.ts';
import type { ProvenanceRecord } from './record.ts';

/**
 * The fields the client asked for (`isAsked`) of which at least one object has been answered. Where the fetch was only for another
 * subgraph's sake, the objects themselves.
 */
export function answeredPaths(record: ProvenanceRecord, isAsked: (path: Path) => boolean): string[][] {
  const { place, reply } = record;
  if (reply.data === null) return [];
  const fields = fieldsOf(record);
  const shown = (names: readonly string[]) =>
    distinct(names.map((name) => shownPath([...place.path, name])).filter(isAsked));
  const all = shown(fields);
  if (all.length === 0) return reply.errors.length === 0 ? [shownPath(place.path)] : [];
  return shown(fields.filter((name) => !failedEverywhere(record, name)));
}

function fieldsOf({ place, variables }: ProvenanceRecord): string[] {
  const types = new Set(representations(variables)?.map(({ __typename }) => String(__typename)));
  return types.size === 0
    ? rootFields(place.asked, variables)
    : [...types].flatMap((typename) => entityFields(place.asked, typename, variables));
}

function failedEverywhere({ variables, reply }: ProvenanceRecord, name: string): boolean {
  const asked = representations(variables);
  if (asked === null) return reply.errors.some(({ path }) => path?.length === 1 && path[0] === name);
  const failed = new Set(reply.errors.filter((error) => failsField(error, name)).map(({ path }) => path?.[1]));
  return failed.has(undefined) || failed.size >= asked.length;
}

/** The field itself, not one within it; an error that names none concerns all. */
function failsField({ path = [] }: ReplyError, name: string): boolean {
  return path.length <= 2 || (path.length === 3 && path[2] === name);
}

function representations(variables: ProvenanceRecord['variables']): Record<string, unknown>[] | null {
  const asked = variables.representations;
  return Array.isArray(asked) && asked.length > 0 ? asked.filter(isRecord) : null;
}

function distinct(paths: readonly string[][]): string[][] {
  return [...new Map(paths.map((path) => [path.join('.'), path])).values()];
}
