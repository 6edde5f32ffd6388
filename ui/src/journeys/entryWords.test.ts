import { describe, expect, it } from 'vitest';
import { entryWords, rulesOf } from './entryWords';

const named = (key: string) => (key === 'churn-risk' ? 'At risk' : key);

describe('what starts a journey', () => {
  it.each([
    [{ event: 'Cart Updated' }, 'Cart Updated happens'],
    [{ segment: 'churn-risk', change: 'left' }, 'leaves At risk'],
    [{ attribute: 'plan', to: 'pro' }, 'plan changes to pro'],
    [{ schedule: '0 9 * * MON', segment: 'readers' }, 'schedule 0 9 * * MON'],
    [{ api: true }, 'a call of the API'],
  ])('%j is "%s"', (on, words) => expect(entryWords({ entry: { on } }, named)).toBe(words));
});

it('the rules of a journey are said in words', () => {
  const rules = rulesOf(
    {
      entry: { on: { event: 'A' }, again: { after: 'P30D' } },
      exits: {
        goal: { event: 'B', where: 'event.x > 1' },
        superseded: { by: ['win-back'] },
        time_limit: 'P14D',
        max_messages: 4,
      },
    },
    named,
  );
  expect(Object.fromEntries(rules.map((rule) => [rule.name, rule.words]))).toEqual({
    'Comes in when': 'A happens',
    Again: 'after 30 days',
    Goal: 'B where event.x > 1',
    'Superseded by': 'win-back',
    'Time limit': '14 days',
    'Messages at most': '4',
  });
});
