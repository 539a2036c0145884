/** Drafts as the lines a sink writes: each view before the first answer that names it. */
import { type Head, type JsonObject, link, type Seal } from './chain.ts';
import { answerRecord, viewRecord } from './record.ts';
import type { Numbered } from './sink.ts';

export interface Line {
  readonly line: string;
  /** This record as the head of its chain. */
  readonly head: Head;
  readonly kind: string;
  /** The answer it is about; null for a record of another kind. */
  readonly record: Numbered | null;
}

export interface Lines {
  readonly lines: readonly Line[];
  readonly head: Head;
  /** Those that stand in the chain once the lines are written. */
  readonly views: readonly string[];
}

/** `knows`: whether a view stands in the chain already. */
export function linesFor(
  records: readonly Numbered[],
  options: {
    readonly head: Head;
    readonly seal: Seal;
    readonly knows: (view: string) => boolean;
    readonly before?: readonly JsonObject[];
    readonly after?: readonly JsonObject[];
  },
): Lines {
  const { seal, knows, before = [], after = [] } = options;
  const views = new Set<string>();
  const lines: Line[] = [];
  let { head } = options;
  const add = (content: JsonObject, record: Numbered | null = null): void => {
    const linked = link(head, content, seal);
    head = linked.head;
    lines.push({ ...linked, kind: String(content.kind), record });
  };
  for (const content of before) add(content);
  for (const record of records) {
    const { view } = record.draft;
    if (!knows(view.id) && !views.has(view.id)) {
      views.add(view.id);
      add(viewRecord(view));
    }
    add(answerRecord(record.draft), record);
  }
  for (const content of after) add(content);
  return { lines, head, views: [...views] };
}
