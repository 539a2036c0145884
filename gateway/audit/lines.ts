/** Drafts as the lines a sink writes: each view before the first answer that names it. */
import { type Head, type JsonObject, link, type Seal } from './chain.ts';
import { answerRecord, type Draft, viewRecord } from './record.ts';

export interface Lines {
  readonly lines: readonly string[];
  readonly head: Head;
  /** Those that stand in the chain once the lines are written. */
  readonly views: readonly string[];
}

/** `knows`: whether a view stands in the chain already. `before` go in front. */
export function linesFor(
  drafts: readonly Draft[],
  options: {
    readonly head: Head;
    readonly seal: Seal;
    readonly knows: (view: string) => boolean;
    readonly before?: readonly JsonObject[];
  },
): Lines {
  const { seal, knows, before = [] } = options;
  const views = new Set<string>();
  const contents = [...before];
  for (const draft of drafts) {
    const { view } = draft;
    if (!knows(view.id) && !views.has(view.id)) {
      views.add(view.id);
      contents.push(viewRecord(view));
    }
    contents.push(answerRecord(draft));
  }
  let { head } = options;
  const lines = contents.map((content) => {
    const linked = link(head, content, seal);
    head = linked.head;
    return linked.line;
  });
  return { lines, head, views: [...views] };
}
