/** One HTTP request as it is, with whatever headers: fetch would refuse some of them, and correct others. */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';

export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** A blank one is left out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export function exchange(url: string, { method, path, headers, body }: Exchange): Promise<Reply> {
  const sent = Object.entries(headers).filter(([, value]) => value !== '');
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, url), { method, headers: Object.fromEntries(sent), agent: false });
    request.on('error', reject).on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.end(body);
  });
}
