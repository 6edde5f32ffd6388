import { IconCheck, IconX } from '@tabler/icons-react';
import { checkWords } from '../kit/words';
import type { Check } from './queries';
import styles from './Record.module.css';
import { seenWords } from './seenWords';

/** Every check, in order, with what it saw. */
export function Checks({ checks }: { readonly checks: readonly Check[] }) {
  return (
    <ul className={styles.checks}>
      {checks.map((check) => (
        <li key={`${check.check} ${check.saw}`} className={styles.check} data-passed={check.passed}>
          {check.passed ? (
            <IconCheck size={15} stroke={2.2} aria-label="passed" />
          ) : (
            <IconX size={15} stroke={2.2} aria-label="failed" />
          )}
          <span className={styles.checkName}>{checkWords(check.check)}</span>
          <span className={styles.saw}>{seenWords(check.saw)}</span>
        </li>
      ))}
    </ul>
  );
}
