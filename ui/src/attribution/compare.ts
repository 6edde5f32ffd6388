import type { Model, ReportRow } from './queries';

export type Measure = 'conversions' | 'value';

/** The five models, in the order in which they are shown everywhere. */
export const MODELS: readonly Model[] = ['first', 'last', 'linear', 'position', 'time-decay'];

export function creditOf(row: ReportRow, model: Model, measure: Measure): number {
  const credit = row.credit.find((one) => one.model === model);
  return credit === undefined ? 0 : Number(credit[measure]);
}

export interface Spread {
  readonly low: number;
  readonly high: number;
}

/** The least and the most that any model gives. */
export function spreadOf(row: ReportRow, measure: Measure): Spread {
  const credits = MODELS.map((model) => creditOf(row, model, measure));
  return { low: Math.min(...credits), high: Math.max(...credits) };
}

export type Verdict =
  | { readonly kind: 'unmeasured' }
  | { readonly kind: 'early' }
  | { readonly kind: 'agrees' }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'over'; readonly times: number | null }
  | { readonly kind: 'under' };

/** Least times over before it is said aloud. */
const WORTH_SAYING = 1.2;

/**
 * What the holdout says about the models: over-credited when even the interval's upper end lies below every model,
 * under-credited when its lower end lies above. `times` is last touch against the estimate, null where it may have caused nothing.
 * An interval that holds both nothing and the models cannot tell them apart.
 */
export function verdictOf(row: ReportRow, measure: Measure): Verdict {
  if (row.incremental === null) return { kind: 'unmeasured' };
  if (!row.incremental.enough) return { kind: 'early' };
  const { low, high } = spreadOf(row, measure);
  const { estimate, low: least, high: most } = row.incremental[measure];
  if (Number(most) < low) {
    const caused = Number(estimate);
    const times = Number(least) <= 0 ? null : creditOf(row, 'last', measure) / caused;
    return times !== null && times < WORTH_SAYING ? { kind: 'agrees' } : { kind: 'over', times };
  }
  if (Number(least) > high) return { kind: 'under' };
  return Number(least) <= 0 ? { kind: 'unclear' } : { kind: 'agrees' };
}

/** How far the models and the holdout are apart; what is worth looking at first. */
export function disagreement(row: ReportRow, measure: Measure): number {
  const { low, high } = spreadOf(row, measure);
  if (row.incremental === null) return high - low;
  const caused = Number(row.incremental[measure].estimate);
  return Math.max(high, caused) - Math.min(low, caused);
}
