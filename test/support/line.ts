/** A line to a system under test that can fail and whose connections can be counted. */
import { type FaultProxy, startFaultProxy } from '../../legacy/shared/fault-proxy.ts';
import type { StandIn } from '../../legacy/shared/stand-in.ts';
import type { FaultKind, Shown } from '../contract/source-under-test.ts';

export interface Line {
  /** The system's URL, by way of the line. */
  readonly url: string;
  fault(kind: FaultKind | 'none'): boolean;
  openSockets(): number;
  close(): Promise<void>;
}

/** What a bare line shows of any system, and what it shows of a stand-in that speaks HTTP. */
export const shownByLine: readonly Shown[] = ['hang', 'refuse', 'drop', 'sockets'];
export const shownByStandIn: readonly Shown[] = [...shownByLine, 'garble', 'unavailable', 'rate-limit', 'shuffle'];

/** What is wrong with the line itself; a reply is cut before anything of it can be read. */
function onLine(proxy: FaultProxy, kind: FaultKind | 'none'): boolean {
  if (kind !== 'none' && kind !== 'hang' && kind !== 'refuse' && kind !== 'drop') return false;
  proxy.setFault({ kind, bytes: 8 });
  return true;
}

/** To the system at `url`, or to a stand-in there, which then has the faults that a line cannot have. */
export async function lineTo(url: string, standIn?: StandIn): Promise<Line> {
  const { host, hostname, port } = new URL(url);
  const proxy = await startFaultProxy({ host: hostname, port: Number(port) });
  return {
    url: url.replace(host, `127.0.0.1:${proxy.port}`),
    fault: (kind) => {
      const own = onLine(proxy, kind);
      if (standIn === undefined || kind === 'hang') return own;
      if (kind !== 'none') proxy.setFault({ kind: 'none' });
      standIn.setFault({ kind });
      return true;
    },
    openSockets: () => proxy.connections(),
    close: () => proxy.close(),
  };
}
