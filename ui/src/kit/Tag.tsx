import type { ReactNode } from 'react';
import styles from './Tag.module.css';
import { OUTCOMES, type Outcome } from './words';

export type Tone = Outcome | 'plain' | 'accent';

/** A word with a mark whose shape, not only colour, tells the tone. */
export function Tag({
  tone = 'plain',
  children,
  title,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
  readonly title?: string;
}) {
  return (
    <span className={styles.tag} data-tone={tone} title={title}>
      <svg viewBox="0 0 10 10" className={styles.mark} aria-hidden="true">
        {mark(tone)}
      </svg>
      {children}
    </span>
  );
}

function mark(tone: Tone): ReactNode {
  switch (tone) {
    case 'sent':
    case 'accent':
      return <circle cx="5" cy="5" r="4" />;
    case 'ghost':
      return <circle cx="5" cy="5" r="3.2" fill="none" stroke="currentColor" strokeWidth="1.8" />;
    case 'held':
      return <path d="M2 1.5h2.2v7H2zM5.8 1.5H8v7H5.8z" />;
    case 'dropped':
      return <path d="M2 2l6 6M8 2L2 8" stroke="currentColor" strokeWidth="2" />;
    case 'plain':
      return <circle cx="5" cy="5" r="2.4" />;
  }
}

export function OutcomeTag({ outcome }: { readonly outcome: Outcome }) {
  const { label, means } = OUTCOMES[outcome];
  return (
    <Tag tone={outcome} title={means}>
      {label}
    </Tag>
  );
}

/** A small framed word, for channels, kinds and keys. */
export function Chip({ children }: { readonly children: ReactNode }) {
  return <span className={styles.chip}>{children}</span>;
}
