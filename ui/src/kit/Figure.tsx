import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Count, Counted } from './Counted';
import styles from './Figure.module.css';

interface FigureProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly count: Count;
  readonly tone?: 'sent' | 'ghost' | 'held' | 'dropped';
}

/** One large number with its name and how it is counted. */
export function Figure({ label, value, note, count, tone }: FigureProps) {
  return (
    <div className={styles.figure} data-tone={tone}>
      <dt className={styles.label}>
        {label} <Counted of={label.toLowerCase()} count={count} />
      </dt>
      <dd className={styles.value}>{value}</dd>
      {note === undefined ? null : <dd className={styles.note}>{note}</dd>}
    </div>
  );
}

export function Figures({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>;
}

export function FiguresSkeleton({ many }: { readonly many: number }) {
  return (
    <div className={styles.figures}>
      {Array.from({ length: many }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no other identity
        <div key={place} className={styles.figure}>
          <Skeleton height={12} width="60%" my={4} />
          <Skeleton height={20} width="40%" mt={10} />
        </div>
      ))}
    </div>
  );
}
