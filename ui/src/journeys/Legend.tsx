import { OUTCOMES, type Outcome } from '../kit/words';
import styles from './Legend.module.css';

const ORDER: readonly Outcome[] = ['sent', 'ghost', 'held', 'dropped'];

/** What the counts and bars on a journey mean. */
export function Legend() {
  return (
    <div className={styles.legend}>
      <p className={styles.what}>
        Everyone ever, held-out people included. On a way: people, and their share of all who left the step.
      </p>
      <ul className={styles.outcomes} aria-label="Under a send">
        {ORDER.map((outcome) => (
          <li key={outcome} title={OUTCOMES[outcome].means}>
            <span className={styles.mark} data-outcome={outcome} aria-hidden="true" />
            {OUTCOMES[outcome].label}
          </li>
        ))}
      </ul>
    </div>
  );
}
