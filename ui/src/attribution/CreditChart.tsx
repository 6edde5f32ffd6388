import { useMemo } from 'react';
import { ChartPanel } from '../kit/ChartPanel';
import { compact, decimal, money } from '../kit/format';
import { channelWords, modelWords } from '../kit/words';
import { creditOf, disagreement, type Measure, MODELS } from './compare';
import { creditDrawing } from './creditDrawing';
import type { Report } from './queries';

const MOST_ROWS = 20;

/** Every model a dot, their range a line, and on the same scale what the holdout measured, with its interval. */
export function CreditChart({ report, measure }: { readonly report: Report; readonly measure: Measure }) {
  const rows = useMemo(
    () =>
      [...report.rows]
        .sort((a, b) => disagreement(b, measure) - disagreement(a, measure))
        .slice(0, MOST_ROWS)
        .map((row) => ({ ...row, label: row.channel === null ? row.label : channelWords(row.channel) })),
    [report, measure],
  );
  const draw = useMemo(() => {
    const write = (value: number) =>
      measure === 'value' ? money(String(value), report.currency, true) : decimal(value, 1);
    return creditDrawing(rows, measure, write, compact);
  }, [rows, measure, report.currency]);
  const measured = report.rows.filter((row) => row.incremental !== null).length;
  return (
    <ChartPanel
      id="credit"
      title={measure === 'value' ? 'Revenue credited and caused' : 'Orders credited and caused'}
      count={{
        what: 'Dots: what each model credits. Diamond and bar: what the holdout measured, with its 95% interval.',
        window: 'as chosen',
        asOf: report.asOf,
      }}
      draw={draw}
      summary={`${rows.length} rows, five models each; ${measured} measured by a holdout. The table says the same in figures.`}
      height={92 + rows.length * 44}
      header={['Row', ...MODELS.map(modelWords), 'Caused', 'Low', 'High']}
      rows={rows.map((row) => [
        row.label,
        ...MODELS.map((model) => creditOf(row, model, measure)),
        row.incremental === null ? null : Number(row.incremental[measure].estimate),
        row.incremental === null ? null : Number(row.incremental[measure].low),
        row.incremental === null ? null : Number(row.incremental[measure].high),
      ])}
    />
  );
}
