import { useNames } from '../api/names';
import { Tag } from '../kit/Tag';
import type { Arm } from './queries';
import styles from './Record.module.css';

const LEVELS: Readonly<Record<Arm['level'], string>> = {
  global: 'Global holdout',
  journey: 'Holdout of',
  message: 'Message holdout of',
  split: 'Split',
};

/** Which arm of an experiment a person is in. */
export function ArmLine({ arm }: { readonly arm: Arm }) {
  const journeyName = useNames('journey');
  const held = arm.arm === 'holdout';
  return (
    <p className={styles.arm}>
      <span className={styles.none}>
        {LEVELS[arm.level]}
        {arm.level === 'global' ? null : ` ${journeyName(arm.experiment)}`}
        {arm.share === null ? '' : `, ${arm.share}`}
      </span>
      <Tag tone={held ? 'ghost' : 'plain'}>
        {held ? 'Held out' : arm.arm === 'treated' ? 'Treated' : arm.arm}
      </Tag>
      {arm.contaminated ? (
        <span className={styles.none}> Contaminated by a merge: left out of lift.</span>
      ) : null}
    </p>
  );
}
