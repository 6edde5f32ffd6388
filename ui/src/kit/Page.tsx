import type { ReactNode } from 'react';
import styles from './Page.module.css';

interface PageProps {
  readonly title: ReactNode;
  readonly above?: ReactNode;
  readonly aside?: ReactNode;
  readonly lead?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** One screen: its title, a line on what it is for, its actions, its content. */
export function Page({ title, above, aside, lead, wide = false, children }: PageProps) {
  return (
    <div className={styles.page} data-wide={wide || undefined}>
      <header className={styles.header}>
        <div className={styles.titles}>
          {above === undefined ? null : <div className={styles.above}>{above}</div>}
          <h1 className={styles.title}>{title}</h1>
          {lead === undefined ? null : <div className={styles.lead}>{lead}</div>}
        </div>
        {aside === undefined ? null : <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </div>
  );
}

interface PanelProps {
  readonly title?: ReactNode;
  readonly aside?: ReactNode;
  readonly flush?: boolean;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A framed part of a screen. */
export function Panel({ title, aside, flush = false, label, children }: PanelProps) {
  return (
    <section className={styles.panel} aria-label={label}>
      {title === undefined ? null : (
        <div className={styles.panelHeader}>
          <h2 className={styles.panelTitle}>{title}</h2>
          {aside}
        </div>
      )}
      <div className={flush ? styles.flush : styles.panelBody}>{children}</div>
    </section>
  );
}
