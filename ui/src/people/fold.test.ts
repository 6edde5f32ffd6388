import { describe, expect, it } from 'vitest';
import type { Entry } from '../live/entry';
import { asked, byDay, folded } from './fold';

const fact = (
  id: string,
  what: { readonly kind: string; readonly order?: string; readonly message?: string },
): Entry => ({
  kind: 'fact',
  id,
  at: `2026-11-${id.slice(0, 2)}T12:00:00Z`,
  customer: 'ada',
  customerName: null,
  title: what.kind,
  fact: { id, at: '', customer: 'ada', ...what },
});

describe('a timeline', () => {
  it('says the credit of one order in one row', () => {
    const rows = folded([
      fact('20a', { kind: 'credit', order: 'o1' }),
      fact('20b', { kind: 'credit', order: 'o1' }),
      fact('20c', { kind: 'credit', order: 'o2' }),
      fact('20d', { kind: 'conversion', order: 'o2' }),
    ]);
    expect(
      rows.map((row) => (row.kind === 'credit' ? `${row.order} ×${row.entries.length}` : row.entry.id)),
    ).toEqual(['o1 ×2', 'o2 ×1', '20d']);
  });

  it('is cut into days', () => {
    const rows = folded([
      fact('20a', { kind: 'refund' }),
      fact('20b', { kind: 'refund' }),
      fact('19a', { kind: 'refund' }),
    ]);
    const days = byDay(rows, (instant) => instant.slice(0, 10));
    expect(days.map((day) => `${day.day} ${day.rows.length}`)).toEqual(['2026-11-20 2', '2026-11-19 1']);
  });

  it('opens at a message’s newest decision', () => {
    const rows = folded([
      fact('20b', { kind: 'message.decided', message: 'm1' }),
      fact('20a', { kind: 'message.decided', message: 'm1' }),
    ]);
    expect(asked(rows, 'm1')?.id).toBe('20b');
    expect(asked(rows, '20a')?.id).toBe('20a');
    expect(asked(rows, 'm2')).toBeUndefined();
  });
});
