/** One request's answer from a prepared operation: its plan is run, then what came is written as the client asked for it. */
import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { auditUnavailable, type Keeper } from '../audit/audit.ts';
import { keptBack } from './access/told.ts';
import { withOwnVariables } from './cures/shadowing-names.ts';
import { answerInParts, type Later } from './defer/deliver.ts';
import { toldErrors } from './errors.ts';
import { type Call, type Execution, run } from './execute.ts';
import { FinishedData } from './finished-data.ts';
import type { ReadyOperation } from './operations/index.ts';
import type { Variables } from './shape/conditions.ts';
import { brokenPaths, forgetMasked, type Writing } from './shape/writing.ts';
import { isSpared } from './visible.ts';

export interface Answer {
  readonly result: GatewayExecutionResult;
  /** Deferred parts; null when there are none. */
  readonly later: Later | null;
}

/**
 * `given`: the client's variables. `call` asks subgraphs; it is never used when the variables do not fit. `keeper`: without its consent
 * nothing is shown; null where nobody has to consent.
 */
export async function answer(
  schema: GraphQLSchema,
  { form, prepared }: ReadyOperation,
  given: Variables,
  call: Call,
  keeper: Keeper | null = null,
): Promise<Answer> {
  const read = form.readVariables(given);
  if (read.errors) return { result: { errors: read.errors.map(badVariables) }, later: null };
  const coerced = withOwnVariables(read.coerced);
  const sent = withOwnVariables({ ...given, ...form.literals });
  const data: Record<string, unknown> = {};
  const spares: Execution['spares'] = (path) => isSpared(prepared, { schema, variables: coerced, data }, path);
  const execution: Execution = { data, errors: [], sent, variables: coerced, call, spares };
  if (prepared.parts.length > 0) return answerInParts(schema, prepared, execution, keeper);
  if (prepared.step) await run(prepared.step, execution);
  if (keeper !== null && !(await keeper(data, coerced)))
    return { result: { errors: [auditUnavailable()] }, later: null };
  const writing: Writing = {
    variables: coerced,
    noted: [],
    introspect: (field) => prepared.introspect(field, sent),
  };
  const written = prepared.write(execution.data, writing);
  if (written === undefined) forgetMasked(writing, 0);
  const text = written ?? 'null';
  const kept = keptBack(writing.noted);
  const answered = { schema, variables: coerced, data: execution.data };
  const failed = toldErrors(prepared, answered, execution.errors, {
    broken: brokenPaths(writing),
    hidden: kept.hidden,
  });
  const told = [...failed.map(({ error }) => error), ...kept.errors];
  // The text stands for the object, which Apollo Server only hands on to `stringifyResult`.
  const finished: Record<string, unknown> = Object.assign(new FinishedData(text));
  const result: GatewayExecutionResult = told.length === 0 ? { data: finished } : { data: finished, errors: told };
  if (kept.masked.length > 0) result.extensions = { masked: kept.masked };
  return { result, later: null };
}

function badVariables(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } });
}
