import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { count } from '../kit/format';
import type { StepMetrics } from './queries';
import { SendBar } from './SendBar';
import styles from './StepNode.module.css';
import type { Step } from './step';
import { stepIcon, stepWords } from './stepWords';

export type StepNodeData = {
  readonly step: Step;
  readonly figures: StepMetrics | undefined;
};

/** One step on the canvas: what it does, and how many entered, are here and left. */
export function StepNode({ data: { step, figures }, selected }: NodeProps<Node<StepNodeData>>) {
  const Icon = stepIcon(step);
  return (
    <div className={styles.node} data-kind={step.kind} data-selected={selected || undefined}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div className={styles.head}>
        <span className={styles.icon}>
          <Icon size={15} stroke={1.8} aria-hidden />
        </span>
        <span className={styles.words}>
          <span className={styles.name}>{step.id}</span>
          <span className={styles.what} title={stepWords(step)}>
            {stepWords(step)}
          </span>
        </span>
      </div>
      <dl className={styles.figures}>
        <div>
          <dt>entered</dt>
          <dd>{figures === undefined ? '–' : count(figures.entered)}</dd>
        </div>
        <div data-here={figures !== undefined && figures.here > 0 ? true : undefined}>
          <dt>here</dt>
          <dd>{figures === undefined ? '–' : count(figures.here)}</dd>
        </div>
        <div>
          <dt>left</dt>
          <dd>{figures === undefined ? '–' : count(figures.left)}</dd>
        </div>
      </dl>
      {step.kind === 'send' && figures !== undefined ? <SendBar figures={figures} slim /> : null}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}
