/** The audit in service: its sink, its journal, and what it tells of itself. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Audit, createAudit } from './audit.ts';
import { sealWith } from './chain.ts';
import { type FileSinkOptions, openFileSink } from './file-sink.ts';
import { type AuditEvents, createJournal } from './journal.ts';
import { readTable } from './postgres/reader.ts';
import { openPostgresSink, type PostgresSinkOptions } from './postgres/sink.ts';
import { tableName } from './postgres/table.ts';
import { type ChainReader, readFolder } from './reading.ts';
import type { AuditConfig } from './settings.ts';
import { type AuditSink, reasonOf } from './sink.ts';

export interface OpenAudit extends Audit {
  /** Where it is kept, for who starts the gateway. */
  readonly place: string;
  /** Of what is kept. */
  readonly reader: ChainReader;
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
  const { sink, place, reader } = await openSink(config, now, log);
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
    reader,
    close: async () => {
      clearInterval(timer);
      await journal.close();
      await reader.close();
      tell();
    },
  };
}

interface Opened {
  readonly sink: AuditSink;
  /** For who starts the gateway. */
  readonly place: string;
  readonly reader: ChainReader;
}

async function openSink({ place, key }: AuditConfig, now: () => Date, log: Logger): Promise<Opened> {
  const seal = sealWith(key);
  if (place.kind === 'postgres') {
    const onCut: PostgresSinkOptions['onCut'] = (told) => log.error(told, 'the end of the audit was cut off');
    const sink = await openPostgresSink({ url: place.url, seal, now, onCut });
    return { sink, place: `the table ${tableName} of AUDIT_DATABASE_URL`, reader: readTable(place.url) };
  }
  const onMended: FileSinkOptions['onMended'] = (told) =>
    log.error(told, 'a record of the audit was torn by a crash, and put aside');
  if (place.folder !== null)
    return {
      sink: await openFileSink({ folder: place.folder, seal, now, onMended }),
      place: place.folder,
      reader: readFolder(place.folder),
    };
  const temporary = await mkdtemp(join(tmpdir(), 'audit-'));
  const sink = await openFileSink({ folder: temporary, seal, now, onMended });
  const close = async () => {
    await sink.close();
    await rm(temporary, { recursive: true, force: true });
  };
  return { sink: { ...sink, close }, place: `${temporary}, until this stops`, reader: readFolder(temporary) };
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
