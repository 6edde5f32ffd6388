import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../kit/Loaded';
import { DecisionPanel } from './DecisionPanel';
import { EntryPanel } from './EntryPanel';
import { explainQuery } from './queries';
import styles from './Record.module.css';

interface ExplainedProps {
  readonly customer: string;
  readonly journey: string;
  readonly step?: string | undefined;
  readonly message?: string | undefined;
  /** Of the entry that is asked for, where no message is. */
  readonly entryAt?: string;
  readonly zone: string;
}

/** Why somebody did, or did not, get it: the whole record behind one decision. */
export function Explained({ customer, journey, step, message, entryAt, zone }: ExplainedProps) {
  const explanation = useQuery(explainQuery({ customer, journey, step, message }));
  return (
    <Loaded query={explanation} what="the record" skeleton={<Skeleton height={280} />}>
      {(value) => {
        const record = value.records.find((one) => one.message === message);
        if (message !== undefined && record !== undefined)
          return <DecisionPanel record={record} zone={zone} />;
        const entry = value.entries.find((one) => one.at === entryAt) ?? value.entries[0];
        if (entry !== undefined) return <EntryPanel entry={entry} zone={zone} />;
        return <p className={styles.sentence}>{value.sentence}</p>;
      }}
    </Loaded>
  );
}
