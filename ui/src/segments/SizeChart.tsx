import { useMemo } from 'react';
import { ChartPanel } from '../kit/ChartPanel';
import type { Drawing } from '../kit/EChart';
import { compact, count, shortDay } from '../kit/format';
import { axis, escaped, tooltip } from '../kit/paint';
import type { Segment } from './queries';

/** How large the segment was, a point a day. */
export function SizeChart({ segment: { history, name, asOf } }: { readonly segment: Segment }) {
  const points = JSON.stringify(history);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same points draw the same chart
  const draw = useMemo(() => drawing(history), [points]);
  const first = history[0];
  const last = history.at(-1);
  if (first === undefined || last === undefined || history.length < 2) return null;
  return (
    <ChartPanel
      id="size"
      title="Size"
      count={{
        what: 'People who met the definition at the end of each day.',
        window: `since ${shortDay(first.at)}`,
        asOf,
      }}
      draw={draw}
      summary={`People in ${name}: ${count(first.size)} on ${shortDay(first.at)}, ${count(last.size)} on ${shortDay(last.at)}`}
      height={200}
      header={['Day', 'People']}
      rows={history.map((point) => [shortDay(point.at), point.size])}
    />
  );
}

function drawing(history: Segment['history']): Drawing {
  return (paint) => ({
    grid: { left: 48, right: 16, top: 12, bottom: 28 },
    tooltip: {
      trigger: 'axis',
      ...tooltip(paint),
      formatter: ([point]: readonly { readonly name: string; readonly value: number }[]) =>
        point === undefined ? '' : `${escaped(point.name)}<br><b>${count(point.value)}</b> people`,
    },
    xAxis: {
      type: 'category',
      data: history.map((point) => shortDay(point.at)),
      boundaryGap: false,
      ...axis(paint),
      // The first and last day stay within the plot, clear of the other axis.
      axisLabel: { ...axis(paint).axisLabel, alignMinLabel: 'left', alignMaxLabel: 'right' },
      splitLine: { show: false },
    },
    yAxis: { type: 'value', ...axis(paint), axisLabel: { ...axis(paint).axisLabel, formatter: compact } },
    series: [
      {
        type: 'line',
        data: history.map((point) => point.size),
        symbol: 'none',
        lineStyle: { color: paint.accent, width: 2 },
        itemStyle: { color: paint.accent },
        areaStyle: { color: paint.accentSoft },
      },
    ],
  });
}
