import { describe, expect, it } from 'vitest';
import { limitWords, pressureOf } from './pressure';
import type { Policy } from './queries';

type Cap = Policy['caps'][number];

const cap = (words: string, part: Partial<Cap>): Cap => ({
  words,
  purpose: 'marketing',
  channel: null,
  journey: null,
  tag: null,
  max: 5,
  per: 'P7D',
  window: 'rolling',
  held: 0,
  dropped: 0,
  atLimit: 0,
  ...part,
});

const policy = (caps: readonly Cap[], attention: Policy['attention'] = null): Policy =>
  ({
    caps,
    attention,
    pressure: [
      { messages: 1, people: 40 },
      { messages: 3, people: 7 },
    ],
  }) as unknown as Policy;

describe('the pressure', () => {
  it('reaches as far as the cap, also where nobody got so many', () => {
    const { bars, caps } = pressureOf(policy([cap('6 a week', { max: 6 })]));
    expect(bars.map((bar) => bar.people)).toEqual([40, 0, 7, 0, 0, 0]);
    expect(caps).toEqual([{ max: 6, words: '6 a week' }]);
  });

  it.each([
    ['of a channel', { channel: 'sms' }],
    ['of a journey', { journey: 'newsletter' }],
    ['of a tag', { tag: 'campaign' }],
    ['of another purpose', { purpose: 'service' }],
    ['of another time', { per: 'P1D' }],
  ])('has no line for a cap %s, and says so', (_, part) => {
    const { caps, others } = pressureOf(policy([cap('something else', part)]));
    expect(caps).toEqual([]);
    expect(others).toEqual(['something else']);
  });

  it('is told its cap and its comfort in the table', () => {
    const pressure = pressureOf(policy([cap('5 a week', {})], { max: 3, per: 'P7D' }));
    expect(limitWords(pressure, 5)).toBe('cap: 5 a week');
    expect(limitWords(pressure, 3)).toBe('comfortable up to here: 3 messages per 7 days');
    expect(limitWords(pressure, 2)).toBe('');
  });

  it('of a cap far out is not drawn to it', () => {
    expect(pressureOf(policy([cap('a thousand', { max: 1_000 })])).bars).toHaveLength(3);
  });
});
