import styles from './Written.module.css';

interface WrittenProps {
  readonly conditions: readonly { readonly name: string | null; readonly cel: string }[];
}

/** Conditions as they are written, behind a word: the page says them in words. */
export function Written({ conditions }: WrittenProps) {
  if (conditions.length === 0) return null;
  return (
    <details className={styles.written}>
      <summary>As written (CEL)</summary>
      <dl>
        {conditions.map(({ name, cel }) => (
          <div key={`${name} ${cel}`}>
            <dt>{name ?? 'Condition'}</dt>
            <dd>
              <code>{cel}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
