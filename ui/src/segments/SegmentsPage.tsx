import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type Column, DataTable, TableSkeleton } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { count, percent } from '../kit/format';
import { Loaded } from '../kit/Loaded';
import { Page, Panel } from '../kit/Page';
import { RowLink } from '../kit/RowLink';
import { type SegmentRow, segmentsQuery } from './queries';
import styles from './Segments.module.css';

const route = getRouteApi('/in/segments');

const COLUMNS: readonly Column<SegmentRow>[] = [
  {
    id: 'name',
    header: 'Segment',
    width: '52%',
    sortBy: (row) => row.name,
    cell: (row) => (
      <span className={styles.name}>
        <RowLink to="/segments/$key" params={{ key: row.key }}>
          {row.name}
        </RowLink>
        <span className={styles.words}>{row.words}</span>
      </span>
    ),
  },
  {
    id: 'size',
    header: 'People',
    numeric: true,
    count: { what: 'People who meet the definition now. Windows slide by themselves, to the second.' },
    sortBy: (row) => row.size,
    cell: (row) => <strong>{count(row.size)}</strong>,
  },
  {
    id: 'share',
    header: 'Of everyone',
    numeric: true,
    count: { what: 'Share of all people of the workspace, anonymous ones included.' },
    sortBy: (row) => row.share,
    cell: (row) => (
      <span className={styles.share}>
        <span className={styles.track} aria-hidden="true">
          <span style={{ width: `${Math.min(100, 100 * row.share)}%` }} />
        </span>
        {percent(row.share)}
      </span>
    ),
  },
  {
    id: 'came',
    header: 'Came, 24 h',
    numeric: true,
    count: { what: 'Times somebody entered.', window: 'the last 24 hours' },
    sortBy: (row) => row.entered24h,
    cell: (row) => (row.entered24h === 0 ? '0' : `+${count(row.entered24h)}`),
  },
  {
    id: 'went',
    header: 'Went, 24 h',
    numeric: true,
    count: { what: 'Times somebody left, by an event or by time alone.', window: 'the last 24 hours' },
    sortBy: (row) => row.left24h,
    cell: (row) => (row.left24h === 0 ? '0' : `−${count(row.left24h)}`),
  },
];

/** Screen 4: segments, in words and live. */
export function SegmentsPage() {
  const { sort } = route.useSearch();
  const navigate = useNavigate({ from: '/segments' });
  const segments = useQuery(segmentsQuery);
  return (
    <Page
      title="Segments"
      lead="Who belongs right now. A segment changes with every event, and with time alone."
    >
      <Panel flush label="Segments">
        <Loaded query={segments} what="segments" skeleton={<TableSkeleton rows={8} columns={5} />}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No segments yet">
                A segment is a document with one condition. Write one and publish it:{' '}
                <pre>./throughline apply catalog/</pre>
              </Empty>
            ) : (
              <DataTable
                label="Segments"
                columns={COLUMNS}
                rows={items}
                rowId={(row) => row.key}
                sort={sort}
                onSort={(next) => void navigate({ search: { sort: next }, replace: true })}
              />
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}
