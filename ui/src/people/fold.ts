import type { Entry } from '../live/entry';

/** One row of a timeline: a line by itself, or lines that say one thing together. */
export type Row =
  | { readonly kind: 'one'; readonly id: string; readonly entry: Entry }
  | {
      readonly kind: 'credit';
      readonly id: string;
      readonly at: string;
      readonly order: string;
      readonly entries: readonly Entry[];
    };

export interface Day {
  readonly day: string;
  readonly rows: readonly Row[];
}

/** Credit is a fact per model and touch; the lines of one order that follow each other become one row. */
export function folded(entries: readonly Entry[]): readonly Row[] {
  const rows: Row[] = [];
  for (const entry of entries) {
    const order = orderOf(entry);
    const last = rows.at(-1);
    if (order !== null && last?.kind === 'credit' && last.order === order) {
      rows[rows.length - 1] = { ...last, entries: [...last.entries, entry] };
    } else if (order !== null) {
      rows.push({ kind: 'credit', id: entry.id, at: entry.at, order, entries: [entry] });
    } else {
      rows.push({ kind: 'one', id: entry.id, entry });
    }
  }
  return rows;
}

function orderOf(entry: Entry): string | null {
  return entry.kind === 'fact' && entry.fact.kind === 'credit' ? (entry.fact.order ?? '') : null;
}

/** Rows by the day on which they happened, as the workspace's calendar has it. */
export function byDay(rows: readonly Row[], dayOf: (instant: string) => string): readonly Day[] {
  const days: { day: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const day = dayOf(row.kind === 'one' ? row.entry.at : row.at);
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
}

/** The row that an address asks for: by its own id, or the newest decision on a message. */
export function asked(rows: readonly Row[], record: string | undefined): Row | undefined {
  if (record === undefined) return undefined;
  return (
    rows.find((row) => row.id === record) ??
    rows.find(
      (row) =>
        row.kind === 'one' &&
        row.entry.kind === 'fact' &&
        row.entry.fact.kind === 'message.decided' &&
        row.entry.fact.message === record,
    )
  );
}
