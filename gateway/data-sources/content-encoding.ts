/** Replies that come compressed. None is asked for, and some servers and proxies send them all the same. */
import { promisify } from 'node:util';
import { brotliDecompress, unzip } from 'node:zlib';

/** It is compressed in a way nobody here knows, or not in the way it says, or would be too long. */
export class UnreadableEncoding extends Error {}

type Decoder = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const unzipped: Decoder = promisify(unzip);
const decoders: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', unzipped],
  ['x-gzip', unzipped],
  ['deflate', unzipped],
  ['br', promisify(brotliDecompress)],
]);

/** `encoding`: the header's value. Rejects with UnreadableEncoding. */
export async function decoded(bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') return bytes;
  const decode = decoders.get(name);
  if (decode === undefined) throw new UnreadableEncoding('a content-encoding that is not known');
  try {
    return await decode(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    throw new UnreadableEncoding('content that is not as its content-encoding says', { cause });
  }
}
