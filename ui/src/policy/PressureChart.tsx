import { useMemo } from 'react';
import { ChartPanel } from '../kit/ChartPanel';
import type { Drawing } from '../kit/EChart';
import { compact, count } from '../kit/format';
import { axis, tooltip } from '../kit/paint';
import type { Policy } from './queries';

/** How many people got how many messages in a week, with the cap as a line. */
export function PressureChart({ policy: { pressure, caps, asOf } }: { readonly policy: Policy }) {
  const cap = caps.find((one) => one.channel === null && one.per === 'P7D')?.max;
  const points = JSON.stringify(pressure);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same bars draw the same chart
  const draw = useMemo(() => drawing(pressure, cap), [points, cap]);
  const people = pressure.reduce((sum, bar) => sum + (bar.messages > 0 ? bar.people : 0), 0);
  return (
    <ChartPanel
      id="pressure"
      title="Pressure"
      count={{
        what: 'People by how many marketing messages each was sent; those who got none are left out.',
        window: 'the last 7 days',
        asOf,
      }}
      draw={draw}
      summary={`${count(people)} people got marketing messages in the last 7 days.`}
      height={356}
      header={['Messages in 7 days', 'People']}
      rows={pressure.map((bar) => [bar.messages, bar.people])}
    />
  );
}

function drawing(pressure: Policy['pressure'], cap: number | undefined): Drawing {
  const bars = pressure.filter((bar) => bar.messages > 0);
  const at = bars.findIndex((bar) => bar.messages === cap);
  return (paint) => ({
    grid: { left: 48, right: 16, top: 28, bottom: 44 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'none' }, ...tooltip(paint) },
    xAxis: {
      type: 'category',
      name: 'messages in 7 days',
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: paint.muted },
      data: bars.map((bar) => String(bar.messages)),
      ...axis(paint),
      splitLine: { show: false },
    },
    yAxis: { type: 'value', ...axis(paint), axisLabel: { ...axis(paint).axisLabel, formatter: compact } },
    series: [
      {
        type: 'bar',
        name: 'People',
        barMaxWidth: 48,
        itemStyle: { color: paint.accent, borderRadius: [3, 3, 0, 0] },
        data: bars.map((bar) => bar.people),
        ...(at < 0
          ? {}
          : {
              markLine: {
                silent: true,
                symbol: 'none',
                lineStyle: { color: paint.held, type: 'dashed', width: 1.5 },
                label: { formatter: `cap ${cap}`, color: paint.held, position: 'end' },
                data: [{ xAxis: at }],
              },
            }),
      },
    ],
  });
}
