/** When a case of the audit is passed, as the audit itself decides it: equal data, and errors or none as it says, where it says. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

export const auditCases = z.array(
  z.object({
    query: z.string(),
    /** Without `errors` it is left open whether there are any. */
    expected: z.object({ data: z.unknown().optional(), errors: z.boolean().optional() }),
  }),
);

export type AuditCase = z.infer<typeof auditCases>[number];

/** What is wrong, to be read by people; null when the case is passed. No data and `null` are the same. */
export function whatIsWrong(
  { expected }: AuditCase,
  answer: { readonly data: unknown; readonly errors: readonly unknown[] },
): string | null {
  const data = answer.data ?? null;
  const expectedData = expected.data ?? null;
  if (!isDeepStrictEqual(data, expectedData)) {
    return `expected data ${JSON.stringify(expectedData)}\n     got data ${JSON.stringify(data)}\n       errors ${JSON.stringify(answer.errors)}`;
  }
  if (expected.errors === undefined || expected.errors === answer.errors.length > 0) return null;
  return expected.errors ? 'expected errors, got none' : `expected no errors, got ${JSON.stringify(answer.errors)}`;
}
