import { expect, it } from 'vitest';
import { nightOf } from './night';

it('quiet hours across midnight are two spans of a day', () => {
  expect(nightOf('21:00', '08:00')).toEqual([
    { from: 0, to: 480 },
    { from: 1260, to: 1440 },
  ]);
});

it('within a day they are one, and from an hour to itself none', () => {
  expect(nightOf('12:30', '13:00')).toEqual([{ from: 750, to: 780 }]);
  expect(nightOf('21:00', '00:00')).toEqual([{ from: 1260, to: 1440 }]);
  expect(nightOf('08:00', '08:00')).toEqual([]);
});
