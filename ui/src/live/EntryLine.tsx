import { UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { When } from '../kit/When';
import { EntryIcon } from './EntryIcon';
import styles from './EntryLine.module.css';
import { details, type Entry, headline } from './entry';

interface EntryLineProps {
  readonly entry: Entry;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** One line of the stream. */
export function EntryLine({ entry, selected, onSelect }: EntryLineProps) {
  return (
    <li className={styles.line} data-selected={selected || undefined}>
      <span className={styles.when}>
        <When at={entry.at} as="time" />
      </span>
      <EntryIcon entry={entry} />
      <UnstyledButton className={styles.words} onClick={onSelect} aria-pressed={selected}>
        <span className={styles.headline}>{headline(entry)}</span>
        <span className={styles.details}>{details(entry)}</span>
      </UnstyledButton>
      <Link to="/people/$id" params={{ id: entry.customer }} className={styles.person}>
        {entry.customerName ?? entry.customer}
      </Link>
    </li>
  );
}
