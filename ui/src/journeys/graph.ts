import { graphlib, layout } from '@dagrejs/dagre';
import type { JourneyMetrics } from './queries';
import { ENTRY, EXIT, type Step, type Way } from './step';

/** A journey drawn: every step, the way in and the way out, each with its place. */
export interface Graph {
  readonly nodes: readonly Placed[];
  readonly edges: readonly Route[];
  readonly width: number;
  readonly height: number;
}

type Placed = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly step: Step | null;
};

export interface Edge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: string | null;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An edge with the way that it takes around the steps, and the place of its label. */
interface Route extends Edge {
  readonly points: readonly Point[];
  readonly at: Point;
}

export const NODE_WIDTH = 236;
export const NODE_HEIGHT = 118;
export const END_HEIGHT = 44;

export function edgesOf(steps: readonly Step[]): readonly Edge[] {
  const first = steps[0]?.id ?? EXIT;
  const ways: readonly (Way & { readonly from: string })[] = [
    { from: ENTRY, to: first, label: null },
    ...steps.flatMap((step) => step.ways.map((way) => ({ ...way, from: step.id }))),
  ];
  const edges = new Map<string, Edge>();
  for (const { from, to, label } of ways) {
    const id = `${from} ${to}`;
    const known = edges.get(id);
    const both = known?.label && label ? `${known.label} or ${label}` : (known?.label ?? label);
    edges.set(id, { id, from, to, label: both });
  }
  return [...edges.values()];
}

const LABEL_WIDTH = 140;
const LABEL_HEIGHT = 22;

/** Top-down, branches in their written order; edges keep clear of steps, and labels of each other. */
export function graphOf(steps: readonly Step[]): Graph {
  const edges = edgesOf(steps);
  const plan = new graphlib.Graph();
  plan.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 16, ranksep: 52, marginx: 16, marginy: 16 });
  plan.setNode(ENTRY, { width: NODE_WIDTH, height: END_HEIGHT });
  for (const step of steps) plan.setNode(step.id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  plan.setNode(EXIT, { width: NODE_WIDTH, height: END_HEIGHT });
  for (const edge of edges) {
    plan.setEdge(edge.from, edge.to, { width: LABEL_WIDTH, height: LABEL_HEIGHT, labelpos: 'c' });
  }
  layout(plan);
  const byId = new Map(steps.map((step) => [step.id, step]));
  const nodes = plan.nodes().map((id) => {
    const { x, y, width, height } = plan.node(id);
    return { id, x: x - width / 2, y: y - height / 2, step: byId.get(id) ?? null };
  });
  const { width = 0, height = 0 } = plan.graph();
  return { nodes, edges: edges.map((edge) => routed(edge, plan.edge(edge.from, edge.to))), width, height };
}

function routed(
  edge: Edge,
  drawn: { readonly points?: readonly Point[]; readonly x?: number; readonly y?: number },
): Route {
  return { ...edge, points: drawn.points ?? [], at: { x: drawn.x ?? 0, y: drawn.y ?? 0 } };
}

/** A line through all points with its corners rounded. */
export function pathThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return '';
  const corners = rest.slice(0, -1).map((corner, place) => {
    const next = rest[place + 1] ?? last;
    return `Q${corner.x},${corner.y} ${(corner.x + next.x) / 2},${(corner.y + next.y) / 2}`;
  });
  return `M${first.x},${first.y} ${corners.join(' ')} L${last.x},${last.y}`;
}

export interface Flow {
  readonly count: number;
  /** Of those who left the step, 0 to 1; null where nobody has. */
  readonly share: number | null;
}

/** How many went each way, and their share of all who went on from there. */
export function flowsOf(metrics: JourneyMetrics): ReadonlyMap<string, Flow> {
  const counts = new Map<string, number>();
  const leaving = new Map<string, number>();
  for (const { from, to, count } of metrics.edges) {
    const id = `${from} ${to}`;
    counts.set(id, (counts.get(id) ?? 0) + count);
    leaving.set(from, (leaving.get(from) ?? 0) + count);
  }
  return new Map(
    [...counts].map(([id, count]) => {
      const all = leaving.get(id.split(' ')[0] ?? '') ?? 0;
      return [id, { count, share: all === 0 ? null : count / all }];
    }),
  );
}

/** Ways out that no step draws: exits before the end. */
export function leftEarly(metrics: JourneyMetrics, edges: readonly Edge[], step: string): number {
  const drawn = edges.some((edge) => edge.from === step && edge.to === EXIT);
  if (drawn) return 0;
  return metrics.edges
    .filter((edge) => edge.from === step && edge.to === EXIT)
    .reduce((sum, edge) => sum + edge.count, 0);
}
