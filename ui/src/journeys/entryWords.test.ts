import { describe, expect, it } from 'vitest';
import { entryWords, rulesOf, triggerWords } from './entryWords';
import { AS_WRITTEN, type Said, saying } from './said';

const SAID: Said = {
  condition: saying([
    { when: 'event.x > 1', words: 'the event’s x is more than 1' },
    { when: "in_segment('staff')", words: 'is in Our staff' },
    { when: 'profile.contract_end', words: 'contract end' },
    { when: 'profile.vip', words: 'vip' },
  ]),
  segment: (key) => (key === 'churn-risk' ? 'At risk' : key),
  journey: (key) => (key === 'win-back' ? 'Win back' : key),
};

describe('what starts a journey', () => {
  it.each([
    [{ event: 'Cart Updated' }, 'Cart Updated happens'],
    [
      { event: 'Cart Updated', where: 'event.x > 1' },
      'Cart Updated happens, and the event’s x is more than 1',
    ],
    [{ segment: 'churn-risk', change: 'left' }, 'leaves At risk'],
    [{ attribute: 'plan', from: 'trial', to: 'pro' }, 'plan changes from trial to pro'],
    [{ schedule: '0 9 * * MON', segment: 'churn-risk' }, 'every Monday at 09:00, for At risk'],
    [{ score: 'churn', crosses: 0.7, direction: 'down' }, 'churn falls below 0.7'],
    [{ date: 'profile.contract_end', offset: '-P60D', at: '09:00' }, '60 days before contract end, at 09:00'],
    [{ api: true }, 'a call of the API'],
  ])('%j is "%s"', (on, words) => expect(entryWords({ entry: { on } }, SAID)).toBe(words));
});

it('on the canvas only the trigger is said', () => {
  expect(triggerWords({ entry: { on: { event: 'A', where: 'event.x > 1' } } }, SAID)).toBe('A happens');
  expect(triggerWords({ entry: { on: { schedule: '0 9 * * *', segment: 'x' } } }, SAID)).toBe(
    'every day at 09:00',
  );
});

describe('the rules of a journey', () => {
  const body = {
    entry: {
      on: { event: 'A' },
      when: 'profile.vip',
      unless: ["in_segment('staff')"],
      again: { after: 'P30D' },
    },
    exits: {
      goal: { event: 'B', where: 'event.x > 1' },
      disqualified: 'none',
      superseded: { by: ['win-back'] },
      time_limit: 'P14D',
      max_messages: 4,
    },
  };

  it('are said in words', () => {
    expect(Object.fromEntries(rulesOf(body, SAID).map((rule) => [rule.name, rule.words]))).toEqual({
      Starts: 'A happens',
      Qualifies: 'vip',
      Unless: 'is in Our staff',
      Again: '30 days after entering',
      Goal: 'B happens, and the event’s x is more than 1',
      Disqualified: 'none',
      'Superseded by': 'Win back',
      'Time limit': '14 days',
      Messages: 'at most 4',
    });
  });

  it('keep what is written beside the words', () => {
    expect(rulesOf(body, SAID).flatMap((rule) => rule.cel)).toEqual([
      'profile.vip',
      "in_segment('staff')",
      'event.x > 1',
    ]);
  });

  it('stay as written where nothing put them into words', () => {
    expect(rulesOf(body, AS_WRITTEN).find((rule) => rule.name === 'Goal')?.words).toBe(
      'B happens, and event.x > 1',
    );
  });
});
