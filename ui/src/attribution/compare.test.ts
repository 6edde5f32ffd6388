import { describe, expect, it } from 'vitest';
import { creditOf, disagreement, MODELS, spreadOf, verdictOf } from './compare';
import type { ReportRow } from './queries';

function row(
  credits: readonly number[],
  caused: readonly [number, number, number] | null,
  enough = true,
): ReportRow {
  const interval = ([estimate, low, high]: readonly [number, number, number]) => ({
    estimate: String(estimate),
    low: String(low),
    high: String(high),
    level: 0.95,
  });
  return {
    key: 'k',
    label: 'K',
    journey: 'k',
    step: null,
    channel: null,
    touched: 1,
    credit: MODELS.map((model, place) => ({ model, conversions: '0', value: String(credits[place]) })),
    incremental:
      caused === null
        ? null
        : {
            treated: 900,
            held: 100,
            conversions: interval(caused),
            value: interval(caused),
            rate: interval(caused),
            enough,
            sampleRatioOk: true,
            note: null,
          },
  };
}

const CREDITS = [40, 120, 80, 90, 100];

describe('the verdict of the holdout on the models', () => {
  it('says by how much last touch over-credits, where something was caused for sure', () =>
    expect(verdictOf(row(CREDITS, [30, 22, 38]), 'value')).toEqual({ kind: 'over', times: 4 }));

  it('names no factor where nothing may have been caused', () =>
    expect(verdictOf(row(CREDITS, [1, -20, 22]), 'value')).toEqual({ kind: 'over', times: null }));

  it('agrees where the interval reaches the models', () =>
    expect(verdictOf(row(CREDITS, [70, 50, 90]), 'value')).toEqual({ kind: 'agrees' }));

  it('cannot tell where the interval reaches both the models and nothing', () =>
    expect(verdictOf(row(CREDITS, [70, -50, 190]), 'value')).toEqual({ kind: 'unclear' }));

  it('can find too little credit', () =>
    expect(verdictOf(row(CREDITS, [200, 150, 250]), 'value')).toEqual({ kind: 'under' }));

  it('says nothing before there is enough', () => {
    expect(verdictOf(row(CREDITS, [0, -90, 90], false), 'value')).toEqual({ kind: 'early' });
    expect(verdictOf(row(CREDITS, null), 'value')).toEqual({ kind: 'unmeasured' });
  });
});

it('the spread is from the least to the most that any model gives', () => {
  expect(spreadOf(row(CREDITS, null), 'value')).toEqual({ low: 40, high: 120 });
  expect(creditOf(row(CREDITS, null), 'position', 'value')).toBe(90);
});

it('what is furthest from the holdout disagrees most', () => {
  expect(disagreement(row(CREDITS, [0, -10, 10]), 'value')).toBe(120);
  expect(disagreement(row(CREDITS, null), 'value')).toBe(80);
});
