import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { decimal, money } from '../kit/format';
import { Json } from '../kit/Json';
import { OutcomeTag } from '../kit/Tag';
import { When } from '../kit/When';
import { channelWords, modelWords } from '../kit/words';
import { EntryIcon } from '../live/EntryIcon';
import { details, type Entry, type Fact, groupOf, headline } from '../live/entry';
import { Explained } from './Explained';
import type { Row } from './fold';
import type { Customer } from './queries';
import styles from './Timeline.module.css';

interface TimelineRowProps {
  readonly row: Row;
  readonly open: boolean;
  readonly customer: Customer;
  readonly onToggle: () => void;
}

/** A row of the timeline that opens to what lies behind it. */
export function TimelineRow({ row, open, customer, onToggle }: TimelineRowProps) {
  const first = row.kind === 'one' ? row.entry : row.entries[0];
  if (first === undefined) return null;
  return (
    <li className={styles.row} data-open={open || undefined} data-quiet={isQuiet(first) || undefined}>
      <UnstyledButton className={styles.line} aria-expanded={open} onClick={onToggle}>
        <span className={styles.when}>
          <When at={first.at} as="time" personZone={customer.zone} />
        </span>
        <EntryIcon entry={first} />
        <span className={styles.words}>
          <span className={styles.headline}>
            {row.kind === 'credit' ? `Credit for order ${row.order}` : headline(row.entry)}
          </span>
          <span className={styles.details}>
            {row.kind === 'credit' ? creditWords(row.entries) : details(row.entry)}
          </span>
        </span>
        <span className={styles.end}>
          <Outcome entry={first} />
          {open ? <IconChevronDown size={15} aria-hidden /> : <IconChevronRight size={15} aria-hidden />}
        </span>
      </UnstyledButton>
      {open ? <div className={styles.body}>{behind(row, customer)}</div> : null}
    </li>
  );
}

/** Steps and delivery receipts matter less than what was decided. */
function isQuiet(entry: Entry): boolean {
  return entry.kind === 'fact' && (entry.fact.kind === 'journey.step' || groupOf(entry) === 'credit');
}

function Outcome({ entry }: { readonly entry: Entry }) {
  if (entry.kind === 'event' || entry.fact.kind !== 'message.decided') return null;
  const { outcome } = entry.fact;
  switch (outcome) {
    case 'sent':
    case 'ghost':
    case 'held':
    case 'dropped':
      return <OutcomeTag outcome={outcome} />;
    default:
      return null;
  }
}

function behind(row: Row, customer: Customer): ReactNode {
  if (row.kind === 'credit') return <Credits entries={row.entries} />;
  const { entry } = row;
  if (entry.kind === 'event') return <Json value={entry.event} label="The event" />;
  const { fact } = entry;
  if (fact.kind === 'message.decided' && fact.journey !== undefined) {
    return (
      <Explained
        customer={customer.id}
        journey={fact.journey}
        step={fact.step}
        message={fact.message}
        zone={customer.zone}
      />
    );
  }
  if ((fact.kind === 'journey.rejected' || fact.kind === 'journey.entered') && fact.journey !== undefined) {
    return <Explained customer={customer.id} journey={fact.journey} entryAt={fact.at} zone={customer.zone} />;
  }
  return <Json value={fact} label="The fact" />;
}

function creditsOf(entries: readonly Entry[]): readonly Fact[] {
  return entries.flatMap((entry) => (entry.kind === 'fact' ? [entry.fact] : []));
}

function creditWords(entries: readonly Entry[]): string {
  const facts = creditsOf(entries);
  const models = new Set(facts.map((fact) => fact.model)).size;
  const touches = new Set(facts.map((fact) => fact.touch)).size;
  return `${models} ${models === 1 ? 'model' : 'models'}, ${touches} ${touches === 1 ? 'touch' : 'touches'}`;
}

function Credits({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <table className={styles.credits}>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Touch</th>
          <th scope="col">Weight</th>
          <th scope="col">Credit</th>
        </tr>
      </thead>
      <tbody>
        {creditsOf(entries).map((fact) => (
          <tr key={fact.id}>
            <td>{modelWords(fact.model ?? '')}</td>
            <td>{[fact.journey, fact.step, channelWords(fact.channel ?? '')].filter(Boolean).join(' · ')}</td>
            <td>{decimal(fact.weight ?? 0, 2)}</td>
            <td>{money(String(fact.value ?? 0), fact.currency ?? 'EUR')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
