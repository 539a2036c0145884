/**
 * Reads a search's whole result, page by page.
 *
 * RT clamps `per_page` to 100 without saying so, and gives the next page's address only when it can count: it gives no
 * total when the token's rights may hide rows, and then a page may be short, or empty, without being the last. So pages are
 * asked for by number, never by following the address (which names whatever host RT is configured with, and drops what a
 * POST carried); without a total, until a page is empty.
 */
import { z } from 'zod';
import { chunks } from '../../../shared/loader.ts';
import { malformed } from './client.ts';

/** RT's largest page. */
export const pageSize = 100;
/** So that one long result does not take every slot of the source. */
const pagesAtOnce = 4;

const page = z.object({
  items: z.array(z.looseObject({ id: z.union([z.string(), z.number()]).transform(String) })),
  count: z.number(),
  page: z.number(),
  total: z.number().nullish(),
  pages: z.number().nullish(),
});

export type Page = z.output<typeof page>;
export type Row = Page['items'][number];

/**
 * `fetchPage` gives a page as `readPage` does. Rows come as they are; the caller decides which to believe. More than `maxPages`
 * pages is LEGACY_MALFORMED: no customer has ten thousand cases, so that search was not answered as asked.
 */
export async function readPages(fetchPage: (page: number) => Promise<Page>, maxPages: number): Promise<Row[]> {
  const first = await fetchPage(1);
  const { pages = null, total = null } = first;
  if (pages !== null && pages > maxPages) throw malformed(`a result of ${pages} pages`);
  if (pages !== null) {
    const rest = Array.from({ length: Math.max(0, Math.ceil(pages) - 1) }, (_, index) => index + 2);
    const replies = [];
    for (const few of chunks(rest, pagesAtOnce)) {
      replies.push(...(await Promise.all(few.map(fetchPage))));
    }
    const rows = [...first.items, ...replies.flatMap(({ items }) => items)];
    const different = new Set(rows.map(({ id }) => id)).size;
    if (total !== null && different < total) throw malformed(`${different} different rows of ${total}`);
    return rows;
  }
  const items = [...first.items];
  for (let number = 2, last = first; last.items.length > 0; number++) {
    if (number > maxPages) throw malformed(`a result without a total that does not end in ${maxPages} pages`);
    last = await fetchPage(number);
    items.push(...last.items);
  }
  return items;
}

/** One page; LEGACY_MALFORMED when it is none, or another than asked for. */
export function readPage(json: unknown, number: number): Page {
  const read = page.safeParse(json);
  if (!read.success) throw malformed('a page without its items', read.error);
  if (read.data.page !== number) throw malformed(`page ${read.data.page} where ${number} was asked for`);
  if (read.data.count !== read.data.items.length) throw malformed('a page that miscounts its items');
  return read.data;
}
