import { Panel } from '../kit/Page';
import { Written } from '../kit/Written';
import type { Rule } from './entryWords';
import styles from './Rules.module.css';
import { EXIT, type Way } from './step';

/** What a journey's entry and exits ask for, in words; as written behind a word. */
export function Rules({ rules }: { readonly rules: readonly Rule[] }) {
  return (
    <Panel title="Rules">
      <dl className={styles.rules}>
        {rules.map((rule) => (
          <div key={rule.name} className={styles.rule}>
            <dt>{rule.name}</dt>
            <dd>{rule.words}</dd>
          </div>
        ))}
      </dl>
      <Written conditions={rules.flatMap((rule) => rule.cel.map((cel) => ({ name: rule.name, cel })))} />
    </Panel>
  );
}

/** The ways on from a branch: the first whose condition holds is taken. */
export function Ways({ ways }: { readonly ways: readonly Way[] }) {
  return (
    <>
      <ol className={styles.ways}>
        {ways.map((way) => (
          <li key={`${way.to} ${way.label}`}>
            {way.label} <span className={styles.to}>→ {nameOf(way.to)}</span>
          </li>
        ))}
      </ol>
      <Written
        conditions={ways.flatMap(({ to, cel }) => (cel === undefined ? [] : [{ name: nameOf(to), cel }]))}
      />
    </>
  );
}

const nameOf = (step: string): string => (step === EXIT ? 'leaves' : step);
