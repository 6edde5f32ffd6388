import type { ReactNode } from 'react';
import styles from './Record.module.css';

/** One part of a record on the line that runs through it. */
export function Station({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className={styles.station} aria-label={name}>
      <h4 className={styles.stationName}>{name}</h4>
      <div className={styles.stationBody}>{children}</div>
    </section>
  );
}
