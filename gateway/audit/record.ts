/** What is kept about an answer, and the forms it has in the chain. No value of an answer is among it. */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { canonical, type JsonObject } from './chain.ts';

/** Coordinates such as `Customer.name` by data class, sorted. */
export type ByClass = Readonly<Record<string, readonly string[]>>;

export interface ViewContent {
  readonly operation: { readonly name: string | null; readonly hash: string };
  readonly shown: ByClass;
  readonly masked: ByClass;
  readonly denied: ByClass;
}

/** What one operation shows to whoever has certain rights: alike for many answers, so it is kept once and named by them. */
export interface View {
  readonly id: string;
  readonly content: ViewContent;
  /** It shows what is not to be shown unless it is recorded first. */
  readonly waits: boolean;
}

export interface Caller {
  readonly issuer: string;
  readonly kind: string;
  readonly tenant: string;
  readonly subject: string;
  readonly client: string;
  readonly roles: readonly string[];
}

/** An answer that shows personal data, not chained yet. */
export interface Draft {
  /** RFC 3339. */
  readonly at: string;
  readonly request: string;
  readonly caller: Caller;
  readonly purpose: string | null;
  /** Whose data: customer ids, each once. */
  readonly subjects: readonly string[];
  /** Records that stand alone, such as a booking no customer is known of: `Booking:` and a digest of its key. */
  readonly others: readonly string[];
  /** Of an answer in parts: 1 for the first. Null for one that came whole. */
  readonly part: number | null;
  readonly view: View;
}

/** Classes of which nothing is shown that is not recorded. What has no class may be any of them. */
const waiting: ReadonlySet<string> = new Set(['identity', 'payment', 'special-category', 'unclassified']);

export function viewOf(content: ViewContent): View {
  const id = hash('sha256', canonical(viewContent(content))).slice(0, 24);
  const classes = [...Object.keys(content.shown), ...Object.keys(content.masked)];
  return { id, content, waits: classes.some((name) => waiting.has(name)) };
}

const viewContent = ({ operation, shown, masked, denied }: ViewContent): JsonObject => ({
  operation: { name: operation.name, hash: operation.hash },
  shown,
  masked,
  denied,
});

export const viewRecord = ({ id, content }: View): JsonObject => ({ kind: 'view', id, ...viewContent(content) });

export function answerRecord({ at, request, caller, purpose, subjects, others, part, view }: Draft): JsonObject {
  const { issuer, kind, tenant, subject, client, roles } = caller;
  return {
    kind: 'answer',
    at,
    request,
    caller: { issuer, kind, tenant, subject, client, roles },
    purpose,
    subjects,
    others,
    view: view.id,
    part,
  };
}

/** A file, or a gateway's part of a table, begins. `continues`: the file with the record before. */
export const openedRecord = (at: string, continues: string | null): JsonObject => ({ kind: 'opened', at, continues });

/** Left as one should; nothing of this writer follows. */
export const closedRecord = (at: string): JsonObject => ({ kind: 'closed', at });

/** What a crash left of a record that was being written, and where it was put. */
export const mendedRecord = (at: string, bytes: number, aside: string): JsonObject => ({
  kind: 'mended',
  at,
  bytes,
  aside,
});

const place = { seq: z.int().positive(), previous: z.string(), hash: z.string() };
const byClass = z.record(z.string(), z.array(z.string()));
const caller = z.strictObject({
  issuer: z.string(),
  kind: z.string(),
  tenant: z.string(),
  subject: z.string(),
  client: z.string(),
  roles: z.array(z.string()),
});

/** What stands in a chain. */
export const storedRecord = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), at: z.string(), continues: z.string().nullable(), ...place }),
  z.strictObject({ kind: z.literal('closed'), at: z.string(), ...place }),
  z.strictObject({ kind: z.literal('mended'), at: z.string(), bytes: z.int(), aside: z.string(), ...place }),
  z.strictObject({
    kind: z.literal('view'),
    id: z.string(),
    operation: z.strictObject({ name: z.string().nullable(), hash: z.string() }),
    shown: byClass,
    masked: byClass,
    denied: byClass,
    ...place,
  }),
  z.strictObject({
    kind: z.literal('answer'),
    at: z.string(),
    request: z.string(),
    caller,
    purpose: z.string().nullable(),
    subjects: z.array(z.string()),
    others: z.array(z.string()),
    view: z.string(),
    part: z.int().nullable(),
    ...place,
  }),
]);

export type StoredRecord = z.output<typeof storedRecord>;

/** Null for a line that is no record. */
export function readRecord(line: string): StoredRecord | null {
  try {
    return storedRecord.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
