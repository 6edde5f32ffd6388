export interface Span {
  /** Minutes after midnight. */
  readonly from: number;
  readonly to: number;
}

const DAY_MINUTES = 24 * 60;

/** Quiet hours on a line from midnight to midnight; those that cross it are two spans. */
export function nightOf(from: string, to: string): readonly Span[] {
  const start = minutes(from);
  const end = minutes(to);
  if (start === end) return [];
  if (start < end) return [{ from: start, to: end }];
  return [
    { from: 0, to: end },
    { from: start, to: DAY_MINUTES },
  ].filter((span) => span.from < span.to);
}

function minutes(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}
