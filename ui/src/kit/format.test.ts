import { beforeAll, describe, expect, it } from 'vitest';
import {
  compact,
  decimal,
  distance,
  duration,
  moment,
  money,
  percent,
  plural,
  shortMoment,
  signedPoints,
  writeFor,
} from './format';

beforeAll(() => writeFor({ locale: 'en-GB', zone: 'Europe/Berlin' }));

describe('figures', () => {
  it.each([
    ['PT1H', '1 hour'],
    ['P7D', '7 days'],
    ['P1DT12H', '1 day 12 hours'],
    ['ever', 'ever'],
  ])('the duration %s reads %s', (iso, words) => expect(duration(iso)).toBe(words));

  it('money keeps every digit that a float would lose', () =>
    expect(money('90071992547409931.25', 'EUR')).toBe('€90,071,992,547,409,931.25'));

  it('a share of nothing is no number', () => expect(percent(Number.NaN)).toBe('–'));

  it('a difference says its direction', () => {
    expect(signedPoints('0.0212')).toBe('+2.1 pp');
    expect(signedPoints('-0.0019')).toBe('−0.2 pp');
  });

  it('a figure below nothing has the same sign everywhere', () => {
    expect(money('-1900', 'EUR', true)).toBe('−€1,900');
    expect(compact(-30_000)).toBe('−30k');
    expect(decimal(-45.6)).toBe('−45.6');
  });

  it('one is not many', () => {
    expect(plural(1, 'person', 'people')).toBe('1 person');
    expect(plural(1200, 'person', 'people')).toBe('1,200 people');
  });
});

describe('times', () => {
  it('are in the workspace’s zone, or in the one asked for', () => {
    expect(moment('2026-11-20T14:02:11Z')).toBe('20 Nov 2026, 15:02');
    expect(moment('2026-11-20T14:02:11Z', 'Asia/Tokyo')).toBe('20 Nov 2026, 23:02');
  });

  it('have a distance from now', () => {
    expect(distance('2026-11-20T12:02:11Z', '2026-11-20T14:02:11Z')).toBe('2 hours ago');
    expect(distance('2026-11-20T14:02:13Z', '2026-11-20T14:02:11Z')).toBe('now');
  });
});

it('the clock has 24 hours wherever the workspace is', () => {
  writeFor({ locale: 'en-US', zone: 'Europe/Berlin' });
  expect(moment('2026-11-20T14:02:11Z')).toBe('Nov 20, 2026, 15:02');
  expect(shortMoment('2026-11-20T23:05:11Z')).toBe('Nov 21, 00:05');
});
