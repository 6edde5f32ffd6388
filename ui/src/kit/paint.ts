import type { Paint } from './EChart';

/** What tooltips look like in every chart. */
export function tooltip(paint: Paint) {
  return {
    backgroundColor: paint.panel,
    borderColor: paint.line,
    borderWidth: 1,
    padding: [8, 12],
    textStyle: { color: paint.ink, fontSize: 12.5 },
    extraCssText: 'box-shadow: 0 4px 16px rgb(0 0 0 / 12%); border-radius: 8px;',
  };
}

/** An axis of numbers or days: labels, faint lines, no frame. */
export function axis(paint: Paint) {
  return {
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: paint.muted, fontSize: 12 },
    splitLine: { lineStyle: { color: paint.line } },
  };
}

/** Text that goes into a tooltip's HTML. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
