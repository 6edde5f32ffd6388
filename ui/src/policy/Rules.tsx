import { type Column, DataTable } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { count } from '../kit/format';
import { Panel } from '../kit/Page';
import { Chip } from '../kit/Tag';
import { channelWords, reasonWords, sentence } from '../kit/words';
import { nightOf } from './night';
import styles from './Policy.module.css';
import type { Policy } from './queries';

interface PolicyProps {
  readonly policy: Policy;
}

type Cap = Policy['caps'][number];
type Suppression = Policy['suppressions'][number];

export function Caps({ policy: { caps, overCap, asOf } }: PolicyProps) {
  const columns: readonly Column<Cap>[] = [
    { id: 'words', header: 'Cap', cell: (row) => <span className={styles.rule}>{sentence(row.words)}</span> },
    { id: 'window', header: 'Window', cell: (row) => <Chip>{row.window}</Chip> },
    {
      id: 'at',
      header: 'People at it now',
      numeric: true,
      count: { what: 'People whose next message this cap would stop.', asOf },
      cell: (row) => count(row.atLimit),
    },
    {
      id: 'held',
      header: 'Held',
      numeric: true,
      count: { what: 'Messages that it held.', window: 'as chosen', asOf },
      cell: (row) => count(row.held),
    },
    {
      id: 'dropped',
      header: 'Not sent',
      numeric: true,
      count: { what: 'Messages that it stopped for good.', window: 'as chosen', asOf },
      cell: (row) => count(row.dropped),
    },
  ];
  return (
    <Panel flush title="Caps">
      {caps.length === 0 ? (
        <Empty title="No caps are set">
          Without one, every journey may send as much as it likes to the same person.
        </Empty>
      ) : (
        <DataTable label="Caps" columns={columns} rows={caps} rowId={(row) => row.words} />
      )}
      {overCap === null ? null : <p className={styles.foot}>{sentence(overCap)}.</p>}
    </Panel>
  );
}

export function QuietHours({ policy: { quietHours } }: PolicyProps) {
  return (
    <Panel flush title="Quiet hours">
      {quietHours.length === 0 ? (
        <Empty title="No quiet hours are set">Messages may go out at night.</Empty>
      ) : (
        quietHours.map((rule) => (
          <div key={rule.words} className={styles.quietHours}>
            <span className={styles.rule}>{sentence(rule.words)}</span>
            <div>
              <svg
                className={styles.band}
                viewBox="0 0 96 8"
                preserveAspectRatio="none"
                role="img"
                aria-label={`Quiet from ${rule.from} to ${rule.to}`}
              >
                <rect className={styles.dayBand} width="96" height="8" />
                {nightOf(rule.from, rule.to).map((span) => (
                  <rect
                    key={span.from}
                    className={styles.night}
                    x={span.from / 15}
                    width={(span.to - span.from) / 15}
                    height="8"
                  />
                ))}
              </svg>
              <div className={styles.hours} aria-hidden="true">
                <span>00</span>
                <span>06</span>
                <span>12</span>
                <span>18</span>
                <span>24</span>
              </div>
            </div>
            <span className={styles.quiet}>
              {count(rule.held)} held, {count(rule.dropped)} not sent, on the person’s own clock
            </span>
          </div>
        ))
      )}
    </Panel>
  );
}

export function Suppressions({ policy: { suppressions, blocked, asOf } }: PolicyProps) {
  const columns: readonly Column<Suppression>[] = [
    {
      id: 'words',
      header: 'Suppression',
      cell: (row) => (
        <span className={styles.named}>
          <span className={styles.rule}>{sentence(row.words)}</span>
          <span className={styles.quiet}>reason: {reasonWords(row.reason).toLowerCase()}</span>
        </span>
      ),
    },
    {
      id: 'people',
      header: 'Covers',
      numeric: true,
      count: { what: 'People whom it covers now.', asOf },
      cell: (row) => count(row.people),
    },
    { id: 'held', header: 'Held', numeric: true, cell: (row) => count(row.held) },
    { id: 'dropped', header: 'Not sent', numeric: true, cell: (row) => count(row.dropped) },
  ];
  return (
    <Panel flush title="Suppressions">
      {suppressions.length === 0 ? (
        <Empty title="No suppression is set" />
      ) : (
        <DataTable label="Suppressions" columns={columns} rows={suppressions} rowId={(row) => row.words} />
      )}
      {blocked.length === 0 ? null : (
        <div className={styles.foot}>
          {[...new Set(blocked.map((one) => one.channel))].map((channel) => (
            <p key={channel} className={styles.blocked}>
              {channelWords(channel)} has stopped for{' '}
              {blocked
                .filter((one) => one.channel === channel)
                .map((one) => `${count(one.people)} ${reasonWords(one.reason).toLowerCase()}`)
                .join(', ')}
              .
            </p>
          ))}
        </div>
      )}
    </Panel>
  );
}
