import type { Drawing } from '../kit/EChart';
import { axis, escaped, tooltip } from '../kit/paint';
import { modelWords } from '../kit/words';
import { creditOf, type Measure, MODELS, spreadOf } from './compare';
import type { Model, ReportRow } from './queries';

/** Shapes, so that the models can be told apart without colour. */
const SHAPES: Readonly<Record<Model, string>> = {
  first: 'triangle',
  last: 'rect',
  linear: 'circle',
  position: 'circle',
  'time-decay': 'rect',
};

/** Drawn as outlines. */
const HOLLOW: readonly Model[] = ['position', 'time-decay'];

/** Below it, names give way to the drawing. */
const NARROW = 560;
const LETTER = 8;

const ABOVE = -7;
const BELOW = 9;

interface Api {
  readonly value: (dimension: number) => number;
  readonly coord: (point: readonly [number, number]) => readonly [number, number];
}

/** As wide as the longest name, within what the drawing can spare. */
function nameWidth(rows: readonly ReportRow[], wide: number): number {
  const longest = Math.max(0, ...rows.map((row) => row.label.length));
  return Math.min(wide < NARROW ? 96 : 190, longest * LETTER);
}

/** Two lines a row: the models' range above, the holdout's interval below, on one axis. */
export function creditDrawing(
  rows: readonly ReportRow[],
  measure: Measure,
  write: (value: number) => string,
  brief: (value: number) => string,
): Drawing {
  return (paint, wide) => {
    const line = (low: number, high: number, colour: string, width: number, down: number) => ({
      type: 'custom',
      silent: true,
      renderItem: (_: unknown, at: Api) => {
        const [x1, y] = at.coord([at.value(low), at.value(0)]);
        const [x2] = at.coord([at.value(high), at.value(0)]);
        return {
          type: 'line',
          shape: { x1, x2, y1: y + down, y2: y + down },
          style: { stroke: colour, lineWidth: width, lineCap: 'round' },
        };
      },
    });
    const measured = rows.flatMap((row, place) =>
      row.incremental === null
        ? []
        : [
            [
              place,
              ...(['low', 'high', 'estimate'] as const).map((end) =>
                Number(row.incremental?.[measure][end] ?? 0),
              ),
            ],
          ],
    );
    return {
      // Two lines of legend fit above the axis: so many a phone needs.
      grid: { left: 8, right: 24, top: 64, bottom: 8, containLabel: true },
      legend: {
        top: 4,
        left: 8,
        itemWidth: 12,
        itemHeight: 10,
        textStyle: { color: paint.muted, fontSize: 12 },
        data: [
          ...MODELS.map((model) => ({ name: modelWords(model) })),
          { name: 'Caused, with 95% interval' },
        ],
      },
      tooltip: {
        ...tooltip(paint),
        formatter: (point: { readonly seriesName: string; readonly value: readonly number[] }) => {
          const row = rows[Number(point.value[1])];
          return `${escaped(row?.label ?? '')}<br>${escaped(point.seriesName)}: <b>${escaped(write(Number(point.value[0])))}</b>`;
        },
      },
      xAxis: {
        type: 'value',
        ...axis(paint),
        axisLabel: { ...axis(paint).axisLabel, formatter: brief, hideOverlap: true },
        position: 'top',
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map((row) => row.label),
        ...axis(paint),
        axisLabel: {
          color: paint.ink,
          fontSize: 13,
          width: nameWidth(rows, wide),
          overflow: 'break',
          lineHeight: 16,
        },
        splitLine: { show: true, lineStyle: { color: paint.line } },
      },
      series: [
        {
          ...line(1, 2, paint.line, 4, ABOVE),
          name: 'Range of the models',
          data: rows.map((row, place) => [place, spreadOf(row, measure).low, spreadOf(row, measure).high]),
          encode: { x: [1, 2], y: 0 },
        },
        ...MODELS.map((model) => ({
          type: 'scatter',
          name: modelWords(model),
          symbol: SHAPES[model],
          symbolSize: 9,
          symbolOffset: [0, ABOVE],
          itemStyle: HOLLOW.includes(model)
            ? { color: paint.panel, borderColor: paint.accent, borderWidth: 2 }
            : { color: paint.accent },
          data: rows.map((row, place) => [creditOf(row, model, measure), place]),
        })),
        {
          ...line(1, 2, paint.sent, 2.5, BELOW),
          name: 'Interval',
          data: measured,
          encode: { x: [1, 2], y: 0 },
        },
        {
          type: 'scatter',
          name: 'Caused, with 95% interval',
          symbol: 'diamond',
          symbolSize: 13,
          symbolOffset: [0, BELOW],
          itemStyle: { color: paint.sent },
          data: measured.map(([place, , , estimate]) => [estimate, place]),
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: paint.muted, type: 'solid', width: 1 },
            data: [{ xAxis: 0 }],
          },
        },
      ],
    };
  };
}
