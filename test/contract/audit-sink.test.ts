/** The audit in files. */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileSink } from '../../gateway/audit/file-sink.ts';
import { readFolder } from '../../gateway/audit/reading.ts';
import { readRecord } from '../../gateway/audit/record.ts';
import { chainFiles } from '../support/audit.ts';
import { describeAuditSink } from './audit-sink.ts';

describeAuditSink('files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  return {
    open: ({ seal, now }) => openFileSink({ folder, seal, now, onMended: () => {} }),
    reader: () => readFolder(folder),
    tamper: async (seq, change) => {
      for (const { name } of chainFiles(folder)) {
        const file = join(folder, name);
        const lines = readFileSync(file, 'utf8').split('\n');
        const changed = lines.flatMap((line) => (readRecord(line)?.seq === seq ? (change(line) ?? []) : line));
        writeFileSync(file, changed.join('\n'));
      }
    },
    break: async () => renameSync(folder, `${folder}-away`),
    mend: async () => renameSync(`${folder}-away`, folder),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
