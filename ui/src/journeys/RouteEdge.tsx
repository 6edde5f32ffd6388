import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import { type Point, pathThrough } from './graph';

export type RouteData = {
  readonly points: readonly Point[];
  readonly at: Point;
};

/** An edge along the way that the layout found for it. */
export function RouteEdge({ data, label, markerEnd, style }: EdgeProps<Edge<RouteData>>) {
  if (data === undefined) return null;
  return (
    <BaseEdge
      path={pathThrough(data.points)}
      label={label}
      labelX={data.at.x}
      labelY={data.at.y}
      labelShowBg
      labelBgPadding={[4, 2]}
      markerEnd={markerEnd}
      style={style}
    />
  );
}
