import type { ReactNode } from 'react';
import styles from './Empty.module.css';

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing here yet: why, and the one thing to do about it. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <svg className={styles.mark} viewBox="0 0 64 32" aria-hidden="true">
        <path d="M6 24c14 0 14-16 26-16s12 10 26 10" />
        <circle cx="6" cy="24" r="4" />
        <circle cx="58" cy="18" r="4" />
      </svg>
      <p className={styles.title}>{title}</p>
      {children === undefined ? null : <div className={styles.words}>{children}</div>}
      {action}
    </div>
  );
}
