/**
 * Answers an operation with `@defer`, first what is not deferred, then each part as its data comes in. How it flows:
 *
 * 1. `directive.ts` decides by the client's `accept` and the request's variables which `@defer`s count. Without any, none of this runs.
 * 2. `labels.ts` names the deferred fragments; the planner plans what is answered at once and, by those names, what is fetched later
 *    and after which fetches (a `Defer` node). `parts.ts` takes the operation apart the same way and compiles a writer for each part.
 * 3. `run.ts` starts each deferred block as soon as its dependencies are in. All fetches fill one tree of data.
 * 4. Here the answer's first part is written, then read back as the client has it. In it, `places.ts` looks for the objects each part
 *    belongs to; where there is a null, nothing is pending. What is pending is written when its block has been fetched, joined to what
 *    the client has, and may itself have further parts in it.
 * 5. Apollo Server answers with the first part as with any answer; `gateway/multipart` sends it and the others.
 *
 * An error is told with the first part that shows one of its paths.
 */
import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import type { PathSegment } from '../../../subgraphs/shared/hosting/reply.ts';
import { auditUnavailable, type Keeper } from '../../audit/audit.ts';
import { type KeptBack, keptBack, type MaskedPlace } from '../access/told.ts';
import { shownPath } from '../errors.ts';
import type { Execution } from '../execute.ts';
import { FinishedData } from '../finished-data.ts';
import { merge } from '../merge.ts';
import type { Prepared } from '../prepare.ts';
import { holds } from '../shape/conditions.ts';
import { brokenPaths, forgetMasked, type Writing } from '../shape/writing.ts';
import { errorTeller } from './errors.ts';
import type { Part } from './parts.ts';
import { type Place, placesFrom } from './places.ts';
import { partsOfFetches, runDeferring } from './run.ts';

/** A deferred fragment at one place of the answer. */
export interface DeferredPlace {
  readonly id: string;
  readonly path: readonly PathSegment[];
  readonly label: string | null;
}

export interface FilledPlace extends DeferredPlace {
  /** JSON text; `null` where a null had to spread to the whole fragment. */
  readonly data: string;
  readonly errors: readonly GraphQLError[];
}

/** What came in together. */
export interface Delivery {
  /** The deferred parts of the operation that have been fetched for it, as `partOf` names them. */
  readonly parts: readonly string[];
  readonly filled: readonly FilledPlace[];
  /** What is shown in part of them. */
  readonly masked: readonly MaskedPlace[];
  /** Announced by this one. */
  readonly pending: readonly DeferredPlace[];
  readonly hasNext: boolean;
}

export interface Later {
  /** The deferred part a fetch of the plan is for; null for what is answered at once. */
  partOf(fetch: object): string | null;
  readonly pending: readonly DeferredPlace[];
  readonly deliveries: AsyncIterable<Delivery>;
}

type PendingPlace = DeferredPlace & { readonly place: Place };

interface PendingPart {
  readonly part: Part;
  readonly places: readonly PendingPlace[];
  readonly ready: Promise<void>;
  isReady: boolean;
}

export async function answerInParts(
  schema: GraphQLSchema,
  prepared: Prepared,
  execution: Execution,
  keeper: Keeper | null,
): Promise<{ readonly result: GatewayExecutionResult; readonly later: Later | null }> {
  const { variables, sent, data: object } = execution;
  const running = runDeferring(prepared.step, execution);
  await running.atOnce;
  const isKept = async () => keeper === null || (await keeper(object, variables));
  if (!(await isKept())) return { result: { errors: [auditUnavailable()] }, later: null };

  const waiting = new Set<PendingPart>();
  let places = 0;
  /** What is deferred within objects the client now has. */
  const announce = (parent: string | null, from: readonly Place[]): PendingPlace[] =>
    prepared.parts
      .filter((part) => part.parent === parent && holds(part.condition, variables))
      .flatMap((part) => {
        const own = from
          .flatMap((place) => placesFrom(schema, part, place))
          .map((place) => ({ id: `${places++}`, path: shownPath(place.path), label: part.clientLabel, place }));
        if (own.length === 0) return [];
        const pending: PendingPart = { part, places: own, ready: running.part(part.label), isReady: false };
        void pending.ready.then(() => (pending.isReady = true));
        waiting.add(pending);
        return own;
      });
  const broken: (readonly PathSegment[])[] = [];
  const kept: KeptBack[] = [];
  const hidden: (readonly PathSegment[])[] = [];
  const write = (writer: Prepared['write'], value: Record<string, unknown>, path: readonly PathSegment[]): string => {
    const writing: Writing = { variables, noted: [], introspect: (field) => prepared.introspect(field, sent) };
    const written = writer(value, writing);
    if (written === undefined) forgetMasked(writing, 0);
    broken.push(...brokenPaths(writing).map((way) => [...path, ...way]));
    const back = keptBack(writing.noted, path);
    kept.push(back);
    hidden.push(...back.hidden);
    return written ?? 'null';
  };
  /** Of what was written since it was asked last. */
  const told = (): { readonly errors: GraphQLError[]; readonly masked: MaskedPlace[] } => {
    const failed = tell({ broken: broken.splice(0), hidden }, waiting.size === 0);
    const back = kept.splice(0);
    return {
      errors: [...failed, ...back.flatMap(({ errors }) => errors)],
      masked: back.flatMap(({ masked }) => masked),
    };
  };

  const text = write(prepared.write, object, []);
  const shown: unknown = JSON.parse(text);
  const tell = errorTeller({ schema, prepared, execution, shown });
  const pending = isRecord(shown) ? announce(null, [{ path: [], object, shown }]) : [];
  const { errors, masked } = told();

  async function* deliveries(): AsyncGenerator<Delivery, void> {
    while (waiting.size > 0) {
      await Promise.race([...waiting].map(({ ready }) => ready));
      const ready = [...waiting].filter(({ isReady }) => isReady);
      for (const each of ready) waiting.delete(each);
      if (!(await isKept())) throw auditUnavailable();
      const written = ready.flatMap(({ part, places: own }) =>
        own.map((each) => ({ ...each, part, data: write(part.write, each.place.object, each.place.path) })),
      );
      const within = written.flatMap(({ part, place, data }) => {
        const value: unknown = JSON.parse(data);
        if (!isRecord(value)) return [];
        merge(place.shown, value);
        return [{ part, place }];
      });
      const next = ready.flatMap(({ part }) =>
        announce(
          part.label,
          within.filter((each) => each.part === part).map(({ place }) => place),
        ),
      );
      const now = told();
      const filled = written.map(({ id, path, label, data }): FilledPlace & { errors: GraphQLError[] } => ({
        id,
        path,
        label,
        data,
        errors: [],
      }));
      for (const error of now.errors)
        (filled.find(({ path }) => concerns(error, path)) ?? filled[0])?.errors.push(error);
      const parts = ready.map(({ part }) => part.label);
      yield { parts, filled, masked: now.masked, pending: next.map(announced), hasNext: waiting.size > 0 };
    }
  }

  const data: Record<string, unknown> = Object.assign(new FinishedData(text));
  const result: GatewayExecutionResult = errors.length === 0 ? { data } : { data, errors };
  if (masked.length > 0) result.extensions = { masked };
  return {
    result,
    later:
      waiting.size === 0
        ? null
        : { partOf: partsOfFetches(prepared.step), pending: pending.map(announced), deliveries: deliveries() },
  };
}

const announced = ({ id, path, label }: DeferredPlace): DeferredPlace => ({ id, path, label });

/** One of the error's paths leads into the object at `place`. */
function concerns({ path, extensions }: GraphQLError, place: readonly PathSegment[]): boolean {
  const { paths } = extensions;
  return [path, ...(Array.isArray(paths) ? paths : [])].some(
    (each) => Array.isArray(each) && place.every((segment, index) => each[index] === segment),
  );
}
