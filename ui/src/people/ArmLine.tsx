import { Tag } from '../kit/Tag';
import type { Arm } from './queries';
import styles from './Record.module.css';

const LEVELS: Readonly<Record<Arm['level'], string>> = {
  global: 'Global holdout',
  journey: 'Holdout of the journey',
  message: 'Holdout of the message',
  split: 'Split',
};

/** Which arm of an experiment a person is in. */
export function ArmLine({ arm }: { readonly arm: Arm }) {
  const held = arm.arm === 'holdout';
  return (
    <p className={styles.line}>
      <Tag tone={held ? 'ghost' : 'plain'}>
        {held ? 'Held out' : arm.arm === 'treated' ? 'Treated' : `Arm ${arm.arm}`}
      </Tag>{' '}
      <span className={styles.none}>
        {LEVELS[arm.level]} <code>{arm.experiment}</code>
        {arm.share === null ? '' : ` of ${arm.share}`}
        {arm.contaminated ? ', contaminated by a merge: left out of lift' : ''}
      </span>
    </p>
  );
}
