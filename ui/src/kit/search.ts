/** Reading view state out of the URL, where everything is text and nothing is sure. */

type Search = Readonly<Record<string, unknown>>;

/** What a screen keeps in its address; every part may be missing. */
export function view<T>(read: (search: Search) => T): (search: Search) => Partial<T> {
  return read;
}

/** The router reads "42" as a number; here it is text again. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function oneOf<const T extends string>(values: readonly T[], value: unknown): T | undefined {
  const found = text(value);
  return values.find((candidate) => candidate === found);
}
