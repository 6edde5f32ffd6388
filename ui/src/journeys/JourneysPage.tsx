import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type Column, DataTable, TableSkeleton } from '../kit/DataTable';
import { Empty } from '../kit/Empty';
import { count, percent } from '../kit/format';
import { Lift } from '../kit/Lift';
import { Loaded } from '../kit/Loaded';
import { Page, Panel } from '../kit/Page';
import { RowLink } from '../kit/RowLink';
import styles from './JourneysPage.module.css';
import { type RegistryRow, registryQuery } from './queries';
import { StateTag } from './StateTag';

const route = getRouteApi('/in/journeys');

const COLUMNS: readonly Column<RegistryRow>[] = [
  {
    id: 'name',
    header: 'Journey',
    sortBy: (row) => row.name,
    cell: (row) => (
      <span className={styles.name}>
        <RowLink to="/journeys/$key" params={{ key: row.key }}>
          {row.name}
        </RowLink>
        <span className={styles.below}>{row.owner ?? row.key}</span>
      </span>
    ),
  },
  { id: 'state', header: 'State', sortBy: (row) => row.state, cell: (row) => <StateTag state={row.state} /> },
  { id: 'stage', header: 'Stage', sortBy: (row) => row.stage, cell: (row) => row.stage ?? '–' },
  {
    id: 'priority',
    header: 'Priority',
    numeric: true,
    sortBy: (row) => row.priority,
    cell: (row) => row.priority,
  },
  {
    id: 'here',
    header: 'Here now',
    numeric: true,
    count: { what: 'Instances that have entered and not left, held-out people included.' },
    sortBy: (row) => row.here,
    cell: (row) => count(row.here),
  },
  {
    id: 'entered',
    header: 'Entered, 30 d',
    numeric: true,
    count: { what: 'Entries, held-out people included.', window: 'the last 30 days' },
    sortBy: (row) => row.entered30d,
    cell: (row) => count(row.entered30d),
  },
  {
    id: 'sent',
    header: 'Sent, 30 d',
    numeric: true,
    count: { what: 'Messages with the outcome sent.', window: 'the last 30 days' },
    sortBy: (row) => row.sent30d,
    cell: (row) => count(row.sent30d),
  },
  {
    id: 'converted',
    header: 'Converted, 30 d',
    numeric: true,
    count: {
      what: 'Share of the entries with the journey’s conversion within its window after they entered. It says what happened, not what the journey caused.',
      window: 'entries of the last 30 days',
    },
    sortBy: (row) => (row.entered30d === 0 ? null : row.converted30d / row.entered30d),
    cell: (row) => (row.entered30d === 0 ? '–' : percent(row.converted30d / row.entered30d)),
  },
  {
    id: 'lift',
    header: 'Caused by it',
    numeric: true,
    count: {
      what: 'Conversion rate of treated people minus that of people held out by chance, in percentage points, with its 95% interval. An interval that includes zero means: may be nothing.',
      window: 'the journey’s whole life',
    },
    sortBy: (row) => (row.lift === null ? null : Number(row.lift.estimate)),
    cell: (row) => <Lift lift={row.lift} holdout={row.holdout} />,
  },
];

/** Screen 3: the registry of journeys. */
export function JourneysPage() {
  const { q, sort } = route.useSearch();
  const navigate = useNavigate({ from: '/journeys' });
  const registry = useQuery(registryQuery);
  return (
    <Page
      title="Journeys"
      lead="What runs for whom, how far people get, and what it changes."
      aside={
        <TextInput
          size="sm"
          placeholder="Name, owner, tag"
          aria-label="Filter journeys"
          leftSection={<IconSearch size={15} aria-hidden />}
          value={q ?? ''}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            void navigate({
              search: (before) => ({ ...before, q: typed === '' ? undefined : typed }),
              replace: true,
            });
          }}
        />
      }
    >
      <Panel flush label="Journeys">
        <Loaded query={registry} what="journeys" skeleton={<TableSkeleton rows={7} columns={8} />}>
          {({ items }) => {
            const rows = items.filter((row) => fits(row, q));
            if (items.length === 0) {
              return (
                <Empty title="No journeys yet">
                  A journey is a document. Write one and publish it: <pre>./throughline apply catalog/</pre>
                </Empty>
              );
            }
            if (rows.length === 0) return <Empty title="No journey matches" />;
            return (
              <DataTable
                label="Journeys"
                columns={COLUMNS}
                rows={rows}
                rowId={(row) => row.key}
                sort={sort}
                onSort={(next) =>
                  void navigate({ search: (before) => ({ ...before, sort: next }), replace: true })
                }
                quiet={(row) => row.state === 'archived' || row.state === 'draft'}
              />
            );
          }}
        </Loaded>
      </Panel>
    </Page>
  );
}

function fits(row: RegistryRow, q: string | undefined): boolean {
  if (q === undefined) return true;
  const sought = q.toLowerCase();
  return [row.key, row.name, row.owner ?? '', ...row.tags].some((text) =>
    text.toLowerCase().includes(sought),
  );
}
