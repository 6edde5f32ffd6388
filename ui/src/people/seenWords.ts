import { duration, moment } from '../kit/format';

const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;
const SPAN = /\bper (P[0-9YMWDTHS.]+)/g;

/** What a check saw, with its times and spans as people write them; the record keeps them exact. */
export function seenWords(saw: string): string {
  return saw
    .replaceAll(INSTANT, (instant) => moment(instant))
    .replaceAll(SPAN, (_, span: string) => `per ${duration(span).replace(/^1 (?=\w+$)/, '')}`);
}
