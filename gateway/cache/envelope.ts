/** An entry as it is kept: a line that names its tags and their generations, then the value. */
export interface Envelope {
  readonly generations: ReadonlyMap<string, string>;
  readonly value: Buffer;
}

/** Tags and generations hold neither blanks, `=` nor line ends. */
export function writeEnvelope({ generations, value }: Envelope): Buffer {
  const line = [...generations].map(([tag, generation]) => `${tag}=${generation}`).join(' ');
  return Buffer.concat([Buffer.from(`${line}\n`, 'latin1'), value]);
}

/** Null for anything else. */
export function readEnvelope(bytes: Buffer): Envelope | null {
  const end = bytes.indexOf(0x0a);
  if (end <= 0) return null;
  const generations = new Map<string, string>();
  for (const pair of bytes.toString('latin1', 0, end).split(' ')) {
    const at = pair.indexOf('=');
    if (at <= 0) return null;
    generations.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return { generations, value: bytes.subarray(end + 1) };
}
