import { useComputedColorScheme } from '@mantine/core';
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Outcome } from './words';

use([
  BarChart,
  CustomChart,
  LineChart,
  ScatterChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  MarkLineComponent,
  MarkAreaComponent,
  AriaComponent,
  SVGRenderer,
]);

/** The colours of the page, for a chart to draw with. */
export interface Paint {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly panel: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly sent: string;
  readonly ghost: string;
  readonly held: string;
  readonly dropped: string;
  /** For areas: bars and bands of an outcome. */
  readonly fills: Readonly<Record<Outcome, string>>;
}

/** What to draw, in a place so many pixels wide. */
export type Drawing = (paint: Paint, width: number) => EChartsCoreOption;

interface EChartProps {
  readonly draw: Drawing;
  readonly label: string;
  readonly height: number;
}

export function EChart({ draw, label, height }: EChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (place.current === null) return;
    const chart = init(place.current, undefined, { renderer: 'svg' });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(place.current);
    const paint = paintOf(place.current);
    chart.setOption({ ...common(paint, scheme), ...draw(paint, place.current.clientWidth) });
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [draw, scheme]);
  return <div ref={place} role="img" aria-label={label} style={{ height }} />;
}

function common(paint: Paint, scheme: string): EChartsCoreOption {
  return {
    animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 250,
    darkMode: scheme === 'dark',
    backgroundColor: 'transparent',
    textStyle: { fontFamily: "'Inter Variable', sans-serif", color: paint.muted, fontSize: 12 },
    aria: { enabled: true, label: { enabled: false }, decal: { show: false } },
  };
}

function paintOf(element: Element): Paint {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--tl-${name}`).trim();
  return {
    ink: read('ink'),
    muted: read('muted'),
    line: read('line'),
    panel: read('panel'),
    accent: read('accent'),
    accentSoft: read('accent-soft'),
    sent: read('sent'),
    ghost: read('ghost'),
    held: read('held'),
    dropped: read('dropped'),
    fills: {
      sent: read('sent-fill'),
      ghost: read('ghost-fill'),
      held: read('held-fill'),
      dropped: read('dropped-fill'),
    },
  };
}
