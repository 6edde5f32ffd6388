import type { Condition } from './queries';
import styles from './Segments.module.css';

/** A condition in words, as nested lists. */
export function ConditionTree({ condition }: { readonly condition: Condition }) {
  return (
    <ul className={styles.tree}>
      <ConditionPart condition={condition} />
    </ul>
  );
}

function ConditionPart({ condition }: { readonly condition: Condition }) {
  return (
    <li className={styles.part}>
      {condition.kind === 'test' ? (
        condition.words
      ) : (
        <span className={styles.joint}>{joint(condition.kind)}</span>
      )}
      {condition.parts.length === 0 ? null : (
        <ul className={styles.tree}>
          {condition.parts.map((part) => (
            <ConditionPart key={part.words} condition={part} />
          ))}
        </ul>
      )}
    </li>
  );
}

export function joint(kind: Condition['kind']): string {
  switch (kind) {
    case 'all':
      return 'All of';
    case 'any':
      return 'Any of';
    case 'not':
      return 'Not';
    case 'test':
      return '';
  }
}
