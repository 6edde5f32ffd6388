import { useMemo } from 'react';
import { ChartPanel } from '../kit/ChartPanel';
import type { Drawing } from '../kit/EChart';
import { compact, count } from '../kit/format';
import { axis, tooltip } from '../kit/paint';
import styles from './Policy.module.css';
import { limitWords, type Pressure, pressureOf } from './pressure';
import type { Policy } from './queries';

/** How many people got how many messages in a week, with the caps as lines. */
export function PressureChart({ policy }: { readonly policy: Policy }) {
  const pressure = pressureOf(policy);
  const points = JSON.stringify(pressure);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same bars and caps draw the same chart
  const draw = useMemo(() => drawing(pressure), [points]);
  const people = pressure.bars.reduce((sum, bar) => sum + bar.people, 0);
  return (
    <ChartPanel
      id="pressure"
      title="Pressure"
      count={{
        what: 'People by how many marketing messages each was sent; those who got none are left out.',
        window: 'the last 7 days',
        asOf: policy.asOf,
      }}
      draw={draw}
      summary={[
        `${count(people)} people got marketing messages in the last 7 days.`,
        ...pressure.caps.map((cap) => `The cap is ${cap.words}.`),
      ].join(' ')}
      height={300}
      header={['Messages in 7 days', 'People', 'Limit']}
      rows={pressure.bars.map((bar) => [bar.messages, bar.people, limitWords(pressure, bar.messages)])}
      below={<Legend pressure={pressure} />}
    />
  );
}

function Legend({ pressure: { caps, comfort, others } }: { readonly pressure: Pressure }) {
  return (
    <ul className={styles.legend} aria-label="Limits">
      {caps.map((cap) => (
        <li key={cap.words}>
          <span className={styles.mark} data-mark="cap" aria-hidden="true" />
          Cap: {cap.words}
        </li>
      ))}
      {comfort === null ? null : (
        <li>
          <span className={styles.mark} data-mark="comfort" aria-hidden="true" />
          Comfortable: up to {comfort.words}
        </li>
      )}
      {caps.length === 0 ? <li>No cap counts all marketing of a week.</li> : null}
      {others.length === 0 ? null : <li className={styles.others}>Not on this axis: {others.join('; ')}.</li>}
    </ul>
  );
}

/** Half a message: the line stands behind the last bar that is allowed. */
const HALF = 0.5;

function drawing({ bars, caps, comfort }: Pressure): Drawing {
  const most = bars.length;
  return (paint) => ({
    grid: { left: 48, right: 16, top: 28, bottom: 44 },
    tooltip: {
      trigger: 'item',
      ...tooltip(paint),
      formatter: ({ value: [messages, people] }: { readonly value: readonly [number, number] }) =>
        `<b>${count(people)}</b> people were sent ${count(messages)}`,
    },
    xAxis: {
      type: 'value',
      min: HALF,
      max: most + HALF,
      name: 'messages in 7 days',
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: paint.muted },
      ...axis(paint),
      axisLabel: {
        ...axis(paint).axisLabel,
        customValues: bars.map((bar) => bar.messages),
        hideOverlap: true,
      },
      splitLine: { show: false },
    },
    yAxis: { type: 'value', ...axis(paint), axisLabel: { ...axis(paint).axisLabel, formatter: compact } },
    series: [
      {
        type: 'bar',
        name: 'People',
        barWidth: `${Math.min(60, 500 / most)}%`,
        barMaxWidth: 48,
        itemStyle: { color: paint.accent, borderRadius: [3, 3, 0, 0] },
        data: bars.map((bar) => [bar.messages, bar.people]),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: paint.dropped, type: 'dashed', width: 2 },
          label: { color: paint.dropped, fontWeight: 600, position: 'end' },
          data: caps
            .filter((cap) => cap.max <= most)
            .map((cap) => ({ xAxis: cap.max + HALF, label: { formatter: `cap ${cap.max}` } })),
        },
        markArea: {
          silent: true,
          itemStyle: { color: paint.sent, opacity: 0.09 },
          data: comfort === null ? [] : [[{ xAxis: HALF }, { xAxis: Math.min(comfort.max, most) + HALF }]],
        },
      },
    ],
  });
}
