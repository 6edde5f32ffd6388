import type { Schemas } from '../api/client';
import { decimal, signedPoints } from './format';
import styles from './Lift.module.css';

interface LiftProps {
  readonly lift: Schemas['Interval'] | null;
  readonly holdout: string | null;
}

/** A difference with its interval; coloured only when zero lies outside. */
export function Lift({ lift, holdout }: LiftProps) {
  if (lift === null) {
    return (
      <span className={styles.none}>
        {holdout === null || holdout === 'none' ? 'no holdout' : 'too early'}
      </span>
    );
  }
  return (
    <span className={styles.lift}>
      <span className={styles.estimate} data-verdict={verdict(lift)}>
        {signedPoints(lift.estimate)}
      </span>
      <span className={styles.interval}>{range(lift)}</span>
    </span>
  );
}

function verdict({ low, high }: { readonly low: string; readonly high: string }): 'up' | 'down' | 'unsure' {
  if (Number(low) > 0) return 'up';
  return Number(high) < 0 ? 'down' : 'unsure';
}

function range({ low, high }: { readonly low: string; readonly high: string }): string {
  return `${points(low)} to ${points(high)}`;
}

function points(value: string): string {
  const number = Number(value) * 100;
  return `${number > 0 ? '+' : number < 0 ? '−' : ''}${decimal(Math.abs(number), 1)}`;
}
