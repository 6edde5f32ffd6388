import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { count } from '../kit/format';
import styles from './EndNode.module.css';
import { ENTRY, type EXIT } from './step';

export type EndNodeData = {
  readonly end: typeof ENTRY | typeof EXIT;
  readonly words: string;
  /** The same in full, on hover. */
  readonly whole: string;
  readonly people: number | undefined;
};

/** Where people come in, or leave. */
export function EndNode({ data: { end, words, whole, people } }: NodeProps<Node<EndNodeData>>) {
  return (
    <div className={styles.end}>
      {end === ENTRY ? null : <Handle type="target" position={Position.Top} isConnectable={false} />}
      <span className={styles.words} title={whole}>
        {words}
      </span>
      {people === undefined ? null : <span className={styles.people}>{count(people)}</span>}
      {end === ENTRY ? <Handle type="source" position={Position.Bottom} isConnectable={false} /> : null}
    </div>
  );
}
