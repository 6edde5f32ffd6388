/** Nothing may be loaded and nothing may run; only the message's own styles and embedded pictures show. */
export const MESSAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/** A message's HTML, closed in: for the srcdoc of a frame that is sandboxed as well. */
export function framed(html: string): string {
  const head = `<meta http-equiv="Content-Security-Policy" content="${MESSAGE_POLICY}"><meta name="color-scheme" content="light"><base target="_blank">`;
  return `<!doctype html>${head}${html}`;
}
