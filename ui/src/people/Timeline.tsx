import { Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { More } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { day } from '../kit/format';
import { Loaded } from '../kit/Loaded';
import { Panel } from '../kit/Page';
import type { Entry } from '../live/entry';
import { GroupFilter } from '../live/GroupFilter';
import { Explained } from './Explained';
import { asked, byDay, folded, type Row } from './fold';
import { type Customer, timelineQuery } from './queries';
import styles from './Timeline.module.css';
import { TimelineRow } from './TimelineRow';

interface TimelineProps {
  readonly customer: Customer;
  readonly show: string | undefined;
  readonly record: string | undefined;
  readonly journey: string | undefined;
  readonly onShow: (show: string | undefined) => void;
  readonly onRecord: (record: string | undefined) => void;
}

/** One timeline of everything: events, decisions sent and not sent, delivery, orders, credit, merges, consent. */
export function Timeline({ customer, show, record, journey, onShow, onRecord }: TimelineProps) {
  const timeline = useInfiniteQuery(timelineQuery(customer.id, show));
  return (
    <Panel flush title="Timeline" aside={<GroupFilter show={show} onShow={onShow} />}>
      <Loaded query={timeline} what="the timeline" skeleton={<TimelineSkeleton />}>
        {(value) => {
          const entries: readonly Entry[] = value.pages.flatMap((page) => page.items);
          const rows = folded(entries);
          const open = asked(rows, record);
          return (
            <>
              {record !== undefined && open === undefined && journey !== undefined ? (
                <div className={styles.above}>
                  <Explained customer={customer.id} journey={journey} message={record} zone={customer.zone} />
                </div>
              ) : null}
              {rows.length === 0 ? (
                <Empty title={show === undefined ? 'Nothing has happened yet' : 'Nothing of this kind'} />
              ) : (
                <Days rows={rows} open={open} customer={customer} onRecord={onRecord} />
              )}
              <More
                shown={entries.length}
                what={entries.length === 1 ? 'entry' : 'entries'}
                query={timeline}
              />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

interface DaysProps {
  readonly rows: readonly Row[];
  readonly open: Row | undefined;
  readonly customer: Customer;
  readonly onRecord: (record: string | undefined) => void;
}

function Days({ rows, open, customer, onRecord }: DaysProps) {
  return byDay(rows, day).map((group) => (
    <section key={group.day} aria-label={group.day}>
      <h3 className={styles.day}>{group.day}</h3>
      <ol className={styles.rows}>
        {group.rows.map((row) => (
          <TimelineRow
            key={row.id}
            row={row}
            open={row === open}
            customer={customer}
            onToggle={() => onRecord(row === open ? undefined : row.id)}
          />
        ))}
      </ol>
    </section>
  ));
}

function TimelineSkeleton() {
  return (
    <div className={styles.skeleton}>
      {Array.from({ length: 10 }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no other identity
        <Skeleton key={place} height={14} width={`${70 - (place % 4) * 10}%`} />
      ))}
    </div>
  );
}
