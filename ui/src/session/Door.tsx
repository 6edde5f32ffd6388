import type { ReactNode } from 'react';
import styles from './Door.module.css';

/** The page in front of the application. */
export function Door({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className={styles.door}>
      <div className={styles.card}>
        <img src="/throughline.svg" alt="Throughline" width={40} height={40} />
        <h1 className={styles.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}
