/** How figures, money, times and durations are written; one place, so that a number looks alike everywhere. */

let locale = 'en-GB';
let zone = 'UTC';

/** Set once, when the session is known. */
export function writeFor(workspace: { readonly locale: string; readonly zone: string }): void {
  locale = workspace.locale;
  zone = workspace.zone;
}

export function workspaceZone(): string {
  return zone;
}

export function count(value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}

export function compact(value: number): string {
  return minus(
    new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value),
  );
}

/** A minus as wide as a plus, where Intl writes a hyphen. */
function minus(figure: string): string {
  return figure.replace('-', '−');
}

export function decimal(value: number | string, digits = 1): string {
  return minus(
    new Intl.NumberFormat(locale, {
      maximumFractionDigits: digits,
      minimumFractionDigits: digits,
    }).format(Number(value)),
  );
}

export function percent(share: number, digits = 1): string {
  if (!Number.isFinite(share)) return '–';
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);
}

export function signedPoints(difference: number | string): string {
  const points = Number(difference) * 100;
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${decimal(Math.abs(points), 1)} pp`;
}

/** Exact decimals come as text; Intl takes text and keeps every digit. */
export function money(value: string, currency: string, whole = false): string {
  const digits = whole ? { maximumFractionDigits: 0 } : {};
  return minus(
    new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits }).format(
      value as Intl.StringNumericLiteral,
    ),
  );
}

export function time(instant: string, inZone = zone): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: inZone,
  }).format(new Date(instant));
}

export function moment(instant: string, inZone = zone): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: inZone,
  }).format(new Date(instant));
}

export function shortMoment(instant: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(instant));
}

export function day(instant: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: zone,
  }).format(new Date(instant));
}

export function shortDay(instant: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: zone }).format(
    new Date(instant),
  );
}

const UNITS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "3 hours ago", "in 2 days". */
export function distance(instant: string, now: string | Date): string {
  const seconds = (new Date(instant).getTime() - new Date(now).getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return words.format(Math.round(seconds / length), unit);
  }
  return Math.abs(seconds) < 10 ? 'now' : words.format(Math.round(seconds), 'second');
}

const ISO = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;
const NAMES = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

/** "P7D" as "7 days"; what is no ISO duration stays as it is. */
export function duration(iso: string): string {
  const found = ISO.exec(iso);
  if (found === null) return iso;
  const parts = NAMES.flatMap((name, index) => {
    const amount = found[index + 2];
    return amount === undefined ? [] : [`${amount} ${name}${amount === '1' ? '' : 's'}`];
  });
  return parts.length === 0 ? iso : parts.join(' ');
}

export function plural(amount: number, one: string, many = `${one}s`): string {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}
