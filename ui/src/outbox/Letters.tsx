import {
  IconBell,
  IconDeviceMobileMessage,
  IconLayoutBottombar,
  IconMail,
  IconWorld,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { When } from '../kit/When';
import { channelWords, humanised } from '../kit/words';
import { MessageState } from './MessageState';
import styles from './Outbox.module.css';
import type { OutboxRow } from './queries';

const ICONS: Readonly<Record<string, TablerIcon>> = {
  email: IconMail,
  sms: IconDeviceMobileMessage,
  push: IconBell,
  in_app: IconLayoutBottombar,
};

/** The list of messages, like a mailbox. */
export function Letters({
  rows,
  selected,
}: {
  readonly rows: readonly OutboxRow[];
  readonly selected: string | undefined;
}) {
  return (
    <ul className={styles.letters} onKeyDown={walk}>
      {rows.map((row) => {
        const Icon = ICONS[row.channel] ?? IconWorld;
        return (
          <li key={row.message}>
            <Link
              to="/outbox"
              search={(before) => ({ ...before, message: row.message })}
              resetScroll={false}
              className={styles.letter}
              data-selected={row.message === selected || undefined}
              aria-current={row.message === selected || undefined}
            >
              <Icon size={17} stroke={1.6} className={styles.icon} aria-label={channelWords(row.channel)} />
              <span className={styles.words}>
                <span className={styles.line}>
                  <span className={styles.who}>{row.customerName ?? row.to}</span>
                  <When at={row.sentAt ?? row.decidedAt} />
                </span>
                <span className={styles.subject}>{row.subject}</span>
                <span className={styles.line}>
                  <span className={styles.quiet}>
                    {row.journeyName} · {row.step}
                    {row.feedback.length === 0
                      ? ''
                      : ` · ${humanised(row.feedback.at(-1) ?? '').toLowerCase()}`}
                  </span>
                  <MessageState state={row.state} />
                </span>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** Arrow keys go from message to message. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const step =
    event.key === 'ArrowDown' || event.key === 'j'
      ? 1
      : event.key === 'ArrowUp' || event.key === 'k'
        ? -1
        : 0;
  if (step === 0) return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  const next = links[links.indexOf(document.activeElement as HTMLAnchorElement) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
