import { When } from '../kit/When';
import type { CapUse } from './queries';
import styles from './Record.module.css';

/** How much of a cap is used. */
export function CapMeter({ cap }: { readonly cap: CapUse }) {
  return (
    <div className={styles.cap}>
      <span className={styles.capRule}>{cap.rule}</span>
      <span className={styles.capUse}>
        {cap.used} of {cap.max}
      </span>
      <meter
        className={styles.meter}
        min={0}
        max={cap.max}
        value={Math.min(cap.used, cap.max)}
        aria-label={cap.rule}
        data-full={!cap.passed || undefined}
      />
      {cap.freeAt !== null && cap.used >= cap.max ? (
        <span className={styles.capNext}>
          next place <When at={cap.freeAt} />
        </span>
      ) : null}
    </div>
  );
}
