import { count } from '../kit/format';
import { OUTCOMES, type Outcome } from '../kit/words';
import type { StepMetrics } from './queries';
import styles from './SendBar.module.css';

const ORDER: readonly Outcome[] = ['sent', 'ghost', 'held', 'dropped'];

/** What became of a send's messages, as one bar. */
export function SendBar({
  figures,
  slim = false,
}: {
  readonly figures: StepMetrics;
  readonly slim?: boolean;
}) {
  const parts = ORDER.map((outcome) => ({ outcome, many: figures[outcome] })).filter((part) => part.many > 0);
  const words = parts
    .map((part) => `${OUTCOMES[part.outcome].label.toLowerCase()} ${count(part.many)}`)
    .join(', ');
  return (
    <div className={styles.bar} data-slim={slim || undefined} role="img" aria-label={words} title={words}>
      {parts.map(({ outcome, many }) => (
        <span key={outcome} className={styles.part} data-outcome={outcome} style={{ flexGrow: many }} />
      ))}
    </div>
  );
}
