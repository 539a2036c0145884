/** `data` of an answer as the text it will be sent as. Whoever wants the object still gets it, at its price. */
export class FinishedData {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** For Apollo Server's `stringifyResult`: what is text already is not written a second time. */
export function stringifyResult(result: {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}): string {
  if (!(result.data instanceof FinishedData)) return `${JSON.stringify(result)}\n`;
  const errors = result.errors === undefined ? '' : `"errors":${JSON.stringify(result.errors)},`;
  const extensions = result.extensions === undefined ? '' : `,"extensions":${JSON.stringify(result.extensions)}`;
  return `{${errors}"data":${result.data.text}${extensions}}\n`;
}
