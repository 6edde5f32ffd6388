/** Nothing may be loaded and nothing may run; only the message's own styles and embedded pictures show. */
export const MESSAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

const LOADS = ['src', 'srcset', 'poster', 'background', 'data', 'imagesrcset'];
const NEVER_SHOWN = 'script, link, base, meta[http-equiv], iframe, frame, object, embed';

/**
 * A message's HTML, closed in: for the srcdoc of a frame that is sandboxed as well. A browser looks ahead for pictures before
 * it has read a policy, so what would be fetched is taken out, not only forbidden.
 */
export function framed(html: string): string {
  const message = new DOMParser().parseFromString(html, 'text/html');
  for (const element of message.querySelectorAll(NEVER_SHOWN)) element.remove();
  for (const element of message.querySelectorAll(LOADS.map((name) => `[${name}]`).join())) {
    for (const name of LOADS) {
      if (!(element.getAttribute(name) ?? 'data:').trimStart().startsWith('data:'))
        element.removeAttribute(name);
    }
  }
  message.head.insertAdjacentHTML(
    'afterbegin',
    `<meta http-equiv="Content-Security-Policy" content="${MESSAGE_POLICY}"><meta name="color-scheme" content="light"><base target="_blank">`,
  );
  return `<!doctype html>${message.documentElement.outerHTML}`;
}
