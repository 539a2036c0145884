/** The audit in service: its sink, its journal, and what it tells of itself. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Audit, createAudit } from './audit.ts';
import { sealWith } from './chain.ts';
import { type FileSinkOptions, openFileSink } from './file-sink.ts';
import { type AuditEvents, createJournal } from './journal.ts';
import type { AuditConfig } from './settings.ts';
import type { AuditSink } from './sink.ts';

export interface OpenAudit extends Audit {
  /** Where it is kept, for who starts the gateway. */
  readonly place: string;
  /** Records that are not kept yet. */
  waiting(): number;
  /** Once no answer is under way. */
  close(): Promise<void>;
}

/** Milliseconds. What the log says goes elsewhere: who cuts off the end of a chain cannot also take that back. */
const headTold = 60_000;

/** Rejects when nothing can be kept in the folder. */
export async function openAudit(options: {
  readonly config: AuditConfig;
  readonly log: Logger;
  readonly metrics: { readonly events: AuditEvents; watch(waiting: () => number): void };
  /** The real time. */
  readonly now: () => Date;
}): Promise<OpenAudit> {
  const { config, log, metrics, now } = options;
  const { sink, place } = await openSink(config, now, (told) =>
    log.error(told, 'a record of the audit was torn by a crash, and put aside'),
  );
  const journal = createJournal({
    sink,
    events: metrics.events,
    onState: (state, cause) => {
      if (state === 'back') log.warn('the audit is kept again');
      else log.error({ cause: reasonOf(cause) }, 'the audit cannot be kept: personal data is not shown');
    },
  });
  metrics.watch(journal.waiting);
  const tell = headTeller(sink, log);
  const timer = setInterval(tell, headTold).unref();
  return {
    ...createAudit({ journal, person: config.person, key: config.key, now }),
    place,
    waiting: journal.waiting,
    close: async () => {
      clearInterval(timer);
      await journal.close();
      tell();
    },
  };
}

async function openSink(
  { folder, key }: AuditConfig,
  now: () => Date,
  onMended: FileSinkOptions['onMended'],
): Promise<{ readonly sink: AuditSink; readonly place: string }> {
  const open = (own: string) => openFileSink({ folder: own, seal: sealWith(key), now, onMended });
  if (folder !== null) return { sink: await open(folder), place: folder };
  const temporary = await mkdtemp(join(tmpdir(), 'audit-'));
  const sink = await open(temporary);
  const close = async () => {
    await sink.close();
    await rm(temporary, { recursive: true, force: true });
  };
  return { sink: { ...sink, close }, place: `${temporary}, until this stops` };
}

function headTeller(sink: AuditSink, log: Logger): () => void {
  let told = 0;
  return () => {
    const head = sink.head();
    if (head === null || head.seq === told) return;
    told = head.seq;
    log.info({ audit: `${head.seq}:${head.hash}` }, 'audit');
  };
}

/** A code such as ENOSPC, else the kind of error: texts may hold an address. */
function reasonOf(cause: unknown): string {
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.name;
  return 'unknown';
}
