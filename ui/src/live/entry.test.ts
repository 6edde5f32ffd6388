import { describe, expect, it } from 'vitest';
import { type Entry, GROUPS, groupOf, groupsOf, matches, shown } from './entry';

const fact = (kind: string, reason?: string): Entry => ({
  kind: 'fact',
  id: kind,
  at: '2026-11-20T14:00:00Z',
  customer: 'cus_1',
  customerName: 'Ada Berger',
  title: 'Did not send remind of Cart recovery',
  fact: { id: kind, at: '', customer: 'cus_1', kind, ...(reason === undefined ? {} : { reason }) },
});

describe('a line of the stream', () => {
  it.each([
    ['message.decided', 'decisions'],
    ['message.opened', 'messages'],
    ['journey.step', 'journeys'],
    ['segment.left', 'segments'],
    ['refund', 'orders'],
    ['credit', 'credit'],
    ['customer.merged', 'identity'],
  ])('%s belongs to %s', (kind, group) => expect(groupOf(fact(kind))).toBe(group));

  it('is found by its person, its words and its reason', () => {
    const line = fact('message.decided', 'frequency_cap');
    expect(matches(line, GROUPS, 'berger')).toBe(true);
    expect(matches(line, GROUPS, 'cart recovery')).toBe(true);
    expect(matches(line, GROUPS, 'over a cap')).toBe(true);
    expect(matches(line, GROUPS, 'newsletter')).toBe(false);
    expect(matches(line, ['events'], undefined)).toBe(false);
  });
});

it('all groups need no words in the address', () => {
  expect(shown(GROUPS)).toBeUndefined();
  expect(shown(['orders', 'credit'])).toBe('orders,credit');
  expect(groupsOf('credit,orders,nonsense')).toEqual(['orders', 'credit']);
});
