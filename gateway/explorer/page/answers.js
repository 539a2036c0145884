/** The JSON values of an answer: one for an answer at once, several for one with deferred parts. */
export async function* partsOf(reply) {
  const boundary = /multipart\/mixed.*boundary="?([^";]+)/.exec(reply.headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return yield await reply.json();
  let text = '';
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    text += read.value;
    const pieces = text.split(`\r\n--${boundary}`);
    text = pieces.pop();
    for (const piece of pieces) {
      const json = piece.slice(piece.indexOf('\r\n\r\n') + 4);
      if (json.trim() !== '') yield JSON.parse(json);
    }
  }
}
