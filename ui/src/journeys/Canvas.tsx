import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import {
  Background,
  BackgroundVariant,
  Controls,
  type Edge as FlowEdge,
  MarkerType,
  type Node,
  ReactFlow,
  type Viewport,
} from '@xyflow/react';
import { type KeyboardEvent, useMemo } from 'react';
import { count, percent } from '../kit/format';
import styles from './Canvas.module.css';
import { EndNode, type EndNodeData } from './EndNode';
import { entryWords, triggerWords } from './entryWords';
import { END_HEIGHT, type Flow, flowsOf, type Graph, graphOf, NODE_HEIGHT, NODE_WIDTH } from './graph';
import type { JourneyMetrics } from './queries';
import { type RouteData, RouteEdge } from './RouteEdge';
import { StepNode, type StepNodeData } from './StepNode';
import type { Said } from './said';
import { type Body, ENTRY, EXIT, type Step } from './step';
import { stepWords } from './stepWords';

interface CanvasProps {
  readonly body: Body;
  readonly said: Said;
  readonly steps: readonly Step[];
  readonly metrics: JourneyMetrics | undefined;
  readonly selected: string | undefined;
  readonly onSelect: (step: string | undefined) => void;
}

const NODE_TYPES = { step: StepNode, end: EndNode };
const EDGE_TYPES = { route: RouteEdge };
const LABELS = {
  'node.a11yDescription.default': 'Press Enter to see who is at this step.',
  'controls.ariaLabel': 'Zoom of the canvas',
};

/** The journey as a graph, laid out by itself, with live counts on every step and edge. */
export function Canvas({ body, said, steps, metrics, selected, onSelect }: CanvasProps) {
  const scheme = useComputedColorScheme('light');
  const { ref, width } = useElementSize();
  const order = JSON.stringify(steps);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same steps keep their places while counts change
  const graph = useMemo(() => graphOf(steps), [order]);
  const flows: ReadonlyMap<string, Flow> = useMemo(
    () => (metrics === undefined ? new Map() : flowsOf(metrics)),
    [metrics],
  );

  const nodes = graph.nodes.map((node): Node<StepNodeData> | Node<EndNodeData> => {
    const place = {
      id: node.id,
      position: { x: node.x, y: node.y },
      width: NODE_WIDTH,
      selected: node.id === selected,
    };
    if (node.step === null) {
      const end = node.id === ENTRY ? ENTRY : EXIT;
      const people = metrics === undefined ? undefined : end === ENTRY ? metrics.entered : metrics.exited;
      const words = end === ENTRY ? triggerWords(body, said) : 'Leaves';
      const whole = end === ENTRY ? entryWords(body, said) : words;
      return {
        ...place,
        type: 'end',
        height: END_HEIGHT,
        focusable: false,
        data: { end, words, whole, people },
      };
    }
    const figures = metrics?.steps.find((one) => one.step === node.id);
    const ariaLabel = `${stepWords(node.step)}. ${node.id}. ${
      figures === undefined
        ? ''
        : `${figures.entered} entered, ${figures.here} here now, ${figures.left} left`
    }`;
    return { ...place, type: 'step', height: NODE_HEIGHT, ariaLabel, data: { step: node.step, figures } };
  });

  const edges = graph.edges.map((edge): FlowEdge<RouteData> => {
    const flow = flows.get(edge.id);
    const counted =
      flow === undefined
        ? ''
        : `${count(flow.count)}${flow.share === null || flow.share === 1 ? '' : ` · ${percent(flow.share, 0)}`}`;
    const label = [edge.label === null ? '' : shortened(edge.label), counted]
      .filter((part) => part !== '')
      .join(' · ');
    return {
      id: edge.id,
      source: edge.from,
      target: edge.to,
      type: 'route',
      focusable: false,
      label,
      data: { points: edge.points, at: edge.at },
      ariaLabel: `From ${edge.from} to ${edge.to}: ${label}`,
      style: { strokeWidth: 1.25 + 3 * (flow?.share ?? 0) },
      markerEnd: { type: MarkerType.ArrowClosed, width: 20, height: 20, markerUnits: 'userSpaceOnUse' },
    };
  });

  return (
    <section
      ref={ref}
      className={styles.canvas}
      style={{ height: Math.min(TALLEST, Math.max(SHORTEST, graph.height * zoomOf(graph, width))) }}
      aria-label="The journey as a graph"
      onKeyDown={(event) => choose(event, onSelect)}
    >
      {width === 0 ? null : (
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          colorMode={scheme}
          ariaLabelConfig={LABELS}
          nodesDraggable={false}
          nodesConnectable={false}
          edgesFocusable={false}
          deleteKeyCode={null}
          defaultViewport={openingView(graph, width)}
          minZoom={0.3}
          maxZoom={1.5}
          preventScrolling={false}
          zoomOnScroll={false}
          onNodeClick={(_, node) => onSelect(node.type === 'step' ? node.id : undefined)}
          onPaneClick={() => onSelect(undefined)}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
          <Controls showInteractive={false} position="bottom-left" />
        </ReactFlow>
      )}
    </section>
  );
}

const SHORTEST = 420;
const TALLEST = 1_240;
const LEAST_ZOOM = 0.72;

function zoomOf(graph: Graph, width: number): number {
  return Math.min(1, Math.max(LEAST_ZOOM, width / graph.width));
}

/** The way in at the top, as large as the width allows and still to be read. */
function openingView(graph: Graph, width: number): Viewport {
  const zoom = zoomOf(graph, width);
  const entry = graph.nodes.find((node) => node.id === ENTRY);
  const middle = graph.width * zoom <= width ? graph.width / 2 : (entry?.x ?? 0) + NODE_WIDTH / 2;
  return { x: width / 2 - middle * zoom, y: 0, zoom };
}

/** Enter or Space on a focused step selects it; Escape lets go. */
function choose(event: KeyboardEvent<HTMLElement>, onSelect: (step: string | undefined) => void): void {
  if (event.key === 'Escape') onSelect(undefined);
  if (event.key !== 'Enter' && event.key !== ' ') return;
  const node = event.target instanceof Element ? event.target.closest('.react-flow__node') : null;
  const id = node?.getAttribute('data-id');
  if (id !== null && id !== undefined) {
    event.preventDefault();
    onSelect(id);
  }
}

const LABEL_LETTERS = 34;

function shortened(label: string): string {
  return label.length > LABEL_LETTERS ? `${label.slice(0, LABEL_LETTERS - 1)}…` : label;
}
