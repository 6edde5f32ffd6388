import { describe, expect, it } from 'vitest';
import type { Entry } from './entry';
import { arrivalOf, flushed, KEPT, NO_RATE, prepend, rateOf, type Stream } from './stream';

const line = (id: string): Entry => ({
  kind: 'event',
  id,
  at: '2026-11-20T14:00:00Z',
  customer: 'ada',
  customerName: null,
  event: { messageId: id, type: 'track', name: 'Seen', at: '', receivedAt: '', late: false, properties: {} },
});
const ids = (entries: readonly Entry[]) => entries.map((entry) => entry.id).join(' ');
const EMPTY: Stream = { state: 'open', entries: [], waiting: [], missed: 0, rate: NO_RATE };

describe('the lines that are kept', () => {
  it('are the newest first, each once', () => {
    const kept = prepend([line('2'), line('1')], [line('2'), line('3'), line('4'), line('3')]);
    expect(ids(kept)).toBe('4 3 2 1');
  });

  it('are never more than the limit', () => {
    const many = Array.from({ length: KEPT + 50 }, (_, place) => line(String(place)));
    const kept = prepend([], many);
    expect(kept).toHaveLength(KEPT);
    expect(kept[0]?.id).toBe(String(KEPT + 49));
  });
});

describe('a pause', () => {
  it('holds new lines back and gives them all on resume, in order', () => {
    const paused = flushed({ ...EMPTY, entries: [line('1')] }, [line('2'), line('3')], true, NO_RATE);
    expect(ids(paused.entries)).toBe('1');
    const resumed = flushed(paused, [line('4')], false, NO_RATE);
    expect(ids(resumed.entries)).toBe('4 3 2 1');
    expect(resumed.waiting).toHaveLength(0);
  });
});

describe('the rate', () => {
  it('counts the last minute only', () => {
    const arrivals = [arrivalOf(line('1'), 0), arrivalOf(line('2'), 50_000)].filter((one) => one !== null);
    expect(rateOf(arrivals, 0, 61_000)).toEqual({ events: 1, sent: 0, notSent: 0, since: 60 });
  });
});
