/** How the files that say who callers are are read: JSON of one form. */
import type { z } from 'zod';

/** A problem is a line: the place in the file, and what to write there. Never a value. */
export type AuthJson<T> = { readonly data: T } | { readonly problems: readonly string[] };

/** `text`: of the file. */
export function readAuthJson<T>(text: string, form: z.ZodType<T>): AuthJson<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problems: ['it is not JSON.'] };
  }
  const { data, error } = form.safeParse(json);
  return error ? { problems: problemsOf(error) } : { data };
}

function problemsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message, code, ...rest }) => {
    const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
    const text =
      code === 'unrecognized_keys' && 'keys' in rest
        ? `${rest.keys.join(', ')} is not known here; see docs/authentication.md.`
        : message;
    return place === '' ? text : `${place.replace(/^\./, '')}: ${text}`;
  });
}

/** Those that are there more than once. */
export function twice(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}
