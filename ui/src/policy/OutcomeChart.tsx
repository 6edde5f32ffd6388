import { useMemo } from 'react';
import { ChartPanel } from '../kit/ChartPanel';
import type { Drawing } from '../kit/EChart';
import { compact, shortDay } from '../kit/format';
import { axis, tooltip } from '../kit/paint';
import { OUTCOMES, type Outcome } from '../kit/words';
import type { Policy } from './queries';

const ORDER: readonly Outcome[] = ['sent', 'ghost', 'held', 'dropped'];

/** A bar a day, by outcome. */
export function OutcomeChart({ policy: { days, asOf } }: { readonly policy: Policy }) {
  const points = JSON.stringify(days);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same days draw the same chart
  const draw = useMemo(() => drawing(days), [points]);
  const most = [...days].sort((a, b) => b.sent - a.sent)[0];
  return (
    <ChartPanel
      id="outcomes"
      title="Messages a day, by outcome"
      count={{
        what: 'Decisions on messages by the day on which they were made, in the workspace’s zone.',
        window: 'as chosen',
        asOf,
      }}
      draw={draw}
      summary={
        most === undefined
          ? 'No messages were decided.'
          : `${days.length} days; most sent on ${shortDay(most.day)}: ${most.sent}. The table has every day.`
      }
      height={260}
      header={['Day', ...ORDER.map((outcome) => OUTCOMES[outcome].label)]}
      rows={days.map((one) => [one.day, ...ORDER.map((outcome) => one[outcome])])}
    />
  );
}

function drawing(days: Policy['days']): Drawing {
  return (paint) => ({
    grid: { left: 48, right: 12, top: 36, bottom: 28 },
    legend: {
      top: 0,
      left: 4,
      itemWidth: 10,
      itemHeight: 10,
      icon: 'roundRect',
      textStyle: { color: paint.muted, fontSize: 12 },
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: paint.line, opacity: 0.3 } },
      ...tooltip(paint),
    },
    aria: { enabled: true, label: { enabled: false }, decal: { show: false } },
    xAxis: {
      type: 'category',
      data: days.map((one) => shortDay(one.day)),
      ...axis(paint),
      splitLine: { show: false },
    },
    yAxis: { type: 'value', ...axis(paint), axisLabel: { ...axis(paint).axisLabel, formatter: compact } },
    series: ORDER.map((outcome) => ({
      type: 'bar',
      stack: 'all',
      name: OUTCOMES[outcome].label,
      barMaxWidth: 26,
      barCategoryGap: '30%',
      itemStyle: { color: paint.fills[outcome], borderColor: paint.panel, borderWidth: 0.5 },
      data: days.map((one) => one[outcome]),
    })),
  });
}
