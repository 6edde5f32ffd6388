/** Debian's, unless said otherwise. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
